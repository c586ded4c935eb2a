import type { Queries } from '@app/ledger';
import { known, Where, type Then } from './pages.js';
import { unitsBecome } from './units-become.js';

/** A suppression that holds at an instant: the rule, and what a finding must be of to be covered. */
export interface Suppressing {
  suppressionId: string;
  ruleCode: string;
  accountId?: string;
  officialId?: string;
  /** The unit named, with the units that had become it. */
  units?: readonly string[];
}
/** What of a finding says whether a suppression covers it. */
interface Coverable {
  code: string;
  accountId?: string;
  officialId?: string;
  unitId?: string;
}

/** The suppressions that hold at an instant, as known at a position, by id. */
export async function suppressionsAt(queries: Queries, then: Then): Promise<readonly Suppressing[]> {
  const where = known(new Where(), then.knownAt).and('starts_at <= ? AND ends_at > ?', then.asOf, then.asOf);
  const rows = await queries.all<
    Record<'id' | 'rule', string> & Record<'account' | 'official' | 'unit', string | null>
  >(
    'SELECT suppression_id AS "id", rule_code AS "rule", account_id AS "account", official_id AS "official", unit_id AS "unit" ' +
      `FROM suppression WHERE ${where.toString()} ORDER BY suppression_id`,
    ...where.values,
  );
  return Promise.all(
    rows.map(async ({ id, rule, account, official, unit }) => ({
      ...{ suppressionId: id, ruleCode: rule },
      ...(account !== null && { accountId: account }),
      ...(official !== null && { officialId: official }),
      ...(unit !== null && { units: await unitsBecome(queries, unit, then) }),
    })),
  );
}

/** The ids of the suppressions that cover a finding. */
export function suppressing(all: readonly Suppressing[], finding: Coverable): readonly string[] {
  return all
    .filter(
      ({ ruleCode, accountId, officialId, units }) =>
        ruleCode === finding.code &&
        (accountId === undefined || accountId === finding.accountId) &&
        (officialId === undefined || officialId === finding.officialId) &&
        (units === undefined || (finding.unitId !== undefined && units.includes(finding.unitId))),
    )
    .map(({ suppressionId }) => suppressionId);
}

/** A condition on rows of `finding` that one of the suppressions covers; never NULL, so that it can be negated. */
export function coveredBy(all: readonly Suppressing[]): { sql: string; values: readonly string[] } {
  if (all.length === 0) return { sql: '1 = 0', values: [] };
  const wheres = all.map(({ ruleCode, accountId, officialId, units }) =>
    new Where()
      .and('code = ?', ruleCode)
      .andIs(`COALESCE(account_id, '')`, accountId)
      .andIs(`COALESCE(official_id, '')`, officialId)
      .andIn(`COALESCE(unit_id, '')`, units),
  );
  const sql = `(${wheres.map((where) => `(${where.toString()})`).join(' OR ')})`;
  return { sql, values: wheres.flatMap(({ values }) => values as string[]) };
}
