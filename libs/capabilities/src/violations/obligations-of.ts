import { rowFrom, selected, type Queries } from '@app/ledger';
import { naming } from '../duty-id.js';
import { Where, known, pageOf, type Page, type PageOf, type Then } from '../pages.js';
import { unitsBecome } from '../units-become.js';
import { obligations, type Obligation } from './finding.js';

/** Not due yet, due and not done, done in time, done late. */
export const obligationStates = ['due', 'overdue', 'done', 'doneLate'] as const;
export type ObligationState = (typeof obligationStates)[number];

/** An obligation as of an instant. What was done later is not known to be done. */
export type ObligationAsOf = Obligation & { state: ObligationState };

export interface ObligationFilter {
  state?: ObligationState;
  kind?: string;
  rule?: string;
  /** A duty (R-id) that it cites. */
  clause?: string;
  unitId?: string;
  accountId?: string;
  officialId?: string;
  /** Due before this instant. */
  dueBefore?: string;
}

const inState = {
  due: 'due_at > ? AND (done_at IS NULL OR done_at > ?)',
  overdue: 'due_at <= ? AND (done_at IS NULL OR done_at > ?)',
  done: 'done_at <= ? AND done_at <= due_at AND ? IS NOT NULL',
  doneLate: 'done_at <= ? AND done_at > due_at AND ? IS NOT NULL',
} as const satisfies Record<ObligationState, string>;

/**
 * What is due, for whom, by when, and what is late, as of an instant and as known at a position: obligations that had
 * arisen by then, in the order of their due dates. A unit's with those of the units that became it.
 */
export async function obligationsOf(
  queries: Queries,
  { state, kind, rule, clause, unitId, accountId, officialId, dueBefore }: ObligationFilter,
  then: Then,
  page: Page,
): Promise<PageOf<ObligationAsOf>> {
  const where = known(new Where(), then.knownAt).and('begins <= ?', then.asOf);
  if (state) where.and(inState[state], then.asOf, then.asOf);
  where.andIs('kind', kind).andIs('code', rule).andIs('account_id', accountId).andIs('official_id', officialId);
  if (clause !== undefined) where.and('clauses LIKE ?', naming(clause));
  if (unitId !== undefined) where.andIn('unit_id', await unitsBecome(queries, unitId, then));
  if (dueBefore !== undefined) where.and('due_at < ?', dueBefore);
  if (page.after) {
    const [dueAt, id] = page.after;
    where.and('(due_at > ? OR (due_at = ? AND obligation_id > ?))', dueAt, dueAt, id);
  }
  const sql = `SELECT ${selected(obligations)} FROM obligation WHERE ${where.toString()} ORDER BY due_at, obligation_id LIMIT ?`;
  const rows = await queries.all(sql, ...where.values, page.limit + 1);
  const found = rows.map((raw) => asOf(rowFrom(obligations, raw), then.asOf));
  return pageOf(found, page.limit, ({ dueAt, obligationId }) => [dueAt, obligationId]);
}

function asOf({ doneAt, doneBy, ...rest }: Obligation, instant: string): ObligationAsOf {
  if (doneAt === undefined || doneAt > instant) return { ...rest, state: rest.dueAt > instant ? 'due' : 'overdue' };
  return { ...rest, doneAt, doneBy, state: doneAt > rest.dueAt ? 'doneLate' : 'done' };
}
