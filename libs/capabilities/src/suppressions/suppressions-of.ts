import { rowFrom, selected, type Queries } from '@app/ledger';
import { known, pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { suppressions, type SuppressionRow } from './suppression-list.js';

export const suppressionStates = ['ahead', 'active', 'ended'] as const;
export interface SuppressionFilter {
  rule?: string;
  state?: (typeof suppressionStates)[number];
  owner?: string;
  accountId?: string;
  officialId?: string;
  unitId?: string;
}

/** A suppression as of an instant. */
export type SuppressionThen = SuppressionRow & { state: (typeof suppressionStates)[number] };

const inState = {
  ahead: 'starts_at > ? AND ends_at > ?',
  active: 'starts_at <= ? AND ends_at > ?',
  ended: '? IS NOT NULL AND ends_at <= ?',
} as const;

/** Suppressions by id, as of an instant and as known at a position. */
export async function suppressionsOf(
  queries: Queries,
  { rule, state, owner, accountId, officialId, unitId }: SuppressionFilter,
  { asOf, knownAt }: Then,
  { after, limit }: Page,
): Promise<PageOf<SuppressionThen>> {
  const where = known(new Where(), knownAt).andIs('rule_code', rule).andIs('owner', owner);
  where.andIs('account_id', accountId).andIs('official_id', officialId).andIs('unit_id', unitId);
  if (state !== undefined) where.and(inState[state], asOf, asOf);
  if (after) where.and('suppression_id > ?', after[0]);
  const sql = `SELECT ${selected(suppressions)} FROM suppression WHERE ${where.toString()} ORDER BY suppression_id LIMIT ?`;
  const rows = (await queries.all(sql, ...where.values, limit + 1)).map((raw) => rowFrom(suppressions, raw));
  return pageOf(rows.map((row) => ({ ...row, state: stateOf(row, asOf) })), limit, ({ suppressionId }) => [suppressionId]); // prettier-ignore
}

function stateOf({ startsAt, endsAt }: SuppressionRow, asOf: string): SuppressionThen['state'] {
  return endsAt <= asOf ? 'ended' : startsAt <= asOf ? 'active' : 'ahead';
}
