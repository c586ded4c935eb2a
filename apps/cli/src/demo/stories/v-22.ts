import { at, dayOf, daySpan, hour, minute, shift, workdayAfter } from '../days.js';
import { grant, revoke, suspend } from '../accounts.js';
import type { Account } from '../cast.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';

const limit = 45 * daySpan;

/**
 * Accounts that nobody logs in to for 45 days (V-22), and accounts that were used, stood still or ended just before. Here
 * they only fall idle: what follows is planted with every account that does.
 */
export function dormantAccounts(stage: Stage): void {
  lastUsed(stage);
  const resumed = lastUsed(stage);
  resume(stage, resumed.account, at(workdayAfter(dayOf(resumed.due), 3), '09:10:00'));
  const never = grant(stage, 'TTHC', { validFrom: at(workdayAfter(stage.scene, -30), '08:00:00') });
  never.lawful = never.logins = [];

  const used = lastUsed(stage);
  resume(stage, used.account, shift(used.due, -hour));
  spare(stage, used.account, ['đăng nhập một giờ trước hạn 45 ngày', 'a login an hour before 45 days were over']);
  const stopped = lastUsed(stage);
  suspend(stage, stopped.account, shift(stopped.due, -daySpan));
  spare(stage, stopped.account, ['tạm khóa một ngày trước hạn', 'suspended a day before']);
  const ended = lastUsed(stage);
  revoke(stage, ended.account, shift(ended.due, -minute), { cause: 'dormant' });
  spare(stage, ended.account, ['thu hồi một phút trước hạn', 'revoked a minute before']);
}
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-22', { accountId }, words);

/** An account that is idle from some weeks before the month on, with the moment at which 45 days are over. */
function lastUsed(stage: Stage): { account: Account; due: string } {
  const validFrom = at(workdayAfter(stage.scene, -40), '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom });
  const last = at(workdayAfter(stage.scene, -stage.random.whole(24, 27)), '14:20:00');
  account.lawful = [];
  account.logins = [{ from: validFrom, to: last }];
  session(stage, account, last);
  return { account, due: shift(last, limit) };
}
function resume(stage: Stage, account: Account, moment: string): void {
  session(stage, account, moment);
  account.logins = [...account.logins, { from: moment, to: stage.term.asOf }];
}
