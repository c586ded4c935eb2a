import { at, closesAt, dayAfter, dayOf, daySpan, hour, minute, opensAt, second, shift } from '../days.js';
import { lookUp } from '../casework.js';
import { grant, reinstate, revoke, suspend } from '../staff.js';
import type { Stage } from '../stage.js';

/** Use after revocation or suspension (V-07): two minutes are given to the systems, no more. */
export function useAfterRevocation(stage: Stage): void {
  revokedThenUsed(stage);
  carriedOutLater(stage);
  suspendedThenUsed(stage);
  sessionAfterRevocation(stage);
  recordedLate(stage);
  grantedAnew(stage);
}

const before = (moment: string) => [{ from: opensAt, to: moment }];
const critical = { rule: 'V-07', severity: 'critical', state: 'standing' } as const;
const boundary = (stage: Stage, lookupId: string, vi: string, en: string) =>
  stage.boundary({ rule: 'V-07', lookupId, vi, en });

function ended(stage: Stage, how: { cause?: string; executedInSourceAt?: string; sentAt?: string } = {}) {
  const revokedAt = at(stage.workday(), '10:00:00');
  const account = grant(stage, stage.random.pick(['TTHC', 'KNTC']), {
    lawful: before(revokedAt),
    passwordsUntil: revokedAt,
  });
  return { account, revokedAt, revoke: () => revoke(stage, account, revokedAt, how) };
}

function revokedThenUsed(stage: Stage): void {
  const { account, revokedAt, revoke } = ended(stage, { cause: 'violation' });
  revoke();
  const late = lookUp(stage, account, shift(revokedAt, 121 * second));
  stage.plant({ ...critical, lookupId: late, vi: '121 giây sau khi thu hồi', en: '121 seconds after revocation' });
  const close = lookUp(stage, account, shift(revokedAt, 119 * second));
  boundary(stage, close, '119 giây sau khi thu hồi', '119 seconds after revocation');
}

function carriedOutLater(stage: Stage): void {
  const revokedAt = at(stage.workday(), '10:00:00');
  const executedInSourceAt = shift(revokedAt, 5 * hour);
  const account = grant(stage, 'TTHC', { lawful: before(revokedAt), passwordsUntil: revokedAt });
  revoke(stage, account, revokedAt, { executedInSourceAt, sentAt: shift(revokedAt, 7 * hour) });
  const open = lookUp(stage, account, shift(executedInSourceAt, -minute));
  boundary(stage, open, 'trước khi hệ thống thực hiện thu hồi', 'before the system carried the revocation out');
  const shut = lookUp(stage, account, shift(executedInSourceAt, 3 * minute));
  const told = { vi: 'sau khi hệ thống thực hiện thu hồi', en: 'after the system carried the revocation out' };
  stage.plant({ ...critical, lookupId: shut, ...told });
}

function suspendedThenUsed(stage: Stage): void {
  const suspendedAt = at(stage.workday('2025-12-03', '2025-12-10'), '08:00:00');
  const reinstatedAt = shift(suspendedAt, 5 * daySpan + hour);
  const back = { from: reinstatedAt, to: closesAt };
  const account = grant(stage, 'TTHC', { lawful: [...before(suspendedAt), back] });
  suspend(stage, account, suspendedAt, 'security');
  reinstate(stage, account, reinstatedAt);
  const during = lookUp(stage, account, shift(suspendedAt, 26 * hour));
  stage.plant({ ...critical, lookupId: during, vi: 'trong lúc bị tạm khóa', en: 'while suspended' });
  const after = lookUp(stage, account, shift(reinstatedAt, second));
  boundary(stage, after, 'một giây sau khi mở lại', 'a second after reinstatement');
}

function sessionAfterRevocation(stage: Stage): void {
  const { account, revokedAt, revoke } = ended(stage);
  revoke();
  const { accountId } = account;
  const sessionId = `PH-${stage.number()}`;
  const start = shift(revokedAt, 6 * hour);
  stage.observe('SessionStarted', start, { sessionId, accountId, amr: ['pwd'] }, { source: 'IDP' });
  stage.observe('SessionEnded', shift(start, hour), { sessionId, accountId, reason: 'logout' }, { source: 'IDP' });
  stage.plant({ ...critical, accountId, vi: 'mở phiên sau khi thu hồi', en: 'a session opened after revocation' });
}

function recordedLate(stage: Stage): void {
  const { account, revokedAt, revoke } = ended(stage, { sentAt: closesAt });
  revoke();
  const lookupId = lookUp(stage, account, shift(revokedAt, daySpan + hour));
  const told = { vi: 'quyết định thu hồi ghi nhận cuối tháng', en: 'the revocation was recorded only at month end' };
  stage.plant({ ...critical, lookupId, ...told });
}

function grantedAnew(stage: Stage): void {
  const { account, revokedAt, revoke } = ended(stage);
  revoke();
  const validFrom = at(dayAfter(dayOf(revokedAt), 1), '08:00:00');
  const official = stage.officials.find((one) => one.officialId === account.officialId)!;
  const again = grant(stage, account.system, {
    official,
    username: account.accountId.slice(account.accountId.indexOf(':') + 1),
    validFrom,
  });
  const lookupId = lookUp(stage, again, shift(validFrom, 2 * hour));
  boundary(stage, lookupId, 'đã được cấp lại', 'covered by a new grant of the same account');
}
