import type { AccountGranted } from '../accounts/events.js';
import { addMs } from '../time.js';
import { ofType, type FolderFacts, type Known } from './folders.js';
import { earliest, firstOfEach, latest } from './order.js';
import { firstEnd, isIn, type End, type Span } from './spans.js';

export type { Span } from './spans.js';

/** The facts of an account's life, without its uses. */
export type AccountAct = FolderFacts['account'];

/** One grant with all that happened to it, in the order of the world. */
export interface Grant {
  grantedBy: string;
  at: string;
  data: Readonly<AccountGranted>;
  scopes: readonly Readonly<{ from: string; by: string; functions: readonly string[]; fields: readonly string[] }>[];
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

const byTime = (a: { at: string; id: string }, b: { at: string; id: string }) =>
  a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1;

/** Orders facts by what they are effective from, then by occurrence, then by id. */
function byEffect<T extends { at: string; id: string; data: { effectiveAt: string } }>(facts: readonly T[]): T[] {
  return [...facts].sort((a, b) =>
    a.data.effectiveAt === b.data.effectiveAt ? byTime(a, b) : a.data.effectiveAt < b.data.effectiveAt ? -1 : 1,
  );
}

const lives = new WeakMap<readonly AccountAct[], AccountLife>();
/** The life that an account's facts tell, given in the order of occurrence. */
export function lifeOf(accountId: string, acts: readonly AccountAct[]): AccountLife {
  let life = lives.get(acts);
  if (!life) {
    const granted = firstOfEach(ofType(acts, 'AccountGranted'), ({ data }) => data.grantId);
    const grants = granted.map((act) => grantOf(act, acts));
    life = { accountId, grants, acts };
    lives.set(acts, life);
  }
  return life;
}

function grantOf(granted: Known<'AccountGranted'>, acts: readonly AccountAct[]): Grant {
  const { grantId, validFrom, validTo, agreementValidTo, functions, fields } = granted.data;
  const own = <T extends AccountAct['type']>(type: T) =>
    acts.filter(
      (act): act is Extract<AccountAct, { type: T }> =>
        act.type === type && 'grantId' in act.data && act.data.grantId === grantId,
    );
  const scopes = byEffect(own('AccountScopeChanged')).map(({ id, data }) => ({
    from: data.effectiveAt,
    by: id,
    functions: data.functions,
    fields: data.fields,
  }));
  const revocations = byEffect(own('AccountRevoked')).map(({ id, at, data }) => ({
    effectiveAt: data.effectiveAt,
    actAt: data.executedInSourceAt ?? at,
    by: id,
  }));
  return {
    grantedBy: granted.id,
    at: granted.at,
    data: granted.data,
    scopes: [{ from: validFrom, by: granted.id, functions, fields }, ...scopes],
    suspensions: suspensionsOf(own('AccountSuspended'), own('AccountReinstated')),
    revoked: revocations[0],
    expiresAt: earliest(validTo, agreementValidTo),
  };
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
  const begun = life.grants.filter((grant) => grant.data.validFrom <= at);
  const verdicts = begun.map((grant) => verdictOn(grant, at));
  const grants = begun.filter((_, i) => verdicts[i] === undefined);
  if (grants.length > 0) return { status: 'covered', grants };
  const decided = verdicts.filter((verdict) => verdict?.status === 'revoked' || verdict?.status === 'suspended');
  const latest = decided.reduce(
    (a, b) => (!a || (b && 'since' in b && 'since' in a && b.since > a.since) ? b : a),
    decided[0],
  );
  if (latest) return latest;
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

/** The grant that says which unit a use belonged to: the covering one, else the latest begun. */
export function grantAt(life: AccountLife, at: string): Grant | undefined {
  const cover = coverAt(life, at);
  if (cover.status === 'covered') return cover.grants[0];
  return cover.status === 'unknown' ? undefined : cover.grant;
}

/** When an account was in force by right: not suspended, before its revocation's effect and its expiry. */
export function activeSpans(grant: Grant): Span[] {
  const to = earliest(grant.revoked?.effectiveAt, grant.expiresAt);
  const endedBy = to !== undefined && to === grant.revoked?.effectiveAt ? grant.revoked.by : undefined;
  const spans: Span[] = [];
  let from: string = grant.data.validFrom;
  let by = grant.grantedBy;
  for (const suspension of grant.suspensions) {
    spans.push({ from, to: suspension.from, by, endedBy: suspension.by });
    if (suspension.to === undefined) return within(spans, to, endedBy);
    from = suspension.to;
    by = suspension.endedBy ?? suspension.by;
  }
  return within([...spans, { from, to, by, endedBy }], to, endedBy);
}

function within(spans: readonly Span[], end: string | undefined, endedBy: string | undefined): Span[] {
  return spans
    .map((span) =>
      end !== undefined && (span.to === undefined || span.to > end) ? { ...span, to: end, endedBy } : span,
    )
    .filter(({ from, to }) => to === undefined || from < to);
}
