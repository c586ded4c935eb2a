import type { AccountGranted } from '../accounts/events.js';
import { addMs } from '../time.js';
import { ofType, type FolderFacts, type Known } from './folders.js';
import { only } from './lists.js';
import { earliest, firstOfEach, greatestBy, latest, sortedBy } from './order.js';
import { firstEnd, inTurn, isIn, type End, type Span } from './spans.js';

export type { Span } from './spans.js';

/** The facts of an account's life, without its uses. */
export type AccountAct = FolderFacts['account'];

/** What a grant allowed from an instant on, and the event that says so. */
export interface Scope {
  from: string;
  by: string;
  /** When it was decided, and by whom. */
  at: string;
  approvedBy?: string;
  roleClass: string;
  functions: readonly string[];
  fields: readonly string[];
}

/** One grant with all that happened to it, in the order of the world. */
export interface Grant {
  grantedBy: string;
  at: string;
  data: Readonly<AccountGranted>;
  scopes: readonly Scope[];
  /** When use was barred: from the later of the effective time and the act, to the reinstatement. */
  suspensions: readonly Span[];
  /** When it was ended by decision: in law, and in the source system. */
  revoked?: Readonly<{ effectiveAt: string; actAt: string; by: string }>;
  /** When it ends by itself: the grant's or its agreement's last moment. */
  expiresAt?: string;
}

/** An account's life as the rules see it: its facts in any order of arrival give the same life. */
export interface AccountLife {
  accountId: string;
  grants: readonly Grant[];
  /** All of it, in the order of occurrence. */
  acts: readonly AccountAct[];
}

/** Orders facts by what they are effective from, then by occurrence, then by id. */
const byEffect = <T extends { at: string; id: string; data: { effectiveAt: string } }>(facts: readonly T[]): T[] =>
  sortedBy(facts, ({ at, id, data }) => `${data.effectiveAt}|${at}|${id}`);

const lives = new WeakMap<readonly AccountAct[], AccountLife>();
/** The life that an account's facts tell, given in the order of occurrence. */
export function lifeOf(accountId: string, acts: readonly AccountAct[]): AccountLife {
  // Accounts of which nothing is known may share one empty list.
  let life = lives.get(acts);
  if (life?.accountId !== accountId) {
    const granted = firstOfEach(ofType(acts, 'AccountGranted'), ({ data }) => data.grantId);
    const grants = granted.map((act) => grantOf(act, acts));
    life = { accountId, grants, acts };
    lives.set(acts, life);
  }
  return life;
}

function grantOf(granted: Known<'AccountGranted'>, acts: readonly AccountAct[]): Grant {
  const { grantId, validTo, agreementValidTo } = granted.data;
  const own = <T extends AccountAct['type']>(type: T) =>
    acts.filter(
      (act): act is Extract<AccountAct, { type: T }> =>
        act.type === type && 'grantId' in act.data && act.data.grantId === grantId,
    );
  const revocations = byEffect(own('AccountRevoked')).map(({ id, at, data }) => ({
    effectiveAt: data.effectiveAt,
    actAt: data.executedInSourceAt ?? at,
    by: id,
  }));
  return {
    grantedBy: granted.id,
    at: granted.at,
    data: granted.data,
    scopes: scopesOf(granted, byEffect(own('AccountScopeChanged'))),
    suspensions: suspensionsOf(own('AccountSuspended'), own('AccountReinstated')),
    revoked: revocations[0],
    expiresAt: earliest(validTo, agreementValidTo),
  };
}

function scopesOf(granted: Known<'AccountGranted'>, changes: readonly Known<'AccountScopeChanged'>[]): Scope[] {
  const { validFrom, roleClass, functions, fields, approvedBy } = granted.data;
  const decided = { by: granted.id, at: granted.at, approvedBy };
  const scopes: Scope[] = [{ from: validFrom, ...decided, roleClass, functions, fields }];
  for (const { id, at, data } of changes) {
    const { effectiveAt, roleClass = scopes[scopes.length - 1].roleClass, functions, fields, approvedBy } = data;
    scopes.push({ from: latest(validFrom, effectiveAt), by: id, at, approvedBy, roleClass, functions, fields });
  }
  return scopes;
}

