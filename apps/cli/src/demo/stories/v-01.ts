import { at, dayAfter, daySpan, endOfWorkdayAfter, minute, monthsAfter, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import { caseFor, justify, lookUp, type Oddity, receiveDossier, receivePetition } from '../casework.js';
import type { Account } from '../cast.js';
import type { Stage, Words } from '../stage.js';

/** Look-ups without a case (V-01), and look-ups whose case or explanation comes late but in time. */
export function lookUpsWithoutCase(stage: Stage): void {
  const clerks = Array.from({ length: 4 }, () => grant(stage, 'TTHC'));
  const petitioned = Array.from({ length: 2 }, () => grant(stage, 'KNTC'));
  const clerk = () => stage.random.pick(clerks);
  const inspector = () => stage.random.pick(petitioned);
  unexplained(stage, clerk(), { case: 'none' }, ['không có mã hồ sơ', 'no dossier named']);
  unexplained(stage, clerk(), { case: 'none', dossierId: `H21-BIA-${stage.number()}` }, unknownDossier);
  unexplained(stage, inspector(), { case: 'none' }, ['LAY_TTCD không có đơn', 'LAY_TTCD without a petition']);
  unexplained(stage, inspector(), { case: 'none', petitionId: `DON-BIA-${stage.number()}` }, unknownPetition);
  const account = inspector();
  const day = stage.workday();
  const { id: dossierId, parties } = receiveDossier(stage, account.unitId, [account.officialId], at(day, '08:05:00'));
  unexplained(stage, account, { case: 'none', dossierId, subjects: parties }, dossierOnly, at(day, '09:12:00'));
  justifiedTooLate(stage, clerk());
  inTime(stage, clerk(), inspector());
}

const unknownDossier = ['mã hồ sơ không có trong nguồn', 'a dossier its source does not know'] as const;
const unknownPetition = ['đơn không có trong nguồn', 'a petition its source does not know'] as const;
const dossierOnly = ['LAY_TTCD chỉ có hồ sơ, không có đơn', 'LAY_TTCD with a dossier but no petition'] as const;

/** A look-up that nothing explains. */
export function unexplained(stage: Stage, account: Account, odd: Oddity, words: Words, time?: string): string {
  const lookupId = lookUp(stage, account, time ?? at(stage.workday(), '09:40:00'), odd);
  stage.plant('V-01', { lookupId }, 'high', words);
  return lookupId;
}

function justifiedTooLate(stage: Stage, account: Account): void {
  const day = stage.workday();
  const served = caseFor(stage, account, at(day, '10:00:00'));
  const lookupId = lookUp(stage, account, at(day, '10:20:00'), { case: 'none', subjects: served.parties });
  const due = endOfWorkdayAfter(day, 1);
  justify(stage, account, lookupId, shift(due, minute), { by: 'official', case: served });
  const words = ['giải trình trễ một phút', 'justified a minute after the deadline'] as const;
  stage.plant('V-01', { lookupId }, 'high', words, { state: 'remedied' });
}

function inTime(stage: Stage, clerk: Account, inspector: Account): void {
  const spare = (lookupId: string, words: Words) => stage.spare('V-01', { lookupId }, words);
  const day = stage.workday();
  const served = caseFor(stage, clerk, at(day, '16:00:00'));
  const last = lookUp(stage, clerk, at(day, '16:30:00'), { case: 'none', subjects: served.parties });
  justify(stage, clerk, last, shift(endOfWorkdayAfter(day, 1), -minute), { by: 'official', case: served });
  spare(last, ['giải trình một phút trước hạn', 'justified a minute before the deadline']);

  const friday = stage.friday();
  const weekend = lookUp(stage, clerk, at(friday, '16:45:00'), { case: 'none' });
  justify(stage, clerk, weekend, at(dayAfter(friday, 3), '15:30:00'), { by: 'supervisor', commanded: true });
  spare(weekend, ['tra cứu thứ Sáu, giải trình thứ Hai', 'looked up on Friday, justified on Monday']);

  const end = workdayAfter(monthsAfter(stage.scene, 1), -1);
  const open = caseFor(stage, clerk, at(end, '16:00:00'));
  const eve = lookUp(stage, clerk, at(end, '16:10:00'), { case: 'none', subjects: open.parties });
  justify(stage, clerk, eve, at(workdayAfter(end, 1), '15:00:00'), { by: 'official', case: open });
  spare(eve, [
    'tra cứu cuối tháng, giải trình ngày làm việc đầu tháng sau, dù cách kỳ nghỉ',
    'looked up at the end of a month, justified on the next working day, whatever holidays lie between',
  ]);

  const received = at(stage.workday(), '08:30:00');
  const deliveredAt = shift(received, 5 * daySpan);
  const late = receiveDossier(stage, clerk.unitId, [clerk.officialId], received, { deliveredAt });
  spare(lookUp(stage, clerk, shift(received, 40 * minute), { case: late }), lateDossier);
  const petition = receivePetition(stage, [inspector.officialId], received, { deliveredAt });
  spare(lookUp(stage, inspector, shift(received, 50 * minute), { case: petition }), latePetition);
}

const lateDossier = ['hồ sơ đến sổ cái muộn năm ngày', 'its dossier reached the ledger five days late'] as const;
const latePetition = ['đơn đến sổ cái muộn năm ngày', 'its petition reached the ledger five days late'] as const;
