import { isLate, type Duty } from './duty.js';
import { ofType, type Folder } from './folders.js';
import { grantAt, type AccountLife } from './life.js';
import { sortedBy } from './order.js';
import type { Light, Use } from './rule.js';

/** A use's unit: its grant's at that time, else the one that the source named. */
export function useUnit(use: Use, light: Pick<Light, 'account'>): string | undefined {
  return grantAt(light.account(use.accountId), use.at)?.data.unitId ?? use.unitId;
}

/** A use's official: the grant's at that time, else the one that the source named. */
export function useOfficial(use: Use, light: Pick<Light, 'account'>): string | undefined {
  return grantAt(light.account(use.accountId), use.at)?.data.officialId ?? use.officialId;
}

/** What every judgement on a use says of it. */
export const aboutUse = (use: Use, light: Pick<Light, 'account'>) => ({
  dedupKey: use.accountId,
  anchor: use.id,
  occurredAt: use.at,
  since: use.at,
  accountId: use.accountId,
  officialId: useOfficial(use, light),
  unitId: useUnit(use, light),
});

/** The accounts that an official was ever granted, in the order of their ids, with the official's own grants only. */
export const accountsOf = ({ id, facts }: Folder<'official'>, light: Pick<Light, 'account'>): AccountLife[] =>
  ofType(facts, 'Holds').map(({ data }) => {
    const account = light.account(data.accountId);
    return { ...account, grants: account.grants.filter((grant) => grant.data.officialId === id) };
  });

/**
 * The first look-up by any of some accounts after an instant, as long as a duty that was late was not done. None where
 * it was done in time.
 */
export function lookupWhileLate(
  { after, until }: { after: string; until: Duty },
  accountIds: readonly string[],
  light: Pick<Light, 'firstUse'>,
): Use | undefined {
  if (!isLate(until)) return undefined;
  const uses = accountIds.map((id) => light.firstUse('LookupPerformed', id, after, until.doneAt));
  return sortedBy(
    uses.filter((use) => use !== undefined),
    ({ at, id }) => `${at}|${id}`,
  ).at(0);
}
