import type { EventLog, Queries } from '@app/ledger';
import { pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { accountsOf, RightsThen } from './rights-then.js';
import { tell, type Told } from './told.js';

/** What look-ups are searched by, all of it together; at least one thing, besides the half-open time of occurrence. */
export interface LookupFilter {
  /** A citizen's token. */
  citizen?: string;
  deviceId?: string;
  /** The address of the look-up, or the one from which its session was started. */
  ip?: string;
  dossierId?: string;
  petitionId?: string;
  accountId?: string;
  /** Named by the look-up, or holder of its account at the time. */
  officialId?: string;
  from?: string;
  to?: string;
}

interface Place {
  position: number;
  occurred_ms: number;
}

/** The look-ups, performed and denied, that a filter asks for, up to `asOf` and as known then, in order of occurrence. */
export async function lookupsFound(
  queries: Queries,
  log: EventLog,
  filter: LookupFilter,
  then: Then,
  { after, limit }: Page,
): Promise<PageOf<Told>> {
  const where = await ofLookup(queries, filter, then.knownAt);
  const joined = where.values.length > 0;
  if (!joined && filter.citizen === undefined) throw new RangeError('a search for look-ups names at least one thing');
  // With a citizen, the few rows about them lead, and an index of the other thing confirms each.
  const [from, row] =
    filter.citizen === undefined
      ? ['lookup l', 'l']
      : [
          `looked_up c${joined ? ' JOIN lookup l ON l.occurred_ms = c.occurred_ms AND l.position = c.position' : ''}`,
          'c',
        ];
  where
    .andIs('c.citizen', filter.citizen)
    .and(`${row}.position <= ? AND ${row}.occurred_ms <= ?`, then.knownAt, Date.parse(then.asOf));
  if (filter.from !== undefined) where.and(`${row}.occurred_ms >= ?`, Date.parse(filter.from));
  if (filter.to !== undefined) where.and(`${row}.occurred_ms < ?`, Date.parse(filter.to));
  if (after) where.and(`(${row}.occurred_ms, ${row}.position) > (?, ?)`, ...after);
  const sql =
    `SELECT ${row}.position AS position, ${row}.occurred_ms AS occurred_ms FROM ${from} ` +
    `WHERE ${where.toString()} ORDER BY ${row}.occurred_ms, ${row}.position LIMIT ?`;
  const places = await queries.all<Place>(sql, ...where.values, limit + 1);
  const { items, next } = pageOf(places, limit, ({ occurred_ms: ms, position }) => [ms, position]);
  const positions = items.map(({ position }) => position);
  return { items: await tell(queries, log, positions, then, undefined), next };
}

async function ofLookup(queries: Queries, filter: LookupFilter, knownAt: number): Promise<Where> {
  const { deviceId, ip, dossierId, petitionId, accountId, officialId } = filter;
  const where = new Where()
    .andIs('l.account_id', accountId)
    .andIs('l.device_id', deviceId)
    .andIs('l.dossier_id', dossierId)
    .andIs('l.petition_id', petitionId);
  if (ip !== undefined) {
    const sessions = 'SELECT s.session_id FROM session_start s WHERE s.ip = ? AND s.position <= ?';
    where.and(`(l.ip = ? OR l.session_id IN (${sessions}))`, ip, ip, knownAt);
  }
  if (officialId !== undefined) {
    const rights = await RightsThen.read(queries, await accountsOf(queries, officialId, knownAt), knownAt);
    const ways = ['l.official_id = ?'];
    const values: (string | number)[] = [officialId];
    for (const { accountId: held, fromMs = 0, toMs = Number.MAX_SAFE_INTEGER } of rights.holdingsOf(officialId)) {
      ways.push('(l.account_id = ? AND l.occurred_ms >= ? AND l.occurred_ms < ?)');
      values.push(held, fromMs, toMs);
    }
    where.and(`(${ways.join(' OR ')})`, ...values);
  }
  return where;
}
