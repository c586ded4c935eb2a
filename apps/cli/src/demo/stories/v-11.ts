import { at, second, shift } from '../days.js';
import { grant } from '../accounts.js';
import { caseFor, lookUp, type Oddity } from '../casework.js';
import type { Account } from '../cast.js';
import type { Stage, Words } from '../stage.js';

/** Numbers tried one after another (V-11), and quick work that is one short of it. */
export function enumeration(stage: Stage): void {
  guessing(stage, 10, plant, ['10 số không tồn tại trong 10 phút', 'ten unknown numbers in ten minutes']);
  guessing(stage, 9, spare, ['9 số không tồn tại trong 10 phút', 'nine unknown numbers in ten minutes']);
  crowd(stage, 5, plant, ['20 người trong 5 phút', 'twenty citizens in five minutes']);
  crowd(stage, 4, spare, ['16 người trong 5 phút', 'sixteen citizens in five minutes']);
  counting(stage, 8, plant, ['8 số liền kề liên tiếp', 'eight adjacent numbers in a row']);
  counting(stage, 7, spare, ['7 số liền kề liên tiếp', 'seven adjacent numbers in a row']);
}

type Telling = (stage: Stage, account: Account, words: Words) => void;
const plant: Telling = (stage, { accountId }, words) => stage.plant('V-11', { accountId }, 'high', words);
const spare: Telling = (stage, { accountId }, words) => stage.spare('V-11', { accountId }, words);

/** Look-ups of an account of its own, so many seconds apart, each for a case of its own. */
function inARow(
  stage: Stage,
  times: number,
  apart: number,
  oddity: (i: number) => Oddity & { parties?: number },
): Account {
  const account = grant(stage, 'TTHC', { ordinary: false });
  const start = at(stage.workday(), '14:10:00');
  for (let i = 0; i < times; i++) {
    const time = shift(start, i * apart * second);
    const { parties = 1, ...odd } = oddity(i);
    const served = caseFor(stage, account, start, { parties: Array.from({ length: parties }, () => stage.citizen()) });
    lookUp(stage, account, time, { case: served, subjects: served.parties, ...odd });
  }
  return account;
}

function guessing(stage: Stage, times: number, tell: Telling, words: Words): void {
  tell(
    stage,
    inARow(stage, times, 65, () => ({ result: 'notFound' })),
    words,
  );
}
function crowd(stage: Stage, times: number, tell: Telling, words: Words): void {
  tell(
    stage,
    inARow(stage, times, 70, () => ({ parties: 4, result: 'found' })),
    words,
  );
}
function counting(stage: Stage, times: number, tell: Telling, words: Words): void {
  const account = inARow(stage, times + 2, 4 * 60, (i) => ({ adjacentId: i > 0 && i <= times, result: 'found' }));
  tell(stage, account, words);
}
