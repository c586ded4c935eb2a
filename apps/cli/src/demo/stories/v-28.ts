import { asOf, at, closesAt, daySpan, hour, minute, opensAt, second, shift } from '../days.js';
import { lookUp } from '../casework.js';
import { grant, keepPasswordYoung, reinstate, revoke, rotate, suspend } from '../staff.js';
import type { Account, Span, Stage } from '../stage.js';

const limit = 90 * daySpan;

/** Passwords older than 90 days (V-28), and those that are just not. */
export function oldPasswords(stage: Stage): void {
  const month = [{ from: opensAt, to: closesAt }];
  const over = rotatedOn(stage, shift(asOf, -limit - second), month);
  plant(stage, over, 'medium', 'standing', 'quá hạn một giây', 'ninety days and one second old');
  const exact = rotatedOn(stage, shift(asOf, -limit), month);
  boundary(stage, exact, 'đúng 90 ngày', 'exactly ninety days old');
  neverRotated(stage);
  overdueAndUsed(stage);
  rotatedLate(stage);
  rotatedOnTime(stage);
  suspended(stage);
  notByPassword(stage);
  revokedBefore(stage);
}

const plant = (
  stage: Stage,
  { accountId }: Account,
  severity: 'medium' | 'high',
  state: 'standing' | 'remedied',
  vi: string,
  en: string,
) => stage.plant({ rule: 'V-28', accountId, severity, state, vi, en });
const boundary = (stage: Stage, { accountId }: Account, vi: string, en: string) =>
  stage.boundary({ rule: 'V-28', accountId, vi, en });

/** An account granted shortly before its password was last replaced. */
function rotatedOn(stage: Stage, rotatedAt: string, lawful: readonly Span[]): Account {
  const account = grant(stage, 'TTHC', { validFrom: shift(rotatedAt, -3 * daySpan), passwords: 'none', lawful });
  rotate(stage, account, rotatedAt);
  return account;
}
const dueInMonth = (stage: Stage, time: string) => at(stage.workday('2025-12-09', '2025-12-18'), time);

function neverRotated(stage: Stage): void {
  const validFrom = at('2025-08-25', '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom, passwords: 'none', lawful: [] });
  plant(stage, account, 'medium', 'standing', 'chưa từng đổi từ khi được cấp', 'never replaced since the grant');
}

function overdueAndUsed(stage: Stage): void {
  const due = dueInMonth(stage, '07:45:00');
  const account = rotatedOn(stage, shift(due, -limit), [{ from: opensAt, to: due }]);
  lookUp(stage, account, shift(due, daySpan + 2 * hour));
  plant(stage, account, 'high', 'standing', 'quá hạn mà vẫn tra cứu', 'overdue and still looking up');
}

function rotatedLate(stage: Stage): void {
  for (const used of [false, true]) {
    const due = dueInMonth(stage, '07:45:00');
    const rotatedAt = shift(due, 2 * daySpan);
    const lawful = [{ from: opensAt, to: due }, { from: rotatedAt, to: closesAt }]; // prettier-ignore
    const account = rotatedOn(stage, shift(due, -limit), lawful);
    if (used) lookUp(stage, account, shift(due, 3 * hour));
    rotate(stage, account, rotatedAt);
    const [vi, en] = used ? ['đổi muộn, đã tra cứu khi quá hạn', 'replaced late, used while overdue'] : lateOnly;
    plant(stage, account, used ? 'high' : 'medium', 'remedied', vi, en);
  }
}
const lateOnly = ['đổi muộn hai ngày', 'replaced two days late'];

function rotatedOnTime(stage: Stage): void {
  const due = dueInMonth(stage, '12:00:00');
  const account = rotatedOn(stage, shift(due, -limit), [{ from: opensAt, to: closesAt }]);
  rotate(stage, account, due);
  lookUp(stage, account, shift(due, 2 * hour));
  boundary(stage, account, 'đổi vào đúng giây thứ 90 ngày', 'replaced on the very last moment');
}

function suspended(stage: Stage): void {
  const from = at('2025-12-03', '08:00:00');
  const pause = 20 * daySpan;
  const until = shift(from, pause);
  const lawful = [{ from: opensAt, to: from }];
  for (const [over, vi, en] of pauses) {
    const account = rotatedOn(stage, shift(asOf, -limit - pause + (over ? -hour : hour)), lawful);
    suspend(stage, account, from);
    reinstate(stage, account, until);
    if (over) plant(stage, account, 'medium', 'standing', vi, en);
    else boundary(stage, account, vi, en);
  }
}
const pauses: readonly [over: boolean, vi: string, en: string][] = [
  [true, 'quá hạn một giờ dù đã trừ 20 ngày tạm khóa', 'an hour overdue, twenty suspended days left out'],
  [false, 'chưa quá hạn nhờ 20 ngày tạm khóa', 'twenty suspended days keep it from being overdue'],
];

function notByPassword(stage: Stage): void {
  const validFrom = at('2025-04-01', '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom, passwords: 'none', lawful: [{ from: opensAt, to: closesAt }] });
  rotate(stage, account, shift(validFrom, minute), 'sso');
  boundary(stage, account, 'đăng nhập một lần, không dùng mật khẩu', 'single sign-on, no password');
}

function revokedBefore(stage: Stage): void {
  const due = dueInMonth(stage, '18:00:00');
  const validFrom = at('2025-06-02', '08:00:00');
  const lawful = [{ from: opensAt, to: shift(due, -2 * daySpan) }];
  const account = grant(stage, 'KNTC', { validFrom, passwords: 'none', lawful });
  keepPasswordYoung(stage, account, validFrom, shift(due, -limit - daySpan));
  rotate(stage, account, shift(due, -limit));
  revoke(stage, account, shift(due, -daySpan), { cause: 'dormant' });
  boundary(stage, account, 'thu hồi một ngày trước khi quá hạn', 'revoked a day before it was due');
}
