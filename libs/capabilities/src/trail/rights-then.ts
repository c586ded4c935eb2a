import type { Queries } from '@app/ledger';
import { known, Where } from '../pages.js';
import { inLots } from './lots.js';

/** The rights of an account at a moment, and the events that gave them. */
export interface RightThen {
  accountId: string;
  status: string;
  grantId: string;
  officialId: string;
  unitId: string;
  roleClass: string;
  functions: readonly string[];
  fields: readonly string[];
  grantEventId: string;
  scopeEventId: string;
  statusEventId: string;
}

/** A time in which an official held an account: milliseconds since 1970, half-open, without an end where it is open. */
export interface Holding {
  accountId: string;
  fromMs?: number;
  toMs?: number;
}

interface Row {
  account_id: string;
  valid_from: string;
  valid_to: string | null;
  status: string;
  grant_id: string;
  official_id: string;
  unit_id: string;
  role_class: string;
  functions: string;
  fields: string;
  grant_event_id: string;
  scope_event_id: string;
  status_event_id: string;
}

/** The rights of some accounts at every moment, as known at one position. Reads the table `permission`. */
export class RightsThen {
  private constructor(private readonly rows: ReadonlyMap<string, readonly Row[]>) {}

  static async read(queries: Queries, accountIds: Iterable<string>, knownAt: number): Promise<RightsThen> {
    const rows = new Map<string, Row[]>();
    for (const lot of inLots(accountIds)) {
      const where = known(new Where().andIn('account_id', lot), knownAt);
      const sql = `SELECT * FROM permission WHERE ${where.toString()} ORDER BY account_id, valid_from`;
      for (const row of await queries.all<Row>(sql, ...where.values)) {
        const of = rows.get(row.account_id) ?? rows.set(row.account_id, []).get(row.account_id)!;
        of.push(row);
      }
    }
    return new RightsThen(rows);
  }

  /** What the account could do at an instant; `undefined` before its first grant. */
  at(accountId: string, instant: string): RightThen | undefined {
    const row = this.rows.get(accountId)?.findLast((one) => one.valid_from <= instant);
    return row && rightOf(row);
  }

  /** What the official could do at an instant, through every account held then. */
  heldAt(officialId: string, instant: string): readonly RightThen[] {
    const rights = [...this.rows.keys()].map((accountId) => this.at(accountId, instant));
    return rights.filter((right) => right?.officialId === officialId) as RightThen[];
  }

  /** The grants that the official was given, each with its account. */
  grantsOf(officialId: string): readonly { accountId: string; grantId: string }[] {
    const given = [...this.rows.values()].flat().filter((row) => row.official_id === officialId);
    const byId = new Map(given.map((row) => [`${row.account_id}/${row.grant_id}`, row]));
    return [...byId.values()].map((row) => ({ accountId: row.account_id, grantId: row.grant_id }));
  }

  /**
   * When the official held which account. A holder keeps it, also revoked, until another's grant begins; what went
   * before the first grant is its holder's too.
   */
  holdingsOf(officialId: string): readonly Holding[] {
    const holdings: Holding[] = [];
    for (const [accountId, rows] of this.rows) {
      for (const [i, row] of rows.entries()) {
        if (row.official_id !== officialId) continue;
        const toMs = i + 1 < rows.length ? Date.parse(rows[i + 1].valid_from) : undefined;
        const before = holdings.at(-1);
        if (before?.accountId === accountId && before.toMs === Date.parse(row.valid_from)) before.toMs = toMs;
        else holdings.push({ accountId, fromMs: i === 0 ? undefined : Date.parse(row.valid_from), toMs });
      }
    }
    return holdings;
  }
}

/** The accounts that an official has ever held, as known at a position. */
export async function accountsOf(queries: Queries, officialId: string, knownAt: number): Promise<readonly string[]> {
  const where = known(new Where().andIs('official_id', officialId), knownAt);
  const sql = `SELECT DISTINCT account_id FROM permission WHERE ${where.toString()} ORDER BY account_id`;
  return (await queries.all<{ account_id: string }>(sql, ...where.values)).map((row) => row.account_id);
}

function rightOf(row: Row): RightThen {
  return {
    accountId: row.account_id,
    status: row.status,
    grantId: row.grant_id,
    officialId: row.official_id,
    unitId: row.unit_id,
    roleClass: row.role_class,
    functions: JSON.parse(row.functions) as string[],
    fields: JSON.parse(row.fields) as string[],
    grantEventId: row.grant_event_id,
    scopeEventId: row.scope_event_id,
    statusEventId: row.status_event_id,
  };
}
