import { rowFrom, selected, type EventLog, type Queries } from '@app/ledger';
import { known, Where, type Then } from '../pages.js';
import { findingsOf, type FindingAsOf } from '../violations/findings-of.js';
import { violationCases } from './case-list.js';
import { orderedBy, orders, type OrderName } from './profile-orders.js';
import { caseOf } from './sight.js';

/** Something that a profile orders to be done about a finding, without anybody deciding it. */
export interface Order {
  name: OrderName;
  findingId: string;
  accountId: string;
}

const perPage = 500;
/** By whom an account is suspended that nobody decided about. */
export const ledgerItself = 'ledger';

/**
 * What the profiles order and nothing is decided against: to suspend the account of each critical finding that stands and
 * is not expected (R79), and to revoke that of each violation that is confirmed. Whether it was carried out is not looked
 * at. It costs next to nothing where no profile orders anything.
 */
export async function ordersDue(queries: Queries, log: EventLog, then: Then): Promise<readonly Order[]> {
  return [...(await detected(queries, log, then)), ...(await confirmed(queries, log, then))];
}

async function detected(queries: Queries, log: EventLog, { asOf, knownAt }: Then): Promise<readonly Order[]> {
  const isOrdered = await orderedBy(queries, 'suspendOnDetection');
  if (!isOrdered) return [];
  const due: Order[] = [];
  const filter = { severity: 'critical', suppressed: false };
  for (let after: readonly [string, string] | undefined, more = true; more;) {
    const page = await findingsOf(queries, filter, { asOf, position: knownAt }, { after, limit: perPage });
    for (const { findingId, accountId, ...judged } of page.filter(isOnAccount)) {
      if (!isOrdered(judged) || (await isDecided(log, findingId))) continue;
      due.push({ name: 'suspendOnDetection', findingId, accountId });
    }
    const last = page.at(-1);
    more = page.length === perPage;
    after = last && [last.since, last.findingId];
  }
  return due;
}

// What nobody has attested is no violation.
const isOnAccount = (finding: FindingAsOf): finding is FindingAsOf & { accountId: string } =>
  finding.accountId !== undefined && !finding.unattested;

// Who dismissed it, or kept the account for a written reason, has decided.
async function isDecided(log: EventLog, findingId: string): Promise<boolean> {
  const { verdict, done } = await caseOf(log, findingId);
  return verdict?.is === 'dismissed' || done.includes('suspend-or-reason');
}

async function confirmed(queries: Queries, log: EventLog, { knownAt }: Then): Promise<readonly Order[]> {
  const isOrdered = await orderedBy(queries, 'revokeOnConfirm');
  if (!isOrdered) return [];
  const where = known(new Where(), knownAt).and('valid_to IS NULL AND account_id IS NOT NULL AND verdict IS NOT NULL');
  const rows = await queries.all(
    `SELECT ${selected(violationCases)} FROM violation_case WHERE ${where.toString()} AND state <> 'closed' ORDER BY since, finding_id`,
    ...where.values,
  );
  const due: Order[] = [];
  for (const { findingId, accountId, verdict, done } of rows.map((raw) => rowFrom(violationCases, raw))) {
    if (verdict?.is !== 'confirmed' || done.includes('suspend-or-reason')) continue;
    const { seen } = await caseOf(log, findingId);
    if (seen && isOrdered(seen)) due.push({ name: 'revokeOnConfirm', findingId, accountId: accountId! });
  }
  return due;
}

/** The command that an order is, given at an instant: the name of a command, and its body. */
export function commandOf({ name, findingId, accountId }: Order, at: string): { name: string; body: object } {
  const of = { accountId, cause: 'violation', effectiveAt: at, occurredAt: at };
  return {
    name: orders[name],
    body: name === 'suspendOnDetection' ? { ...of, by: ledgerItself, caseId: findingId } : of,
  };
}
