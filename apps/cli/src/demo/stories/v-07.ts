import { at, dayOf, hour, minute, second, shift, workdayAfter } from '../days.js';
import { grant, holderOf, revoke, suspend, usernameIn } from '../accounts.js';
import { lookUp } from '../casework.js';
import type { Key } from '../manifest.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';

/** Use after revocation or suspension (V-07): two minutes are given to the systems, no more. */
export function useAfterRevocation(stage: Stage): void {
  revokedThenUsed(stage);
  carriedOutLater(stage);
  suspendedThenUsed(stage);
  sessionAfterRevocation(stage);
  recordedLate(stage);
  grantedAnew(stage);
}

const plant = (stage: Stage, key: Key, words: Words) => stage.plant('V-07', key, 'critical', words);
const spare = (stage: Stage, lookupId: string, words: Words) => stage.spare('V-07', { lookupId }, words);

function ended(stage: Stage, how: { cause?: string; executedInSourceAt?: string; sentAt?: string } = {}) {
  const revokedAt = at(stage.workday(), '10:00:00');
  const account = grant(stage, stage.random.pick(['TTHC', 'KNTC']), { until: revokedAt });
  revoke(stage, account, revokedAt, how);
  return { account, revokedAt };
}

function revokedThenUsed(stage: Stage): void {
  const { account, revokedAt } = ended(stage, { cause: 'violation' });
  const late = lookUp(stage, account, shift(revokedAt, 121 * second));
  plant(stage, { lookupId: late }, ['121 giây sau khi thu hồi', '121 seconds after revocation']);
  const close = lookUp(stage, account, shift(revokedAt, 119 * second));
  spare(stage, close, ['119 giây sau khi thu hồi', '119 seconds after revocation']);
}

function carriedOutLater(stage: Stage): void {
  const revokedAt = at(stage.workday(), '10:00:00');
  const executedInSourceAt = shift(revokedAt, 5 * hour);
  const account = grant(stage, 'TTHC', { until: revokedAt });
  revoke(stage, account, revokedAt, { executedInSourceAt, sentAt: shift(revokedAt, 7 * hour) });
  const open = lookUp(stage, account, shift(executedInSourceAt, -minute));
  spare(stage, open, ['trước khi hệ thống thực hiện thu hồi', 'before the system carried the revocation out']);
  const shut = lookUp(stage, account, shift(executedInSourceAt, 3 * minute));
  plant(stage, { lookupId: shut }, [
    'sau khi hệ thống thực hiện thu hồi',
    'after the system carried the revocation out',
  ]);
}

function suspendedThenUsed(stage: Stage): void {
  const suspendedAt = at(stage.workday(3, 10), '08:00:00');
  const reinstatedAt = at(workdayAfter(dayOf(suspendedAt), 4), '09:00:00');
  const account = grant(stage, 'TTHC');
  suspend(stage, account, suspendedAt, reinstatedAt, 'security');
  const during = lookUp(stage, account, shift(suspendedAt, 3 * hour));
  plant(stage, { lookupId: during }, ['trong lúc bị tạm khóa', 'while suspended']);
  const after = lookUp(stage, account, shift(reinstatedAt, second));
  spare(stage, after, ['một giây sau khi mở lại', 'a second after reinstatement']);
}

function sessionAfterRevocation(stage: Stage): void {
  const { account, revokedAt } = ended(stage);
  session(stage, account, shift(revokedAt, 6 * hour));
  plant(stage, { accountId: account.accountId }, ['mở phiên sau khi thu hồi', 'a session opened after revocation']);
}

function recordedLate(stage: Stage): void {
  const { account, revokedAt } = ended(stage, { sentAt: stage.term.closesAt });
  const lookupId = lookUp(stage, account, at(workdayAfter(dayOf(revokedAt), 1), '11:00:00'));
  plant(stage, { lookupId }, [
    'quyết định thu hồi ghi nhận rất muộn',
    'the revocation was recorded only at the very end',
  ]);
}

function grantedAnew(stage: Stage): void {
  const { account, revokedAt } = ended(stage);
  const validFrom = at(workdayAfter(dayOf(revokedAt), 1), '08:00:00');
  const again = { official: holderOf(stage, account), username: usernameIn(account), validFrom };
  const lookupId = lookUp(stage, grant(stage, account.system, again), shift(validFrom, 2 * hour));
  spare(stage, lookupId, ['đã được cấp lại', 'covered by a new grant of the same account']);
}