function suspensionsOf(
  suspended: readonly Known<'AccountSuspended'>[],
  reinstated: readonly Known<'AccountReinstated'>[],
): Span[] {
  const reinstatements = byEffect(reinstated);
  const spans: Span[] = [];
  for (const { id, at, data } of byEffect(suspended)) {
    const from = latest(data.effectiveAt, data.executedInSourceAt ?? at);
    if (spans.length > 0 && (spans[spans.length - 1].to ?? '~') > from) continue;
    const end = reinstatements.find((reinstatement) => reinstatement.data.effectiveAt >= data.effectiveAt);
    spans.push({ from, to: end?.data.effectiveAt, by: id, endedBy: end?.id });
  }
  return spans.filter(({ from, to }) => to === undefined || to > from);
}

/** How far clocks may differ before a use counts as after an end, in ms. */
export const clockToleranceMs = 120_000;
const tolerated = (end: string) => addMs(end, clockToleranceMs);

/** When a grant's use ended by decision: the later of its effect in law and the act in the source (`semantics.md`). */
export const useEnd = (grant: Grant) => grant.revoked && latest(grant.revoked.effectiveAt, grant.revoked.actAt);

/** How a grant's use ended in the source system: by the act that revoked it, or by itself. */
export const endInSource = ({ revoked, expiresAt }: Grant): End | undefined =>
  firstEnd({ at: expiresAt }, { at: revoked?.actAt, by: revoked?.by });

/** Whether a grant ran in the source system at an instant. */
export const ranAt = (grant: Grant, at: string): boolean =>
  isIn({ from: grant.data.validFrom, to: endInSource(grant)?.at }, at);

/** Why an account could be used at an instant, or could not. */
export type Cover =
  | { status: 'covered'; grants: readonly Grant[] }
  | { status: 'revoked' | 'suspended'; grant: Grant; by: string; since: string }
  | { status: 'expired' | 'notYetValid'; grant: Grant }
  | { status: 'unknown' };

/** What covered a use: a grant in force, else the reason why none was; a decision against it counts first. */
export function coverAt(life: AccountLife, at: string): Cover {
  if (asked.life !== life || asked.at !== at) asked = { life, at, cover: coverOf(life, at) };
  return asked.cover;
}
// Several rules ask the same of one use, one after the other.
let asked: { life?: AccountLife; at: string; cover: Cover } = { at: '', cover: { status: 'unknown' } };

function coverOf(life: AccountLife, at: string): Cover {
  const begun = only(life.grants, (grant) => grant.data.validFrom <= at);
  const grants = only(begun, (grant) => verdictOn(grant, at) === undefined);
  if (grants.length > 0) return { status: 'covered', grants };
  const verdicts = begun.map((grant) => verdictOn(grant, at));
  const decided = verdicts.flatMap((verdict) => (verdict && 'since' in verdict ? [verdict] : []));
  const last = greatestBy(decided, ({ since }) => since);
  if (last) return last;
  if (begun.length > 0) return { status: 'expired', grant: begun[begun.length - 1] };
  if (life.grants.length > 0) return { status: 'notYetValid', grant: life.grants[0] };
  return { status: 'unknown' };
}

function verdictOn(grant: Grant, at: string): Cover | undefined {
  const end = useEnd(grant);
  if (end !== undefined && at > tolerated(end)) return { status: 'revoked', grant, by: grant.revoked!.by, since: end };
  const barred = grant.suspensions.find(({ from, to }) => at > tolerated(from) && (to === undefined || at < to));
  if (barred) return { status: 'suspended', grant, by: barred.by, since: barred.from };
  if (grant.expiresAt !== undefined && at >= grant.expiresAt) return { status: 'expired', grant };
  return undefined;
}

