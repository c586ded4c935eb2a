import { at, laterOf } from './days.js';
import { usernameIn } from './accounts.js';
import type { Account, ShownAccount } from './cast.js';
import { hashOf } from './seats.js';
import type { Stage } from './stage.js';

/** Each system shows its accounts at the start of each month, as they are but for what a story makes of them. */
export function snapshots(stage: Stage): void {
  for (const month of stage.term.months) for (const system of ['TTHC', 'KNTC']) snapshot(stage, system, month);
}

function snapshot(stage: Stage, system: string, month: string): void {
  const asOf = at(month, '00:00:00');
  const shown = stage.accounts
    .filter((account) => account.system === system && isHeld(account, asOf))
    .map((account) => ({
      username: usernameIn(account),
      enabled: !account.suspended.some(({ from, to }) => from <= asOf && asOf < to),
      functions: account.scopes.findLast(({ from }) => from <= asOf)?.functions ?? [],
    }));
  const rows = stage.misshown
    .filter((one) => one.month === month && one.system === system)
    .reduce<readonly ShownAccount[]>((before, { as }) => as(before), shown);
  const of = Math.ceil(rows.length / 250);
  const head = { snapshotId: `ANH-${system}-${month}`, system, asOf, accountsHash: hashOf(JSON.stringify(rows)) };
  for (let part = 1; part <= of; part++) {
    const accounts = rows.slice((part - 1) * 250, part * 250);
    stage.observe('SystemSnapshotImported', asOf, { ...head, accounts, part, of }, { source: system });
  }
}
const isHeld = ({ grantedAt, validFrom, endsAt }: Account, moment: string) =>
  laterOf(grantedAt, validFrom) <= moment && (endsAt === undefined || moment < endsAt);
