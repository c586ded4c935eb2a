import { rowFrom, selected, table, type Queries, type View } from '@app/ledger';
import { none, parameterDefaults, type PolicyProfileSet } from '../policies/events.js';

/** What a profile may have the ledger do by itself, by the parameter that says so. */
export const orders = {
  suspendOnDetection: 'SuspendAccount',
  revokeOnConfirm: 'RevokeAccount',
} as const;
export type OrderName = keyof typeof orders;

/** One version of a profile: from when to when it is in force, and what it orders. */
interface ProfileOrders {
  profileId: string;
  effectiveFrom: string;
  effectiveTo?: string;
  suspendOnDetection: number;
  revokeOnConfirm: number;
}
const profileOrders = table<ProfileOrders>('profile_order', 'keyed', {
  key: ['profileId', 'effectiveFrom'],
  columns: {
    profileId: 'text',
    effectiveFrom: 'text',
    effectiveTo: 'text',
    suspendOnDetection: 'integer',
    revokeOnConfirm: 'integer',
  },
});

/** What each profile orders the ledger to do by itself. One that is set again from the same day on replaces the first. */
export const profileOrdersView: View = {
  name: 'profileOrders',
  version: 1,
  tables: [profileOrders],
  apply: {
    PolicyProfileSet(rows, event) {
      const { profileId, effectiveFrom, effectiveTo, params } = event.data as PolicyProfileSet;
      const valueOf = (name: OrderName) => params[name]?.value ?? parameterDefaults[name];
      rows.put(profileOrders, {
        ...{ profileId, effectiveFrom, effectiveTo },
        suspendOnDetection: valueOf('suspendOnDetection'),
        revokeOnConfirm: valueOf('revokeOnConfirm'),
      });
    },
  },
};

/** What holds of a fact: the profile that it was judged under, and when it occurred. */
interface Judged {
  profileId?: string;
  since: string;
}

/** Tells of a fact whether the profile in force then orders this; `undefined` where no profile ever did. */
export async function orderedBy(queries: Queries, name: OrderName): Promise<((of: Judged) => boolean) | undefined> {
  const rows = await queries.all(`SELECT ${selected(profileOrders)} FROM profile_order ORDER BY effective_from`);
  const versions = rows.map((raw) => rowFrom(profileOrders, raw));
  if (!versions.some((version) => version[name] > none)) return undefined;
  return ({ profileId, since }) => {
    const inForce = versions.findLast(
      (one) => one.profileId === profileId && one.effectiveFrom <= since && since < (one.effectiveTo ?? '~'),
    );
    return inForce !== undefined && inForce[name] > none;
  };
}
