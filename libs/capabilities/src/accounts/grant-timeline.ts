import type { Fact } from '../life.js';
import type { AccountGranted, AccountScopeChanged } from './events.js';

export type RightStatus = 'active' | 'suspended' | 'revoked' | 'expired';

/** The event that made something so. */
export interface Origin {
  eventId: string;
  position: number;
}

/** A grant as it stands, and the events that made it so: gave it, last set its scope, last changed its status. */
interface Grant {
  /** The grant as it was last stated. */
  terms: AccountGranted;
  status: Exclude<RightStatus, 'expired'>;
  functions: readonly string[];
  fields: readonly string[];
  roleClass: string;
  grantedBy: Origin;
  scopeBy: Origin;
  statusBy: Origin;
}

/** The rights of an account from an instant on, up to another. One grant may have several such intervals. */
export interface Rights extends Omit<Grant, 'status'> {
  from: string;
  to?: string;
  status: RightStatus;
}

/**
 * The rights of one account over all time, from its life-cycle facts sorted `byEffect`: intervals without gap or
 * overlap, the earliest first, the last one open.
 * - At any moment the newest grant counts that has begun and is neither revoked nor expired; where there is none, the
 *   newest that has begun shows how it ended. Grants are as old as the effect of their first statement.
 * - A revoked grant never lives again. `validTo` ends a grant by itself. A second `AccountGranted` with the same grant
 *   id states that grant anew from its `validFrom` on.
 * - An act that takes effect before its grant begins counts from the beginning on; one on a grant that is not known
 *   counts once the grant is. No sequence of facts throws.
 */
export function rightsOf(facts: readonly Fact[]): readonly Rights[] {
  const steps = stepsOf(facts);
  const grants = new Map<string, Grant>();
  const rights: Rights[] = [];
  for (const from of [...steps.keys()].sort()) {
    for (const fact of steps.get(from) ?? []) grants.set(grantOf(fact), after(grants.get(grantOf(fact)), fact));
    const now = rightsAt(from, [...grants.values()]);
    const last = rights.at(-1);
    if (last && same(last, now)) continue;
    if (last) last.to = from;
    rights.push(now);
  }
  return rights;
}

// The facts that count from each instant on, a grant's beginning before the acts on it; an expiry is an instant alone.
function stepsOf(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const steps = new Map<string, Fact[]>();
  const factsAt = (at: string) => steps.get(at) ?? steps.set(at, []).get(at)!;
  const beginnings = new Map<string, Fact>();
  for (const fact of facts) {
    if (fact.type !== 'AccountGranted' || beginnings.has(grantOf(fact))) continue;
    beginnings.set(grantOf(fact), fact);
    factsAt(fact.effectiveAt).push(fact);
  }
  for (const fact of facts) {
    const beginning = beginnings.get(grantOf(fact));
    if (!beginning) continue;
    const at = later(fact.effectiveAt, beginning.effectiveAt);
    if (fact !== beginning) factsAt(at).push(fact);
    const { validTo } = fact.data as AccountGranted;
    if (fact.type === 'AccountGranted' && validTo !== undefined) factsAt(later(validTo, at));
  }
  return steps;
}

const grantOf = (fact: Fact) => (fact.data as { grantId: string }).grantId;
const later = (a: string, b: string) => (a > b ? a : b);

function after(grant: Grant | undefined, { type, eventId, position, data }: Fact): Grant {
  const by: Origin = { eventId, position };
  if (!grant) {
    const granted = data as AccountGranted;
    return { ...scopeOf(granted), terms: granted, status: 'active', grantedBy: by, scopeBy: by, statusBy: by };
  }
  if (grant.status === 'revoked') return grant;
  switch (type) {
    case 'AccountGranted':
      return { ...grant, ...scopeOf(data as AccountGranted), terms: data as AccountGranted, scopeBy: by };
    case 'AccountScopeChanged':
      return { ...grant, ...scopeOf({ roleClass: grant.roleClass, ...(data as AccountScopeChanged) }), scopeBy: by };
    case 'AccountSuspended':
      return grant.status === 'suspended' ? grant : { ...grant, status: 'suspended', statusBy: by };
    case 'AccountReinstated':
      return grant.status === 'active' ? grant : { ...grant, status: 'active', statusBy: by };
    case 'AccountRevoked':
      return { ...grant, status: 'revoked', statusBy: by };
    default:
      return grant;
  }
}

const scopeOf = (data: { functions: readonly string[]; fields: readonly string[]; roleClass: string }) => {
  const { functions, fields, roleClass } = data;
  return { functions, fields, roleClass };
};

function rightsAt(from: string, grants: readonly Grant[]): Rights {
  const expired = ({ terms }: Grant) => terms.validTo !== undefined && terms.validTo <= from;
  const grant = grants.findLast((one) => one.status !== 'revoked' && !expired(one)) ?? grants[grants.length - 1];
  return { ...grant, from, status: grant.status !== 'revoked' && expired(grant) ? 'expired' : grant.status };
}

// `after` makes a new object only where something changes, so what is the same object is the same right.
const same = (a: Rights, b: Rights) =>
  a.status === b.status && a.terms === b.terms && a.scopeBy === b.scopeBy && a.statusBy === b.statusBy;
