import { at, daySpan, midnightAfter, minute, shift } from '../days.js';
import { grant } from '../accounts.js';
import { lookUp, receiveDossier, receivePetition } from '../casework.js';
import type { Account } from '../cast.js';
import { approver, deputy, hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits } from '../units.js';

/** Protected citizens looked up by others than who works on their case (V-15). */
export function protectedCitizens(stage: Stage): void {
  const unit = stage.random.pick(dossierUnits);
  const clerk = grant(stage, 'TTHC', { official: hire(stage, unit) });
  const colleague = hire(stage, unit);
  const month = { from: shift(stage.sceneOpens, -20 * daySpan), to: shift(stage.sceneOpens, 60 * daySpan) };
  const plant = (account: Account, assignees: readonly string[], category: string, words: Words) => {
    const { lookupId } = protectedLookUp(stage, account, assignees, category, month);
    stage.plant('V-15', { lookupId }, 'high', words);
  };
  plant(clerk, [colleague.officialId], 'witness', [
    'nhân chứng, hồ sơ của đồng nghiệp',
    "a witness, on a colleague's dossier",
  ]);
  plant(clerk, [], 'minor', ['trẻ em, hồ sơ chưa phân công', 'a minor, on a dossier assigned to nobody']);
  const inspector = grant(stage, 'KNTC');
  plant(inspector, [deputy], 'complainant', [
    'người khiếu nại, đơn của người khác',
    "a complainant, on somebody else's petition",
  ]);

  const spare = (lookupId: string, words: Words) => stage.spare('V-15', { lookupId }, words);
  const own = protectedLookUp(stage, clerk, [clerk.officialId], 'victim', month);
  spare(own.lookupId, ['người được bảo vệ, được phân công hồ sơ', 'protected, and assigned to their dossier']);
  const { from, to } = month;
  const day = stage.workday();
  const before = { from: midnightAfter(day), to };
  spare(protectedLookUp(stage, clerk, [], 'public', before, day).lookupId, [
    'trước ngày vào danh sách',
    'the day before the list begins',
  ]);
  const over = { from, to: at(day, '00:00:00') };
  spare(protectedLookUp(stage, clerk, [], 'public', over, day).lookupId, [
    'sau ngày hết hạn trong danh sách',
    'on the day after the list ends',
  ]);
}

/** A look-up, for a case of the unit with some assignees, of a party who is on the list for a time. */
function protectedLookUp(
  stage: Stage,
  account: Account,
  assignees: readonly string[],
  category: string,
  { from, to }: { from: string; to: string },
  day = stage.workday(),
): { lookupId: string } {
  const citizen = stage.citizen();
  const entryId = `BV-${stage.number()}`;
  const entry = { entryId, subjectToken: citizen, category, basis: `${entryId}/QĐ-BV`, validFrom: from, validTo: to };
  stage.command('protectedList:add', from, { ...entry, by: approver, by2: deputy });
  const time = at(day, '10:25:00');
  const receivedAt = shift(time, -40 * minute);
  const parties = { parties: [citizen] };
  const served =
    account.system === 'KNTC'
      ? receivePetition(stage, assignees, receivedAt, parties)
      : receiveDossier(stage, account.unitId, assignees, receivedAt, parties);
  return { lookupId: lookUp(stage, account, time, { case: served, subjects: [citizen] }) };
}
