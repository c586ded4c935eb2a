import { ofType, type Folder } from './folders.js';
import { grantAt, type AccountLife } from './life.js';
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

/** The accounts that an official was ever granted, in the order of their ids. */
export const accountsOf = ({ facts }: Folder<'official'>, light: Pick<Light, 'account'>): AccountLife[] =>
  ofType(facts, 'Holds').map(({ data }) => light.account(data.accountId));
