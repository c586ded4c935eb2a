import { rowFrom, selected, type Queries } from '@app/ledger';
import { naming } from '../duty-id.js';
import { coveredBy, suppressing, suppressionsAt } from '../suppressed.js';
import { addMs, dayMs } from '../time.js';
import { unitsBecome } from '../units-become.js';
import { findings, type Finding } from './finding.js';

export const findingStates = ['standing', 'remedied', 'withdrawn'] as const;
export type FindingState = (typeof findingStates)[number];

/**
 * A finding as of an instant: it has stood since `since`, was remedied at `until`, or facts withdrew it. `suppressedBy`
 * names the suppressions that expected it there then.
 */
export type FindingAsOf = Omit<Finding, 'state'> & { state: FindingState; suppressedBy?: readonly string[] };

export interface FindingFilter {
  rule?: string;
  /** A duty (R-id) that it cites. */
  clause?: string;
  unitId?: string;
  accountId?: string;
  officialId?: string;
  severity?: string;
  state?: FindingState;
  /** `unit:<id>`, `incident:<id>`, `account:<id>`, …: what was judged. */
  subject?: string;
  /** Only those that have stood this many days as of then. */
  minAgeDays?: number;
  /** Only those that a suppression covers as of then, or only the others. */
  suppressed?: boolean;
}

const inState = {
  standing: `state = 'standing' AND (until IS NULL OR until > ?)`,
  remedied: `state = 'standing' AND until <= ?`,
  withdrawn: `state = 'withdrawn' AND ? IS NOT NULL`,
} as const satisfies Record<FindingState, string>;

const columns = {
  rule: 'code',
  accountId: 'account_id',
  officialId: 'official_id',
  subject: 'subject',
};
/** A finding's severity as of an instant. */
const graveness = `CASE WHEN rises_at <= ? AND (until IS NULL OR rises_at < until) THEN rises_to ELSE severity END`;
const all = selected(findings);

/**
 * Findings in the order in which they began to stand, behind a given one: those whose `since` has come as of an instant,
 * as known at a position. Without a state, standing ones; a unit's with those of the units that became it.
 */
export async function findingsOf(
  queries: Queries,
  { state = 'standing', clause, unitId, suppressed, minAgeDays = 0, ...filter }: FindingFilter,
  at: { asOf: string; position: number },
  page: { after?: readonly [since: string, findingId: string]; limit: number },
): Promise<readonly FindingAsOf[]> {
  const where = ['from_position <= ?', 'to_position > ?', 'since <= ?', inState[state]];
  const stoodBy = addMs(at.asOf, -minAgeDays * dayMs);
  const params: (string | number)[] = [at.position, at.position, stoodBy, at.asOf];
  for (const [name, column] of Object.entries(columns)) {
    const value = filter[name as keyof typeof filter];
    if (value === undefined) continue;
    where.push(`${column} = ?`);
    params.push(value);
  }
  if (clause !== undefined) {
    where.push('clauses LIKE ?');
    params.push(naming(clause));
  }
  if (filter.severity !== undefined) {
    where.push(`${graveness} = ?`);
    params.push(at.asOf, filter.severity);
  }
  if (unitId !== undefined) {
    const units = await unitsBecome(queries, unitId, { asOf: at.asOf, knownAt: at.position });
    where.push(`unit_id IN (${units.map(() => '?').join(', ')})`);
    params.push(...units);
  }
  const suppressions = await suppressionsAt(queries, { asOf: at.asOf, knownAt: at.position });
  if (suppressed !== undefined) {
    const covered = coveredBy(suppressions);
    where.push(suppressed ? covered.sql : `NOT ${covered.sql}`);
    params.push(...covered.values);
  }
  if (page.after) {
    where.push('(since > ? OR (since = ? AND finding_id > ?))');
    params.push(page.after[0], page.after[0], page.after[1]);
  }
  const sql = `SELECT ${all} FROM finding WHERE ${where.join(' AND ')} ORDER BY since, finding_id LIMIT ?`;
  const found = (await queries.all(sql, ...params, page.limit)).map((raw) => asOf(rowFrom(findings, raw), at.asOf));
  return found.map((finding) => ({ ...finding, ...markOf(suppressions, finding) }));
}

/** One finding as of an instant and as known at a position; `undefined` where it had not been found or did not stand yet. */
export async function findingOfId(
  queries: Queries,
  findingId: string,
  at: { asOf: string; position: number },
): Promise<FindingAsOf | undefined> {
  const sql = `SELECT ${all} FROM finding WHERE finding_id = ? AND from_position <= ? AND to_position > ? AND since <= ?`;
  const [raw] = await queries.all(sql, findingId, at.position, at.position, at.asOf);
  if (!raw) return undefined;
  const finding = asOf(rowFrom(findings, raw), at.asOf);
  return { ...finding, ...markOf(await suppressionsAt(queries, { asOf: at.asOf, knownAt: at.position }), finding) };
}

/** The position at which a finding was first found; `undefined` where it never was. */
export async function foundAt(queries: Queries, findingId: string): Promise<number | undefined> {
  const sql = 'SELECT MIN(from_position) AS "first" FROM finding WHERE finding_id = ?';
  const [{ first }] = await queries.all<{ first: number | null }>(sql, findingId);
  return first ?? undefined;
}

/** The findings anchored at some events, as of an instant and as known at a position: what a history shows beside them. */
export async function findingsAt(
  queries: Queries,
  eventIds: readonly string[],
  at: { asOf: string; position: number },
): Promise<readonly FindingAsOf[]> {
  if (eventIds.length === 0) return [];
  const marks = eventIds.map(() => '?').join(', ');
  const sql = `SELECT ${all} FROM finding WHERE anchor IN (${marks}) AND from_position <= ? AND to_position > ? AND since <= ? ORDER BY since, finding_id`;
  const rows = await queries.all(sql, ...eventIds, at.position, at.position, at.asOf);
  return rows.map((raw) => asOf(rowFrom(findings, raw), at.asOf));
}

/** Every state that a finding went through up to a position, with the positions between which it was known so. */
export async function findingHistory(queries: Queries, findingId: string, position: number) {
  const rows = await queries.all<{ from: number; to: number }>(
    `SELECT ${all}, from_position AS "from", to_position AS "to" FROM finding ` +
      'WHERE finding_id = ? AND from_position <= ? ORDER BY from_position',
    findingId,
    position,
  );
  return rows.map(({ from, to, ...raw }) => ({
    fromPosition: String(from),
    toPosition: to > position ? null : String(to),
    finding: rowFrom(findings, raw),
  }));
}

function markOf(
  suppressions: Parameters<typeof suppressing>[0],
  finding: Pick<Finding, 'code' | 'accountId' | 'officialId' | 'unitId'>,
): Pick<FindingAsOf, 'suppressedBy'> {
  const suppressedBy = suppressing(suppressions, finding);
  return suppressedBy.length > 0 ? { suppressedBy } : {};
}

function asOf(finding: Finding, instant: string): FindingAsOf {
  const { state, until = '~', risesAt = '~', risesTo } = finding;
  const severity = risesTo && risesAt <= instant && risesAt < until ? risesTo : finding.severity;
  return { ...finding, severity, state: state === 'standing' && until <= instant ? 'remedied' : state };
}
