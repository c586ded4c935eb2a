import { fromLogged, rowFrom, selected, type EventLog, type Queries, type RecordedEvent } from '@app/ledger';
import { held, known, pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { addMs, dayMs } from '../time.js';
import { unitsBecome } from '../units-become.js';
import { haltOf } from './account-halt.js';
import { violationCases, type CaseRow } from './case-list.js';
import { caseStates } from './case-state.js';
import { owedUnder } from './owed.js';

/** The states to ask for. Merged ones are shown only where asked for: their findings are worked on elsewhere. */
export const askedStates = [...caseStates, 'merged'] as const;

export interface CaseFilter {
  state?: (typeof askedStates)[number];
  assignee?: string;
  /** Of this unit and of units that had become it by then. */
  unitId?: string;
  rule?: string;
  severity?: string;
  accountId?: string;
  officialId?: string;
  /** Whole days since the finding began to stand, at least. */
  minAgeDays?: number;
}

/** A case as of an instant, and what is still owed before it can be closed. */
export interface CaseThen extends Omit<CaseRow, 'validTo' | 'validFrom'> {
  /** Since when it is in this state. */
  stateSince: string;
  owes: readonly string[];
}

/**
 * Cases in the order in which their findings began to stand. With the state `new` also findings that nobody has begun a
 * case of; they have no assignee.
 */
export async function casesOf(
  queries: Queries,
  log: EventLog,
  filter: CaseFilter,
  then: Then,
  { after, limit }: Page,
): Promise<PageOf<CaseThen>> {
  const where = held(new Where(), then).andIs('state', filter.state).andIs('assignee', filter.assignee);
  if (filter.state !== 'merged') where.and(`state <> 'merged'`);
  await narrow(where, queries, filter, then, 'rule_code', after);
  const sql = `SELECT ${selected(violationCases)} FROM violation_case WHERE ${where.toString()} ORDER BY since, finding_id LIMIT ?`;
  const rows = (await queries.all(sql, ...where.values, limit + 1)).map((raw) => rowFrom(violationCases, raw));
  const untouched =
    filter.state === 'new' && filter.assignee === undefined
      ? await untouchedOf(queries, filter, then, after, limit + 1)
      : [];
  const found = [...rows, ...untouched].sort((a, b) =>
    a.since === b.since ? (a.findingId < b.findingId ? -1 : 1) : a.since < b.since ? -1 : 1,
  );
  const { items, next } = pageOf(found.slice(0, limit + 1), limit, ({ since, findingId }) => [since, findingId]);
  return { items: await Promise.all(items.map((row) => withOwed(log, row, then))), ...(next && { next }) };
}

async function narrow(
  where: Where,
  queries: Queries,
  { unitId, rule, severity, accountId, officialId, minAgeDays }: CaseFilter,
  then: Then,
  ruleColumn: string,
  after: Page['after'],
): Promise<void> {
  where.andIs(ruleColumn, rule).andIs('severity', severity).andIs('account_id', accountId);
  where.andIs('official_id', officialId);
  where.andIn('unit_id', unitId === undefined ? undefined : await unitsBecome(queries, unitId, then));
  if (minAgeDays !== undefined) where.and('since <= ?', addMs(then.asOf, -minAgeDays * dayMs));
  if (after) where.and('(since > ? OR (since = ? AND finding_id > ?))', after[0], after[0], after[1]);
}

interface Untouched extends Pick<CaseRow, 'findingId' | 'severity' | 'since' | 'accountId' | 'officialId' | 'unitId'> {
  code: string;
}

async function untouchedOf(
  queries: Queries,
  filter: CaseFilter,
  then: Then,
  after: Page['after'],
  limit: number,
): Promise<readonly CaseRow[]> {
  const where = known(new Where(), then.knownAt).and(`state = 'standing' AND since <= ?`, then.asOf);
  await narrow(where, queries, filter, then, 'code', after);
  const begun =
    'SELECT 1 FROM violation_case c WHERE c.finding_id = finding.finding_id AND c.from_position <= ? AND c.valid_from <= ?';
  where.and(`NOT EXISTS (${begun})`, then.knownAt, then.asOf);
  const names =
    'finding_id AS "findingId", code, severity, since, account_id AS "accountId", official_id AS "officialId", unit_id AS "unitId"';
  const sql = `SELECT ${names} FROM finding WHERE ${where.toString()} ORDER BY since, finding_id LIMIT ?`;
  const rows = await queries.all<{ [K in keyof Untouched]: Untouched[K] | null }>(sql, ...where.values, limit);
  return rows.map((raw): CaseRow => {
    const { code, ...row } = Object.fromEntries(
      Object.entries(raw).filter(([, value]) => value !== null),
    ) as unknown as Untouched;
    const { since } = row;
    return {
      ...row,
      validFrom: since,
      state: 'new',
      ruleCode: code,
      detectedAt: since,
      openedAt: since,
      done: [],
      earlier: [],
      merged: [],
    };
  });
}

async function withOwed(log: EventLog, row: CaseRow, then: Then): Promise<CaseThen> {
  const { validFrom: stateSince, validTo: _, ...rest } = row;
  return { ...rest, stateSince, owes: await owesOf(log, row, then) };
}

async function owesOf(
  log: EventLog,
  { state, verdict, done, accountId }: CaseRow,
  then: Then,
): Promise<readonly string[]> {
  if (state === 'closed' || state === 'merged') return [];
  const owed = owedUnder(verdict, done, false);
  if (!verdict || accountId === undefined || !owed.includes('suspend-or-reason')) return owed;
  return owedUnder(verdict, done, (await haltOf(log, accountId, verdict.at, then)) !== undefined);
}

/** One case; `undefined` where nobody had begun one by then. */
export async function caseOf(
  queries: Queries,
  log: EventLog,
  findingId: string,
  then: Then,
): Promise<CaseThen | undefined> {
  const where = held(new Where().andIs('finding_id', findingId), then);
  const sql = `SELECT ${selected(violationCases)} FROM violation_case WHERE ${where.toString()}`;
  const [raw] = await queries.all(sql, ...where.values);
  return raw && withOwed(log, rowFrom(violationCases, raw), then);
}

/** Where a finding's case stands, as known at a position: what it was merged into, if it was. */
export async function placeOf(queries: Queries, findingId: string, position: number): Promise<{ mergedInto?: string }> {
  const where = known(new Where().andIs('finding_id', findingId), position).and('valid_to IS NULL');
  const sql = `SELECT merged_into AS "mergedInto" FROM violation_case WHERE ${where.toString()}`;
  const [row] = await queries.all<{ mergedInto: string | null }>(sql, ...where.values);
  return row?.mergedInto == null ? {} : { mergedInto: row.mergedInto };
}

/** One state of a case, from when to when (open: up to the asked instant), and how long that was in milliseconds. */
export interface TimeInState {
  state: string;
  from: string;
  to: string | null;
  ms: number;
}

/** How long a case was in each of its states, in their order; what follows without a change of state is one. */
export async function timesOf(
  queries: Queries,
  findingId: string,
  { asOf, knownAt }: Then,
): Promise<readonly TimeInState[]> {
  const where = known(new Where().andIs('finding_id', findingId), knownAt).and('valid_from <= ?', asOf);
  const sql = `SELECT state, valid_from AS "from" FROM violation_case WHERE ${where.toString()} ORDER BY valid_from`;
  const steps = await queries.all<{ state: string; from: string }>(sql, ...where.values);
  const changes = steps.filter(({ state }, i) => state !== steps[i - 1]?.state);
  return changes.map(({ state, from }, i) => {
    const to = changes[i + 1]?.from ?? null;
    return { state, from, to, ms: Date.parse(to ?? asOf) - Date.parse(from) };
  });
}

/** The events of a case that had occurred and were known, in the order of their recording. */
export async function eventsOf(
  queries: Queries,
  log: EventLog,
  findingId: string,
  { asOf, knownAt }: Then,
): Promise<readonly RecordedEvent[]> {
  const sql = 'SELECT position FROM case_trail WHERE finding_id = ? AND position <= ? ORDER BY position';
  const rows = await queries.all<{ position: number }>(sql, findingId, knownAt);
  const events = await Promise.all(rows.map(async ({ position }) => fromLogged((await log.readFrom(position, 1))[0])));
  return events.filter(({ occurredAt }) => occurredAt <= asOf);
}
