import { at, dayAfter, dayOf, hour, minute, shift, workdayAfter } from '../days.js';
import { grant, pause, revoke, suspend } from '../accounts.js';
import { confirm, keepAccount } from '../cases.js';
import type { Account } from '../cast.js';
import type { State } from '../manifest.js';
import type { Stage, Words } from '../stage.js';
import { unexplained } from './v-01.js';

/** Violations that were confirmed while the account goes on (V-20), and those after which it was stopped or kept in time. */
export function nothingDecided(stage: Stage): void {
  const goesOn = confirmed(stage);
  plant(stage, goesOn, 'standing', [
    'xác nhận vi phạm, không xử lý tài khoản',
    'confirmed, and nothing was done about the account',
  ]);
  const late = confirmed(stage);
  stop(stage, late, shift(late.due, minute));
  plant(stage, late, 'remedied', ['tạm khóa trễ một phút', 'suspended a minute late']);
  const nextDay = confirmed(stage);
  const gone = at(workdayAfter(dayOf(nextDay.due), 1), '10:00:00');
  pause(nextDay.account, gone, stage.term.asOf);
  revoke(stage, nextDay.account, gone, { cause: 'violation' });
  plant(stage, nextDay, 'remedied', ['thu hồi vào ngày hôm sau', 'revoked the day after']);

  const stopped = confirmed(stage);
  stop(stage, stopped, shift(stopped.due, -minute));
  spare(stage, stopped, ['tạm khóa một phút trước hạn', 'suspended a minute before the deadline']);
  const kept = confirmed(stage);
  keepAccount(stage, kept.finding, shift(kept.due, -hour));
  spare(stage, kept, ['giữ tài khoản với lý do bằng văn bản', 'kept for a written reason']);
}

interface Confirmed {
  account: Account;
  finding: { rule: string; accountId: string; lookupId: string };
  /** Four working hours later. */
  due: string;
}
/** A look-up without a case is confirmed to be a violation at two in the afternoon. */
function confirmed(stage: Stage): Confirmed {
  const account = grant(stage, 'TTHC');
  const day = stage.workday(3, 10);
  const words = ['không có mã hồ sơ, sau đó được xác nhận', 'no dossier named, confirmed later'] as const;
  const lookupId = unexplained(stage, account, { case: 'none' }, words, at(day, '09:20:00'));
  const finding = { rule: 'V-01', accountId: account.accountId, lookupId };
  const confirmedOn = workdayAfter(day, 5);
  confirm(stage, account, finding, at(confirmedOn, '14:00:00'));
  // Three hours until five, and one from half past seven.
  return { account, finding, due: at(workdayAfter(confirmedOn, 1), '08:30:00') };
}
function stop(stage: Stage, { account }: Confirmed, moment: string): void {
  suspend(stage, account, moment, at(dayAfter(dayOf(moment), 14), '08:00:00'), 'violation');
}
function plant(stage: Stage, { account: { accountId }, due }: Confirmed, state: State, words: Words): void {
  stage.plant('V-20', { accountId }, 'critical', words, { state, since: due });
}
const spare = (stage: Stage, { account: { accountId } }: Confirmed, words: Words) =>
  stage.spare('V-20', { accountId }, words);
