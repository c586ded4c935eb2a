import { at, minute, shift } from '../days.js';
import { grant } from '../accounts.js';
import { caseFor, lookUp } from '../casework.js';
import type { Account } from '../cast.js';
import { hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits } from '../units.js';

/** Days on which an account looked up far more citizens than ever (V-10, in trial), and busy days that are not that. */
export function spikes(stage: Stage): void {
  plant(stage, busyDay(stage, 18), ['36 người trong một ngày', 'thirty-six citizens in a day']);
  plant(stage, busyDay(stage, 25), ['50 người trong một ngày', 'fifty citizens in a day']);
  plant(stage, busyDay(stage, 16), ['32 người trong một ngày', 'thirty-two citizens in a day']);
  spare(stage, busyDay(stage, 15), ['đúng 30 người trong một ngày', 'thirty citizens in a day']);
  spare(stage, busyDay(stage, 10), ['20 người trong một ngày', 'twenty citizens in a day']);
}

const plant = (stage: Stage, { accountId }: Account, words: Words) =>
  stage.plant('V-10', { accountId }, 'medium', words);
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-10', { accountId }, words);

/** An account without ordinary work that one day looks so many couples up, some minutes apart. */
function busyDay(stage: Stage, couples: number): Account {
  const account = grant(stage, 'TTHC', { official: hire(stage, dossierUnits[0]), ordinary: false });
  const start = at(stage.workday(), '07:50:00');
  for (let i = 0; i < couples; i++) {
    const time = shift(start, i * 20 * minute);
    const served = caseFor(stage, account, time, { parties: [stage.citizen(), stage.citizen()] });
    lookUp(stage, account, time, { case: served, subjects: served.parties, result: 'found' });
  }
  return account;
}
