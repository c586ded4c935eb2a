import type { Queries } from '@app/ledger';
import { held, known, pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { dayMs } from '../time.js';
import type { RightStatus } from './grant-timeline.js';

export interface PermissionFilter {
  accountId?: string;
  officialId?: string;
  /** Accounts of this unit and of units that had become it by then. */
  unitId?: string;
  system?: string;
  status?: string;
}

/** Why a right exists: the event and its place in the log, which a proof can be asked for. */
export interface Reason {
  eventId: string;
  position: string;
}

/** What an account may do in one interval, and why. */
export interface Right {
  accountId: string;
  validFrom: string;
  validTo?: string;
  status: RightStatus;
  grantId: string;
  officialId: string;
  unitId: string;
  system: string;
  accountClass: string;
  roleClass: string;
  holderType: string;
  functions: readonly string[];
  fields: readonly string[];
  grantValidFrom: string;
  grantValidTo?: string;
  imported: boolean;
  why: { granted: Reason; scope: Reason; status: Reason; decisionNo?: string; approvedBy?: string };
}

/** A right with the state of its account's credentials and its last use, all as of the asked instant. */
export interface CurrentPermission extends Right {
  /** Whole days since the password was last replaced, else since the grant began. */
  passwordAgeDays: number;
  passwordRotatedAt?: string;
  credentialKind?: string;
  mfa: { enrolled: boolean; factors: readonly string[] };
  lastSessionAt?: string;
  lastLookupAt?: string;
}

/** The row of `permission` and what the subqueries add, in SQL's own names. */
type Row = Record<string, string | number | null>;

const credentials = `
  (SELECT r.rotated_at FROM password_rotation r WHERE r.account_id = p.account_id AND r.rotated_at <= ? AND r.position <= ?
    ORDER BY r.rotated_at DESC, r.position DESC LIMIT 1) AS rotated_at,
  (SELECT r.credential_kind FROM password_rotation r WHERE r.account_id = p.account_id AND r.rotated_at <= ? AND r.position <= ?
    ORDER BY r.rotated_at DESC, r.position DESC LIMIT 1) AS credential_kind,
  (SELECT s.occurred_ms FROM session_start s WHERE s.account_id = p.account_id AND s.occurred_ms <= ? AND s.position <= ?
    ORDER BY s.occurred_ms DESC LIMIT 1) AS session_ms,
  (SELECT l.occurred_ms FROM lookup l WHERE l.account_id = p.account_id AND l.occurred_ms <= ? AND l.position <= ?
    ORDER BY l.occurred_ms DESC LIMIT 1) AS lookup_ms`;

/**
 * The permissions that hold at an instant of the world as known at a position, by account id. One row an account;
 * accounts that had no grant yet have none.
 */
export async function permissionsOf(
  queries: Queries,
  filter: PermissionFilter,
  then: Then,
  { after, limit }: Page,
): Promise<PageOf<CurrentPermission>> {
  const { asOf, knownAt } = then;
  const units = filter.unitId === undefined ? undefined : await unitsBecome(queries, filter.unitId, then);
  const where = held(new Where(), then, 'p.')
    .andIs('p.account_id', filter.accountId)
    .andIs('p.official_id', filter.officialId)
    .andIn('p.unit_id', units)
    .andIs('p.system', filter.system)
    .andIs('p.status', filter.status);
  if (after) where.and('p.account_id > ?', after[0]);
  const ms = Date.parse(asOf);
  const rows = await queries.all<Row>(
    `SELECT p.*, ${credentials} FROM permission p WHERE ${where.toString()} ORDER BY p.account_id LIMIT ?`,
    ...[asOf, knownAt, asOf, knownAt, ms, knownAt, ms, knownAt],
    ...where.values,
    limit + 1,
  );
  const { items, next } = pageOf(rows, limit, (row) => [String(row.account_id)]);
  const factors = await factorsOf(queries, items.map((row) => String(row.account_id)), then); // prettier-ignore
  return { items: items.map((row) => currentOf(row, asOf, factors.get(String(row.account_id)) ?? [])), next };
}

/** Every interval of an account's rights known at a position, the earliest first. */
export async function rightsKnown(queries: Queries, accountId: string, knownAt: number): Promise<readonly Right[]> {
  const where = known(new Where(), knownAt).andIs('account_id', accountId);
  const sql = `SELECT * FROM permission WHERE ${where.toString()} ORDER BY valid_from`;
  return (await queries.all<Row>(sql, ...where.values)).map(rightOf);
}

/** The unit and all units that had become it by then, through any number of reorganisations. */
export async function unitsBecome(queries: Queries, unitId: string, then: Then): Promise<readonly string[]> {
  const where = held(new Where(), then).and("status = 'closed'").and("successors <> '[]'");
  const sql = `SELECT unit_id, successors FROM unit WHERE ${where.toString()}`;
  const closed = await queries.all<{ unit_id: string; successors: string }>(sql, ...where.values);
  const units = new Set([unitId]);
  for (const one of units) {
    for (const { unit_id: former, successors } of closed) {
      if ((JSON.parse(successors) as string[]).includes(one)) units.add(former);
    }
  }
  return [...units];
}

const accountsAtOnce = 50;

async function factorsOf(
  queries: Queries,
  accountIds: readonly string[],
  { asOf, knownAt }: Then,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const factors = new Map<string, Set<string>>();
  for (let i = 0; i < accountIds.length; i += accountsAtOnce) {
    const some = accountIds.slice(i, i + accountsAtOnce);
    const where = new Where()
      .andIn('account_id', [...some, ...Array<string>(accountsAtOnce - some.length).fill('')])
      .and('occurred_at <= ? AND position <= ?', asOf, knownAt);
    const changes = await queries.all<{ account_id: string; factor_type: string; enrolled: number }>(
      `SELECT account_id, factor_type, enrolled FROM mfa_change WHERE ${where.toString()} ORDER BY occurred_at, position`,
      ...where.values,
    );
    for (const { account_id: id, factor_type: factor, enrolled } of changes) {
      const held = factors.get(id) ?? new Set();
      if (enrolled) held.add(factor);
      else held.delete(factor);
      factors.set(id, held);
    }
  }
  return new Map([...factors].map(([id, held]) => [id, [...held].sort()]));
}

function currentOf(row: Row, asOf: string, factors: readonly string[]): CurrentPermission {
  const right = rightOf(row);
  const passwordRotatedAt = textOf(row.rotated_at);
  const since = passwordRotatedAt ?? right.grantValidFrom;
  return {
    ...right,
    passwordAgeDays: Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(since)) / dayMs)),
    passwordRotatedAt,
    credentialKind: textOf(row.credential_kind),
    mfa: { enrolled: factors.length > 0, factors },
    lastSessionAt: instantAt(row.session_ms),
    lastLookupAt: instantAt(row.lookup_ms),
  };
}

