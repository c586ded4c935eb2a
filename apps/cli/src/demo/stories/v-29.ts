import { at, dayOf, hour, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import type { Account } from '../cast.js';
import { keepPasswordYoung, rotate } from '../credentials.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';

/** Accounts that go on with the password that came with them (V-29), and those whose password was replaced in time. */
export function defaultPasswords(stage: Stage): void {
  const kept = granted(stage);
  logIn(stage, kept, [0, 1, 3]);
  replace(stage, kept, 5);
  plant(stage, kept, ['ba phiên với mật khẩu được cấp', 'three sessions with the password that came with it']);
  const other = granted(stage);
  logIn(stage, other, [0]);
  rotate(stage, other, on(other, 0, '15:30:00'), { replacedDefault: false });
  logIn(stage, other, [2, 3]);
  replace(stage, other, 6);
  plant(stage, other, ['đổi mật khẩu nhưng vẫn là mật khẩu mặc định', 'replaced, but by another default']);
  const reset = granted(stage);
  replace(stage, reset, 0);
  rotate(stage, reset, on(reset, 2, '09:00:00'), { trigger: 'adminReset' });
  logIn(stage, reset, [3, 4]);
  replace(stage, reset, 6);
  plant(stage, reset, ['quản trị đặt lại, dùng hai phiên mới đổi', 'reset, and used twice before it was replaced']);

  const once = granted(stage);
  logIn(stage, once, [0]);
  replace(stage, once, 1);
  logIn(stage, once, [2, 3]);
  spare(stage, once, ['đổi ngay sau phiên đầu tiên', 'replaced after the first session']);
  const again = granted(stage);
  replace(stage, again, 0);
  rotate(stage, again, on(again, 2, '09:00:00'), { trigger: 'adminReset' });
  logIn(stage, again, [3]);
  replace(stage, again, 4);
  logIn(stage, again, [5]);
  spare(stage, again, ['quản trị đặt lại, đổi sau một phiên', 'reset, and replaced after one session']);
}

const plant = (stage: Stage, { accountId }: Account, words: Words) =>
  stage.plant('V-29', { accountId }, 'high', words, { state: 'remedied' });
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-29', { accountId }, words);

/** A new account of the month, whose passwords and sessions are for the story to tell for its first weeks. */
function granted(stage: Stage): Account {
  const validFrom = at(stage.workday(3, 8), '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom, without: ['passwords'], ordinary: false });
  account.logins = [{ from: on(account, 10, '00:00:00'), to: stage.term.asOf }];
  return account;
}
/** A time on the nth working day of an account. */
const on = ({ validFrom }: Account, day: number, time: string) => at(workdayAfter(dayOf(validFrom), day), time);
function logIn(stage: Stage, account: Account, days: readonly number[]): void {
  for (const day of days) session(stage, account, on(account, day, '14:00:00'));
}
/** The password becomes the holder's own, and is kept young from there. */
function replace(stage: Stage, account: Account, day: number): void {
  const moment = shift(on(account, day, '16:00:00'), -hour);
  rotate(stage, account, moment, { replacedDefault: true, trigger: 'user' });
  if (day > 0) keepPasswordYoung(stage, account, moment);
}
