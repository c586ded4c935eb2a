import { at, endOfWorkdayAfter, dayAfter, daySpan, minute, shift } from '../days.js';
import type { Told } from '../../told.js';
import { caseFor, justify, lookUp, type Oddity, receiveDossier, receivePetition } from '../casework.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';

/** Look-ups without a case (V-01), and look-ups whose case or explanation comes late but in time. */
export function lookUpsWithoutCase(stage: Stage): void {
  const clerks = Array.from({ length: 4 }, () => grant(stage, 'TTHC'));
  const petitioned = Array.from({ length: 2 }, () => grant(stage, 'KNTC'));
  const clerk = () => stage.random.pick(clerks);
  const inspector = () => stage.random.pick(petitioned);
  unexplained(stage, clerk(), { case: 'none' }, { vi: 'không có mã hồ sơ', en: 'no dossier named' });
  unexplained(stage, clerk(), { case: 'none', dossierId: `H21-BIA-${stage.number()}` }, unknownDossier);
  unexplained(stage, inspector(), { case: 'none' }, { vi: 'LAY_TTCD không có đơn', en: 'LAY_TTCD without a petition' });
  unexplained(stage, inspector(), { case: 'none', petitionId: `DON-BIA-${stage.number()}` }, unknownPetition);
  const account = inspector();
  const day = stage.workday();
  const dossier = receiveDossier(stage, account.unitId, [account.officialId], at(day, '08:05:00'));
  const named = { case: 'none', dossierId: dossier.id, subjects: dossier.parties } as const;
  unexplained(stage, account, named, dossierOnly, at(day, '09:12:00'));
  justifiedTooLate(stage, clerk());
  inTime(stage, clerk(), inspector());
}

const unknownDossier = { vi: 'mã hồ sơ không có trong nguồn', en: 'a dossier its source does not know' };
const unknownPetition = { vi: 'đơn không có trong nguồn', en: 'a petition its source does not know' };
const dossierOnly = { vi: 'LAY_TTCD chỉ có hồ sơ, không có đơn', en: 'LAY_TTCD with a dossier but no petition' };

function unexplained(stage: Stage, account: Account, odd: Oddity, told: Told, time?: string): void {
  const lookupId = lookUp(stage, account, time ?? at(stage.workday(), '09:40:00'), odd);
  stage.plant({ rule: 'V-01', lookupId, severity: 'high', state: 'standing', ...told });
}

function justifiedTooLate(stage: Stage, account: Account): void {
  const day = stage.workday();
  const lookupId = lookUp(stage, account, at(day, '10:20:00'), { case: 'none' });
  const dossier = caseFor(stage, account, at(day, '10:00:00'));
  justify(stage, account, lookupId, shift(endOfWorkdayAfter(day, 1), minute), { by: 'official', case: dossier });
  const told = { vi: 'giải trình trễ một phút', en: 'justified a minute after the deadline' };
  stage.plant({ rule: 'V-01', lookupId, severity: 'high', state: 'remedied', ...told });
}

function inTime(stage: Stage, clerk: Account, inspector: Account): void {
  const none = (lookupId: string, vi: string, en: string) => stage.boundary({ rule: 'V-01', lookupId, vi, en });
  const day = stage.workday();
  const last = lookUp(stage, clerk, at(day, '16:30:00'), { case: 'none' });
  const due = endOfWorkdayAfter(day, 1);
  justify(stage, clerk, last, shift(due, -minute), {
    by: 'official',
    case: caseFor(stage, clerk, at(day, '16:00:00')),
  });
  none(last, 'giải trình một phút trước hạn', 'justified a minute before the deadline');

  const friday = stage.friday();
  const weekend = lookUp(stage, clerk, at(friday, '16:45:00'), { case: 'none' });
  const monday = at(dayAfter(friday, 3), '15:30:00');
  justify(stage, clerk, weekend, monday, { by: 'supervisor', commanded: true });
  none(weekend, 'tra cứu thứ Sáu, giải trình thứ Hai', 'looked up on Friday, justified on Monday');

  const eve = lookUp(stage, clerk, at('2025-12-31', '16:10:00'), { case: 'none' });
  const served = caseFor(stage, clerk, at('2025-12-31', '16:00:00'));
  justify(stage, clerk, eve, at('2026-01-05', '15:00:00'), { by: 'official', case: served });
  none(
    eve,
    'hạn giải trình lùi qua ngày lễ 01/01 và ngày nghỉ hoán đổi 02/01',
    'the deadline moves past a holiday and a swapped day',
  );

  const received = at(stage.workday(), '08:30:00');
  const deliveredAt = shift(received, 5 * daySpan);
  const late = receiveDossier(stage, clerk.unitId, [clerk.officialId], received, { deliveredAt });
  none(lookUp(stage, clerk, shift(received, 40 * minute), { case: late }), ...lateDossier);
  const petition = receivePetition(stage, [inspector.officialId], received, deliveredAt);
  none(lookUp(stage, inspector, shift(received, 50 * minute), { case: petition }), ...latePetition);
}

const lateDossier = ['hồ sơ đến sổ cái muộn năm ngày', 'its dossier reached the ledger five days late'] as const;
const latePetition = ['đơn đến sổ cái muộn năm ngày', 'its petition reached the ledger five days late'] as const;