/** A row of `permission` as people read it. */
export function rightOf(row: Row): Right {
  const text = (name: string) => String(row[name]);
  const list = (name: string) => JSON.parse(text(name)) as string[];
  const reason = (name: string) => ({ eventId: text(`${name}_event_id`), position: text(`${name}_position`) });
  return {
    accountId: text('account_id'),
    validFrom: text('valid_from'),
    validTo: textOf(row.valid_to),
    status: text('status') as RightStatus,
    grantId: text('grant_id'),
    officialId: text('official_id'),
    unitId: text('unit_id'),
    system: text('system'),
    accountClass: text('account_class'),
    roleClass: text('role_class'),
    holderType: text('holder_type'),
    functions: list('functions'),
    fields: list('fields'),
    grantValidFrom: text('grant_valid_from'),
    grantValidTo: textOf(row.grant_valid_to),
    imported: row.imported === 1,
    why: {
      granted: reason('grant'),
      scope: reason('scope'),
      status: reason('status'),
      decisionNo: textOf(row.decision_no),
      approvedBy: textOf(row.approved_by),
    },
  };
}

const textOf = (value: string | number | null | undefined) => (typeof value === 'string' ? value : undefined);
const instantAt = (ms: string | number | null | undefined) =>
  typeof ms === 'number' ? new Date(ms).toISOString() : undefined;
