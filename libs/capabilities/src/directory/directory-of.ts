import type { Queries } from '@app/ledger';
import { held, known, pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { folded } from './folded.js';

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

/** A unit at an instant, and the event that made it so. */
export interface UnitThen {
  unitId: string;
  validFrom: string;
  validTo?: string;
  status: string;
  name?: string;
  kind?: string;
  parentUnitId?: string;
  successors: readonly string[];
  why: { eventId: string; position: string };
}
/** An official's service at an instant, and the event that made it so. */
export interface ServiceThen {
  officialId: string;
  validFrom: string;
  validTo?: string;
  status: string;
  displayName?: string;
  holderType?: string;
  unitId?: string;
  duty?: string;
  managerId?: string;
  why: { eventId: string; position: string };
}

type Row = Record<string, string | number | null>;

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
  const sql = `SELECT * FROM unit WHERE ${where.toString()} ORDER BY unit_id LIMIT ?`;
  const rows = await queries.all<Row>(sql, ...where.values, limit + 1);
  const { items, next } = pageOf(rows, limit, (row) => [String(row.unit_id)]);
  return { items: items.map(unitOf), next };
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
  const sql = `SELECT * FROM official WHERE ${where.toString()} ORDER BY official_id LIMIT ?`;
  const rows = await queries.all<Row>(sql, ...where.values, limit + 1);
  const { items, next } = pageOf(rows, limit, (row) => [String(row.official_id)]);
  return { items: items.map(serviceOf), next };
}

/** An official's whole service as known at a position, the earliest first; none where nothing is known of them. */
export async function serviceKnown(
  queries: Queries,
  officialId: string,
  knownAt: number,
): Promise<readonly ServiceThen[]> {
  const where = known(new Where().andIs('official_id', officialId), knownAt);
  const sql = `SELECT * FROM official WHERE ${where.toString()} ORDER BY valid_from`;
  return (await queries.all<Row>(sql, ...where.values)).map(serviceOf);
}

function namedLike(where: Where, name: string | undefined): void {
  if (name === undefined) return;
  const literal = folded(name).replace(/[\\%_]/g, (sign) => `\\${sign}`);
  where.and(`folded LIKE ? ESCAPE '\\'`, `%${literal}%`);
}

const text = (value: string | number | null | undefined) => (typeof value === 'string' ? value : undefined);
const whyOf = (row: Row) => ({ eventId: String(row.stated_by), position: String(row.stated_position) });

function unitOf(row: Row): UnitThen {
  return {
    unitId: String(row.unit_id),
    validFrom: String(row.valid_from),
    validTo: text(row.valid_to),
    status: String(row.status),
    name: text(row.name),
    kind: text(row.kind),
    parentUnitId: text(row.parent_unit_id),
    successors: JSON.parse(String(row.successors)) as string[],
    why: whyOf(row),
  };
}

function serviceOf(row: Row): ServiceThen {
  return {
    officialId: String(row.official_id),
    validFrom: String(row.valid_from),
    validTo: text(row.valid_to),
    status: String(row.status),
    displayName: text(row.display_name),
    holderType: text(row.holder_type),
    unitId: text(row.unit_id),
    duty: text(row.duty),
    managerId: text(row.manager_id),
    why: whyOf(row),
  };
}
