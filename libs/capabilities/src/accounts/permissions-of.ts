import { rowFrom, selected, type Queries } from '@app/ledger';
import { held, known, pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { dayMs } from '../time.js';
import { unitsBecome } from '../units-become.js';
import { permission, type Permission } from './permission-list.js';

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

type Origins = 'grantEventId' | 'grantPosition' | 'scopeEventId' | 'scopePosition' | 'statusEventId' | 'statusPosition';

/** What an account may do in one interval, and why. */
export interface Right extends Omit<Permission, Origins | 'imported' | 'decisionNo' | 'approvedBy'> {
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

/** What the subqueries add to a row of `permission`. */
interface LastUse {
  rotatedAt: string | null;
  credentialKind: string | null;
  sessionMs: number | null;
  lookupMs: number | null;
}

const credentials = `
  (SELECT r.rotated_at FROM password_rotation r WHERE r.account_id = p.account_id AND r.rotated_at <= ? AND r.position <= ?
    ORDER BY r.rotated_at DESC, r.position DESC LIMIT 1) AS "rotatedAt",
  (SELECT r.credential_kind FROM password_rotation r WHERE r.account_id = p.account_id AND r.rotated_at <= ? AND r.position <= ?
    ORDER BY r.rotated_at DESC, r.position DESC LIMIT 1) AS "credentialKind",
  (SELECT s.occurred_ms FROM session_start s WHERE s.account_id = p.account_id AND s.occurred_ms <= ? AND s.position <= ?
    ORDER BY s.occurred_ms DESC LIMIT 1) AS "sessionMs",
  (SELECT l.occurred_ms FROM lookup l WHERE l.account_id = p.account_id AND l.occurred_ms <= ? AND l.position <= ?
    ORDER BY l.occurred_ms DESC LIMIT 1) AS "lookupMs"`;

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
  const rows = await queries.all<LastUse & { accountId: string }>(
    `SELECT ${selected(permission)}, ${credentials} FROM permission p WHERE ${where.toString()} ORDER BY p.account_id LIMIT ?`,
    ...[asOf, knownAt, asOf, knownAt, ms, knownAt, ms, knownAt],
    ...where.values,
    limit + 1,
  );
  const { items, next } = pageOf(rows, limit, (row) => [row.accountId]);
  const factors = await factorsOf(queries, items.map(({ accountId }) => accountId), then); // prettier-ignore
  return { items: items.map((row) => currentOf(row, asOf, factors.get(row.accountId) ?? [])), next };
}

/** Every interval of an account's rights known at a position, the earliest first. */
export async function rightsKnown(queries: Queries, accountId: string, knownAt: number): Promise<readonly Right[]> {
  const where = known(new Where(), knownAt).andIs('account_id', accountId);
  const sql = `SELECT ${selected(permission)} FROM permission WHERE ${where.toString()} ORDER BY valid_from`;
  return (await queries.all(sql, ...where.values)).map((raw) => rightOf(rowFrom(permission, raw)));
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

function currentOf(row: LastUse, asOf: string, factors: readonly string[]): CurrentPermission {
  const { rotatedAt, credentialKind, sessionMs, lookupMs, ...raw } = row;
  const right = rightOf(rowFrom(permission, raw));
  const since = rotatedAt ?? right.grantValidFrom;
  return {
    ...right,
    passwordAgeDays: Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(since)) / dayMs)),
    passwordRotatedAt: rotatedAt ?? undefined,
    credentialKind: credentialKind ?? undefined,
    mfa: { enrolled: factors.length > 0, factors },
    lastSessionAt: instantAt(sessionMs),
    lastLookupAt: instantAt(lookupMs),
  };
}

const instantAt = (ms: number | null) => (ms === null ? undefined : new Date(ms).toISOString());

function rightOf(row: Permission): Right {
  const { grantEventId, grantPosition, scopeEventId, scopePosition, statusEventId, statusPosition, ...rest } = row;
  const { decisionNo, approvedBy, imported, ...right } = rest;
  return {
    ...right,
    imported: imported === 1,
    why: {
      granted: { eventId: grantEventId, position: String(grantPosition) },
      scope: { eventId: scopeEventId, position: String(scopePosition) },
      status: { eventId: statusEventId, position: String(statusPosition) },
      decisionNo,
      approvedBy,
    },
  };
}
