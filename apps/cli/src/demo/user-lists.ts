import { createHash } from 'node:crypto';
import { asOf, at, dayAfter } from './days.js';
import { profile } from './directives.js';
import type { Stage } from './stage.js';

/** Every Friday the accounts granted since the last list are named to the Ministry, from the directive on. */
export function userLists(stage: Stage): void {
  let from = profile.effectiveFrom;
  for (let friday = '2025-11-14'; at(friday, '16:00:00') < asOf; friday = dayAfter(friday, 7)) {
    const sentAt = at(friday, '16:00:00');
    const granted = stage.accounts.filter(({ validFrom }) => from <= validFrom && validFrom < sentAt);
    if (granted.length > 0) send(stage, friday, sentAt, granted.map(({ accountId }) => accountId).sort());
    from = sentAt;
  }
}

function send(stage: Stage, friday: string, sentAt: string, accountIds: readonly string[]): void {
  const listHash = createHash('sha256').update(JSON.stringify(accountIds)).digest('hex');
  const whole = { count: accountIds.length, listHash, accountIds, part: 1, of: 1 };
  stage.command('userLists:submit', sentAt, { listId: `DS-${friday}`, to: 'C06', sentAt, asOf: sentAt, ...whole });
}