/** The functions and fields of a grant at an instant. */
export function scopeAt(grant: Grant, at: string) {
  return grant.scopes.findLast(({ from }) => from <= at) ?? grant.scopes[0];
}

/** The role class of a grant at an instant. */
export function roleAt(grant: Grant, at: string): string {
  const changed = grant.scopes.findLast(({ from, roleClass }) => from <= at && roleClass !== undefined);
  return changed?.roleClass ?? grant.data.roleClass;
}

/** The grant that says which unit a use belonged to: the covering one, else the latest begun. */
export function grantAt(life: AccountLife, at: string): Grant | undefined {
  const cover = coverAt(life, at);
  if (cover.status === 'covered') return cover.grants[0];
  return cover.status === 'unknown' ? undefined : cover.grant;
}

/** How a grant ended by right: by a revocation's effect, or by itself. */
export const endByRight = ({ revoked, expiresAt }: Grant): End | undefined =>
  firstEnd({ at: revoked?.effectiveAt, by: revoked?.by }, { at: expiresAt });

/** When a grant held by right, suspended or not. */
export function heldTime(grant: Grant): Span {
  const end = endByRight(grant);
  return { from: grant.data.validFrom, to: end?.at, by: grant.grantedBy, endedBy: end?.by };
}

/** What a grant allowed, one time after the other, as long as it held by right. */
export function scopeTimes(grant: Grant): (Scope & Span)[] {
  const end = endByRight(grant);
  return within(inTurn(grant.scopes), end?.at, end?.by);
}

/** When a grant could be used: not suspended, up to the effect and the act of its revocation, and its expiry. */
export const usableTimes = (grant: Grant): Span[] =>
  activeSpans(grant, firstEnd({ at: useEnd(grant), by: grant.revoked?.by }, { at: grant.expiresAt }));

/** When an account was in force by right: not suspended, before its revocation's effect and its expiry. */
export function activeSpans(grant: Grant, end = endByRight(grant)): Span[] {
  const { at: to, by: endedBy } = end ?? {};
  const spans: Span[] = [];
  let from: string = grant.data.validFrom;
  let by = grant.grantedBy;
  for (const suspension of grant.suspensions) {
    spans.push({ from, to: suspension.from, by, endedBy: suspension.by });
    if (suspension.to === undefined) return within(spans, to, endedBy);
    from = latest(from, suspension.to);
    by = suspension.endedBy ?? suspension.by;
  }
  return within([...spans, { from, to, by, endedBy }], to, endedBy);
}

function within<S extends Span>(spans: readonly S[], end: string | undefined, endedBy: string | undefined): S[] {
  return spans
    .map((span) =>
      end !== undefined && (span.to === undefined || span.to > end) ? { ...span, to: end, endedBy } : span,
    )
    .filter(({ from, to }) => to === undefined || from < to);
}

/** How an account stood by right at an instant, in the words of the permissions. */
export interface Standing {
  grant: Grant;
  status: 'active' | 'suspended' | 'revoked' | 'expired';
}

/** An account's standing: by the newest grant that held, else by how the newest that had begun ended. */
export function standingAt({ grants }: AccountLife, at: string): Standing | undefined {
  const begun = sortedBy(
    grants.filter(({ data }) => data.validFrom <= at),
    ({ data }) => data.validFrom,
  );
  const holding = begun.findLast((grant) => isIn(heldTime(grant), at));
  if (holding) {
    const barred = holding.suspensions.some((suspension) => isIn(suspension, at));
    return { grant: holding, status: barred ? 'suspended' : 'active' };
  }
  const ended = begun.at(-1);
  const revoked = ended?.revoked !== undefined && ended.revoked.effectiveAt <= at;
  return ended && { grant: ended, status: revoked ? 'revoked' : 'expired' };
}
