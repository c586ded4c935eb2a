import { at, minute, shift, workdays } from '../days.js';
import { grant } from '../accounts.js';
import { caseFor, lookUp } from '../casework.js';
import type { Account } from '../cast.js';
import { tellIntake } from '../intake.js';
import { hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits, type Unit } from '../units.js';
import { staffedWard } from '../wards.js';

/** Days on which an account looked up far more citizens than ever (V-10, in trial), and busy days that are not that. */
export function spikes(stage: Stage): void {
  const kinds = ['centre', 'commune', 'POST'].map((kind) => dossierUnits.find((unit) => unit.kind === kind)!);
  // One in each kind of unit: what is much is measured by what others of its kind do.
  plant(stage, busyDay(stage, kinds[0], 18), ['36 người trong một ngày', 'thirty-six citizens in a day']);
  plant(stage, busyDay(stage, kinds[1], 25), ['50 người trong một ngày', 'fifty citizens in a day']);
  plant(stage, busyDay(stage, kinds[2], 16), ['32 người trong một ngày', 'thirty-two citizens in a day']);
  intake(stage, 3, 10);
  intake(stage, 3, 9);
  spare(stage, busyDay(stage, kinds[0], 15), ['đúng 30 người trong một ngày', 'thirty citizens in a day']);
  spare(stage, busyDay(stage, kinds[1], 10), ['20 người trong một ngày', 'twenty citizens in a day']);
}

const plant = (stage: Stage, { accountId }: Account, words: Words) =>
  stage.plant('V-10', { accountId }, 'medium', words);
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-10', { accountId }, words);

/** An account without ordinary work that one day looks so many couples up, some minutes apart. */
function busyDay(stage: Stage, unit: Unit, couples: number): Account {
  const account = grant(stage, 'TTHC', { official: hire(stage, unit), ordinary: false });
  const start = at(stage.workday(), '07:50:00');
  for (let i = 0; i < couples; i++) {
    const time = shift(start, i * 20 * minute);
    const served = caseFor(stage, account, time, { parties: [stage.citizen(), stage.citizen()] });
    lookUp(stage, account, time, { case: served, subjects: served.parties, result: 'found' });
  }
  return account;
}

/** A ward that counts fewer dossiers in a month than its look-ups would need. */
function intake(stage: Stage, received: number, lookUps: number): void {
  const { ward, account } = staffedWard(stage, [], { ordinary: false });
  const { unitId } = ward;
  const procedures = ['1.004859', '2.000815'];
  tellIntake(stage, unitId, stage.scene, new Map(procedures.map((code, i) => [code, i === 0 ? received - 1 : 1])));
  const days = workdays(stage.day(3), stage.day(28));
  for (let i = 0; i < lookUps; i++) lookUp(stage, account, at(days[i], '09:35:00'));
  if (lookUps > 3 * received)
    stage.plant('V-10', { unitId }, 'medium', [
      'hơn ba lượt tra cứu cho mỗi hồ sơ của đơn vị',
      'more than three look-ups for each dossier of a unit',
    ]);
  else stage.spare('V-10', { unitId }, ['ba lượt tra cứu cho mỗi hồ sơ', 'three look-ups for each dossier']);
}
