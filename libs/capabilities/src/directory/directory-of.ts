import { rowFrom, selected, type Queries, type Table } from '@app/ledger';
import { held, known, pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { official, unit } from './directory.js';
import type { Unit } from './existence.js';
import { folded } from './folded.js';
import type { Service } from './service.js';

export interface UnitFilter {
  kind?: string;
  parentUnitId?: string;
  status?: string;
  /** Part of the name, with or without Vietnamese marks. */
  name?: string;
}
export interface OfficialFilter {
  unitId?: string;
  status?: string;
  /** Part of the name, with or without Vietnamese marks. */
  name?: string;
}

/** A row without what only the table needs, and the event that made it so. */
type Stated<Row> = Omit<Row, 'folded' | 'statedBy' | 'statedPosition'> & { why: { eventId: string; position: string } };
/** A unit from an instant on. */
export type UnitThen = Stated<Unit>;
/** An official's service from an instant on. */
export type ServiceThen = Stated<Service>;

/** The units that had been opened by an instant, as known at a position, by id. */
export async function unitsOf(
  queries: Queries,
  filter: UnitFilter,
  then: Then,
  { after, limit }: Page,
): Promise<PageOf<UnitThen>> {
  const where = held(new Where(), then)
    .andIs('kind', filter.kind)
    .andIs('parent_unit_id', filter.parentUnitId)
    .andIs('status', filter.status);
  namedLike(where, filter.name);
  if (after) where.and('unit_id > ?', ...after);
  const sql = `SELECT ${selected(unit)} FROM unit WHERE ${where.toString()} ORDER BY unit_id LIMIT ?`;
  const rows = await queries.all(sql, ...where.values, limit + 1);
  return pageOf(rows.map((raw) => stated(unit, raw)), limit, ({ unitId }) => [unitId]); // prettier-ignore
}

/** The officials registered or named by an instant, as known at a position, by id. */
export async function officialsOf(
  queries: Queries,
  filter: OfficialFilter,
  then: Then,
  { after, limit }: Page,
): Promise<PageOf<ServiceThen>> {
  const where = held(new Where(), then).andIs('unit_id', filter.unitId).andIs('status', filter.status);
  namedLike(where, filter.name);
  if (after) where.and('official_id > ?', ...after);
  const sql = `SELECT ${selected(official)} FROM official WHERE ${where.toString()} ORDER BY official_id LIMIT ?`;
  const rows = await queries.all(sql, ...where.values, limit + 1);
  return pageOf(rows.map((raw) => stated(official, raw)), limit, ({ officialId }) => [officialId]); // prettier-ignore
}

/** An official's whole service as known at a position, the earliest first; none where nothing is known of them. */
export async function serviceKnown(
  queries: Queries,
  officialId: string,
  knownAt: number,
): Promise<readonly ServiceThen[]> {
  const where = known(new Where().andIs('official_id', officialId), knownAt);
  const sql = `SELECT ${selected(official)} FROM official WHERE ${where.toString()} ORDER BY valid_from`;
  return (await queries.all(sql, ...where.values)).map((raw) => stated(official, raw));
}

function namedLike(where: Where, name: string | undefined): void {
  if (name === undefined) return;
  const literal = folded(name).replace(/[\\%_]/g, (sign) => `\\${sign}`);
  where.and(`folded LIKE ? ESCAPE '\\'`, `%${literal}%`);
}

function stated<Row extends Unit | Service>(table: Table<Row>, raw: object): Stated<Row> {
  const { folded: _, statedBy, statedPosition, ...row } = rowFrom(table, raw);
  return { ...row, why: { eventId: statedBy, position: String(statedPosition) } };
}
