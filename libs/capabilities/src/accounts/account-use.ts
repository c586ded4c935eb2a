import type { Queries } from '@app/ledger';
import { held, Where, type Page, type PageOf, type Then } from '../pages.js';
import { permissionsOf, type CurrentPermission, type PermissionFilter } from './permissions-of.js';

/** Half-open, by occurrence; from the beginning and to the asked instant where absent. */
export interface UsePeriod {
  from?: string;
  to?: string;
}

/**
 * A line of the statistics on how accounts are used (R20, form F-01): whose, for what, by which decision, in what state, and
 * how many look-ups were made with it in the period, denied ones beside.
 */
export interface AccountUse extends Pick<
  CurrentPermission,
  | 'accountId'
  | 'officialId'
  | 'unitId'
  | 'system'
  | 'accountClass'
  | 'roleClass'
  | 'holderType'
  | 'functions'
  | 'status'
  | 'grantValidFrom'
  | 'lastSessionAt'
  | 'passwordAgeDays'
> {
  /** The official's name and duty, where they were registered. */
  displayName?: string;
  duty?: string;
  decisionNo?: string;
  mfa: boolean;
  lookups: number;
  denied: number;
}

/** The statistics of the accounts that were granted by an instant, as known at a position, by account id. */
export async function accountUse(
  queries: Queries,
  filter: PermissionFilter,
  period: UsePeriod,
  then: Then,
  page: Page,
): Promise<PageOf<AccountUse>> {
  const { items, next } = await permissionsOf(queries, filter, then, page);
  const uses = await Promise.all(
    items.map(async (permission): Promise<AccountUse> => {
      const { accountId, officialId, unitId, system, accountClass, roleClass, holderType, functions } = permission;
      const { status, grantValidFrom, lastSessionAt, passwordAgeDays, mfa, why } = permission;
      return {
        ...{ accountId, officialId, ...(await personOf(queries, officialId, then)), unitId, system },
        ...{ accountClass, roleClass, holderType, functions, decisionNo: why.decisionNo, grantValidFrom, status },
        ...{ lastSessionAt, passwordAgeDays, mfa: mfa.enrolled },
        ...(await countOf(queries, accountId, period, then)),
      };
    }),
  );
  return { items: uses, ...(next && { next }) };
}

async function personOf(
  queries: Queries,
  officialId: string,
  then: Then,
): Promise<Pick<AccountUse, 'displayName' | 'duty'>> {
  const where = held(new Where().andIs('official_id', officialId), then);
  const [row] = await queries.all<{ name: string | null; duty: string | null }>(
    `SELECT display_name AS "name", duty AS "duty" FROM official WHERE ${where.toString()}`,
    ...where.values,
  );
  return { displayName: row?.name ?? undefined, duty: row?.duty ?? undefined };
}

async function countOf(
  queries: Queries,
  accountId: string,
  { from, to }: UsePeriod,
  { asOf, knownAt }: Then,
): Promise<Pick<AccountUse, 'lookups' | 'denied'>> {
  const end = to === undefined || to > asOf ? `occurred_ms <= ${Date.parse(asOf)}` : `occurred_ms < ${Date.parse(to)}`;
  const where = new Where().andIs('account_id', accountId).and('position <= ?', knownAt).and(end);
  if (from !== undefined) where.and('occurred_ms >= ?', Date.parse(from));
  const [{ lookups, denied }] = await queries.all<{ lookups: number; denied: number }>(
    `SELECT COUNT(*) AS "lookups", COALESCE(SUM(denied), 0) AS "denied" FROM lookup WHERE ${where.toString()}`,
    ...where.values,
  );
  return { lookups, denied };
}
