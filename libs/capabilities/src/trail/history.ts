import type { EventLog, Queries } from '@app/ledger';
import { unitsBecome } from '../units-become.js';
import { pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { accountsOf, RightsThen } from './rights-then.js';
import { grantSubject } from './trail.js';
import { tell, type Told } from './told.js';

/** Whose history. */
export type Subject =
  | { accountId: string }
  | { officialId: string }
  | { unitId: string }
  | { deviceId: string }
  | { dossierId: string }
  /** A citizen, by token. */
  | { subjectToken: string };

/** Which events of it, in which order: half-open, `from` and `to` of the time that the order goes by. */
export interface HistoryFilter {
  by: 'occurred' | 'recorded';
  from?: string;
  to?: string;
  types?: readonly string[];
}

/** Where events of one thing stand: rows of `lookup` or `trail` with a value in a column, within a time. */
interface Source {
  table: 'lookup' | 'looked_up' | 'trail';
  column: string;
  value: string;
  fromMs?: number;
  toMs?: number;
}
interface Place {
  position: number;
  occurred_ms: number;
}

/**
 * What happened to and through one account, official or unit up to `asOf`, as known at a position: an official's history
 * holds the events that name them, those of their accounts while they held them, and whatever was done to their grants;
 * a unit's, the events that name it or a unit that has become it, look-ups aside; a device's or a dossier's, the events
 * that name it, look-ups too.
 */
export async function historyOf(
  queries: Queries,
  log: EventLog,
  subject: Subject,
  filter: HistoryFilter,
  then: Then,
  page: Page,
): Promise<PageOf<Told>> {
  const holder = 'officialId' in subject ? await holderOf(queries, subject.officialId, then.knownAt) : undefined;
  const sources = holder ? officialSources(holder) : await sourcesOf(queries, subject, then);
  const where = await conditions(queries, filter, then, page);
  const order = filter.by === 'occurred' ? 'occurred_ms, position' : 'position';
  const places = new Map<number, Place>();
  for (const source of sources) {
    for (const place of await placesIn(queries, source, where, filter, order, page.limit + 1)) {
      places.set(place.position, place);
    }
  }
  const sorted = [...places.values()].sort(
    (a, b) => (filter.by === 'occurred' ? a.occurred_ms - b.occurred_ms : 0) || a.position - b.position,
  );
  const { items, next } = pageOf(sorted, page.limit, ({ occurred_ms: ms, position }) =>
    filter.by === 'occurred' ? [ms, position] : [position],
  );
  const positions = items.map(({ position }) => position);
  return { items: await tell(queries, log, positions, then, holder), next };
}

interface Holder {
  officialId: string;
  rights: RightsThen;
}

async function holderOf(queries: Queries, officialId: string, knownAt: number): Promise<Holder> {
  const accounts = await accountsOf(queries, officialId, knownAt);
  return { officialId, rights: await RightsThen.read(queries, accounts, knownAt) };
}

const accountSources = ({ accountId, ...time }: { accountId: string; fromMs?: number; toMs?: number }): Source[] => [
  { table: 'trail', column: 'subject', value: `account:${accountId}`, ...time },
  { table: 'lookup', column: 'account_id', value: accountId, ...time },
];

const namedBy = (kind: 'device' | 'dossier', id: string): Source[] => [
  { table: 'trail', column: 'subject', value: `${kind}:${id}` },
  { table: 'lookup', column: `${kind}_id`, value: id },
];

const citizenSources = (citizen: string): Source[] => [
  { table: 'trail', column: 'subject', value: `citizen:${citizen}` },
  { table: 'looked_up', column: 'citizen', value: citizen },
];

async function sourcesOf(queries: Queries, subject: Subject, then: Then): Promise<readonly Source[]> {
  if ('accountId' in subject) return accountSources(subject);
  if ('deviceId' in subject) return namedBy('device', subject.deviceId);
  if ('subjectToken' in subject) return citizenSources(subject.subjectToken);
  if ('dossierId' in subject) return namedBy('dossier', subject.dossierId);
  const units = 'unitId' in subject ? await unitsBecome(queries, subject.unitId, then) : [];
  return units.map((unitId) => ({ table: 'trail', column: 'subject', value: `unit:${unitId}` }));
}

const officialSources = ({ officialId, rights }: Holder): Source[] => [
  { table: 'trail', column: 'subject', value: `official:${officialId}` },
  { table: 'lookup', column: 'official_id', value: officialId },
  ...rights.grantsOf(officialId).map(({ accountId, grantId }): Source => {
    return { table: 'trail', column: 'subject', value: grantSubject(accountId, grantId) };
  }),
  ...rights.holdingsOf(officialId).flatMap(accountSources),
];

// What the filter, the two times and the page ask of a row of any source.
async function conditions(
  queries: Queries,
  { by, from, to }: HistoryFilter,
  { asOf, knownAt }: Then,
  { after }: Page,
): Promise<Where> {
  const where = new Where().and('position <= ? AND occurred_ms <= ?', knownAt, Date.parse(asOf));
  if (by === 'occurred') {
    if (from !== undefined) where.and('occurred_ms >= ?', Date.parse(from));
    if (to !== undefined) where.and('occurred_ms < ?', Date.parse(to));
    if (after) where.and('(occurred_ms, position) > (?, ?)', ...after);
  } else {
    if (from !== undefined) where.and('position > ?', await recordedBefore(queries, from));
    if (to !== undefined) where.and('position <= ?', await recordedBefore(queries, to));
    if (after) where.and('position > ?', ...after);
  }
  return where;
}

// The last position whose log time lies before an instant.
async function recordedBefore(queries: Queries, instant: string): Promise<number> {
  const [row] = await queries.all<{ position: number }>(
    'SELECT position FROM log_clock WHERE at < ? ORDER BY at DESC LIMIT 1',
    instant,
  );
  return row?.position ?? 0;
}

function placesIn(
  queries: Queries,
  { table, column, value, fromMs, toMs }: Source,
  asked: Where,
  { types }: HistoryFilter,
  order: string,
  limit: number,
): Promise<readonly Place[]> {
  const where = new Where().andIs(column, value).and(asked.toString(), ...asked.values);
  if (fromMs !== undefined) where.and('occurred_ms >= ?', fromMs);
  if (toMs !== undefined) where.and('occurred_ms < ?', toMs);
  if (types && table === 'trail') where.andIn('type', types);
  if (types && table === 'lookup') {
    const denied = [...(types.includes('LookupPerformed') ? [0] : []), ...(types.includes('LookupDenied') ? [1] : [])];
    if (denied.length === 0) return Promise.resolve([]);
    if (denied.length === 1) where.andIn('denied', denied);
  }
  const sql = `SELECT position, occurred_ms FROM ${table} WHERE ${where.toString()} ORDER BY ${order} LIMIT ?`;
  return queries.all<Place>(sql, ...where.values, limit);
}
