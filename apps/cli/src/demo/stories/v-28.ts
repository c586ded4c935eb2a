import { at, dayOf, daySpan, hour, minute, second, shift, workdayAfter } from '../days.js';
import { grant, revoke, suspend } from '../accounts.js';
import { lookUp } from '../casework.js';
import { keepPasswordYoung, rotate } from '../credentials.js';
import type { Severity, State } from '../manifest.js';
import type { Account } from '../cast.js';
import type { Stage, Words } from '../stage.js';

const limit = 90 * daySpan;

/** Passwords older than 90 days (V-28), and those that are just not. */
export function oldPasswords(stage: Stage): void {
  const { asOf } = stage.term;
  const over = rotatedOn(stage, shift(asOf, -limit - second));
  plant(stage, over, 'medium', 'standing', ['quá hạn một giây', 'ninety days and one second old']);
  spare(stage, rotatedOn(stage, shift(asOf, -limit)), ['đúng 90 ngày', 'exactly ninety days old']);
  neverRotated(stage);
  overdueAndUsed(stage);
  rotatedLate(stage);
  rotatedOnTime(stage);
  suspended(stage);
  notByPassword(stage);
  revokedBefore(stage);
}

const plant = (stage: Stage, { accountId }: Account, severity: Severity, state: State, words: Words) =>
  stage.plant('V-28', { accountId }, severity, words, { state });
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-28', { accountId }, words);

/** An account whose password was last replaced three days after it was granted; used until another moment, or on. */
function rotatedOn(stage: Stage, rotatedAt: string, until?: string): Account {
  const account = grant(stage, 'TTHC', { validFrom: shift(rotatedAt, -3 * daySpan), without: ['passwords'], until });
  account.logins = [{ from: rotatedAt, to: stage.term.asOf }];
  rotate(stage, account, rotatedAt, { replacedDefault: true });
  return account;
}
const dueInMonth = (stage: Stage, time: string) => at(stage.workday(9, 18), time);

function neverRotated(stage: Stage): void {
  const validFrom = at(workdayAfter(stage.scene, -68), '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom, without: ['passwords'], ordinary: false });
  plant(stage, account, 'medium', 'standing', ['chưa từng đổi từ khi được cấp', 'never replaced since the grant']);
  stage.plant('V-29', { accountId: account.accountId }, 'high', [
    'vẫn dùng mật khẩu được cấp',
    'still uses the password that came with it',
  ]);
}

function overdueAndUsed(stage: Stage): void {
  const due = dueInMonth(stage, '07:45:00');
  const account = rotatedOn(stage, shift(due, -limit), due);
  lookUp(stage, account, at(workdayAfter(dayOf(due), 1), '09:45:00'));
  plant(stage, account, 'high', 'standing', ['quá hạn mà vẫn tra cứu', 'overdue and still looking up']);
}

function rotatedLate(stage: Stage): void {
  for (const used of [false, true]) {
    const due = dueInMonth(stage, '07:45:00');
    const rotatedAt = shift(due, 2 * daySpan);
    const account = rotatedOn(stage, shift(due, -limit));
    account.lawful = [{ from: account.validFrom, to: due }];
    if (used) lookUp(stage, account, shift(due, 3 * hour));
    rotate(stage, account, rotatedAt);
    keepPasswordYoung(stage, account, rotatedAt);
    const words = used
      ? (['đổi muộn, đã tra cứu khi quá hạn', 'replaced late, used while overdue'] as const)
      : (['đổi muộn hai ngày', 'replaced two days late'] as const);
    plant(stage, account, used ? 'high' : 'medium', 'remedied', words);
  }
}

function rotatedOnTime(stage: Stage): void {
  const due = dueInMonth(stage, '12:00:00');
  const account = rotatedOn(stage, shift(due, -limit));
  rotate(stage, account, due);
  keepPasswordYoung(stage, account, due);
  lookUp(stage, account, shift(due, 2 * hour));
  spare(stage, account, ['đổi vào đúng giây thứ 90 ngày', 'replaced on the very last moment']);
}

const pauses = [
  [true, ['quá hạn một giờ dù đã trừ 20 ngày tạm khóa', 'an hour overdue, twenty suspended days left out']],
  [false, ['chưa quá hạn nhờ 20 ngày tạm khóa', 'twenty suspended days keep it from being overdue']],
] as const;
function suspended(stage: Stage): void {
  const { asOf } = stage.term;
  const pause = 20 * daySpan;
  const from = at(workdayAfter(dayOf(shift(asOf, -38 * daySpan)), 2), '08:00:00');
  for (const [over, words] of pauses) {
    const account = rotatedOn(stage, shift(asOf, -limit - pause + (over ? -hour : hour)), from);
    suspend(stage, account, from, shift(from, pause));
    if (over) plant(stage, account, 'medium', 'standing', words);
    else spare(stage, account, words);
  }
}

function notByPassword(stage: Stage): void {
  const validFrom = at(workdayAfter(stage.scene, -66), '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom, without: ['passwords'] });
  rotate(stage, account, shift(validFrom, minute), { credentialKind: 'sso', replacedDefault: true });
  spare(stage, account, ['đăng nhập một lần, không dùng mật khẩu', 'single sign-on, no password']);
}

function revokedBefore(stage: Stage): void {
  const due = dueInMonth(stage, '18:00:00');
  const revokedAt = shift(due, -daySpan);
  const account = grant(stage, 'KNTC', {
    validFrom: shift(due, -limit - 5 * daySpan),
    without: ['passwords'],
    until: shift(due, -2 * daySpan),
  });
  account.logins = [{ from: shift(due, -limit), to: revokedAt }];
  rotate(stage, account, shift(due, -limit), { replacedDefault: true });
  revoke(stage, account, revokedAt, { cause: 'dormant' });
  spare(stage, account, ['thu hồi một ngày trước khi quá hạn', 'revoked a day before it was due']);
}
