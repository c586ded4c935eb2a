import { fold, fromLogged, streamName, type Act, type EventLog } from '@app/ledger';
import type { Beside } from '../beside.js';
import { inOneLine } from '../direct-line.js';
import type { Then } from '../pages.js';
import { parameterDefaults, type PolicyProfileSet } from '../policies/events.js';
import { findingOfId, foundAt, type FindingAsOf } from '../violations/findings-of.js';
import { haltOf } from './account-halt.js';
import { violationCase } from './case.js';
import type { Case, Other, Sight } from './case-state.js';
import { placeOf } from './cases-of.js';
import type { Seen } from './events.js';

/** What a command names that a step may depend on. */
interface Named {
  findingId?: string;
  findingIds?: readonly string[];
  into?: string;
  assignee?: string;
  decidedBy?: string;
  second?: string;
  signedBy?: string;
}

/** Looks at everything that a step is decided on beside its own case, as known to the views just now. */
export async function sightOf(log: EventLog, beside: Beside, command: Named, act: Act): Promise<Sight> {
  const findingId = command.into ?? command.findingId!;
  const { queries, knownAt } = beside;
  const then: Then = { asOf: act.recordedAt, knownAt };
  const past = await caseOf(log, findingId);
  const finding = await seenNow(log, beside, findingId, then);
  const seen = finding ?? past.seen;
  const { mergedInto } = await placeOf(queries, findingId, knownAt);
  const { findingIds = [] } = command;
  return {
    ...(finding && { finding }),
    ...(mergedInto !== undefined && { mergedInto }),
    conflicts: await conflictsOf(beside, seen?.officialId, command, then),
    ...(command.decidedBy !== undefined && { mustSuspend: await mustSuspend(log, seen) }),
    ...(await haltSeen(log, past, seen, act)),
    ...(findingIds.length > 0 && { others: await Promise.all(findingIds.map((id) => otherOf(log, beside, id, then))) }),
  };
}

/** A case as its stream tells it; a new one where nothing was done about the finding. */
export const caseOf = async (log: EventLog, findingId: string): Promise<Case> =>
  fold(violationCase, (await log.read(streamName('case', findingId))).map(fromLogged));

async function seenNow(log: EventLog, { queries }: Beside, findingId: string, then: Then): Promise<Seen | undefined> {
  const finding = await findingOfId(queries, findingId, { asOf: then.asOf, position: then.knownAt });
  if (!finding) return undefined;
  const first = await foundAt(queries, findingId);
  const [event] = first === undefined ? [] : (await log.readFrom(first, 1)).map(fromLogged);
  return seenOf(finding, event?.recordedAt ?? finding.since, then.knownAt);
}

// What was found before it came to stand was there to be detected only then.
function seenOf(finding: FindingAsOf, recordedAt: string, position: number): Seen {
  const { code, version, severity, state, since } = finding;
  const optional = ['accountId', 'officialId', 'unitId', 'profileId'] as const;
  return {
    ruleCode: code,
    ruleVersion: version,
    severity,
    findingState: state,
    since,
    detectedAt: recordedAt > since ? recordedAt : since,
    ...Object.fromEntries(optional.flatMap((name) => (finding[name] === undefined ? [] : [[name, finding[name]]]))),
    seenAt: String(position),
  };
}

async function conflictsOf(
  { queries }: Beside,
  subject: string | undefined,
  { assignee, decidedBy, second, signedBy }: Named,
  then: Then,
): Promise<Sight['conflicts']> {
  const conflicts: Record<string, 'subject' | 'line'> = {};
  if (subject === undefined) return conflicts;
  for (const person of [assignee, decidedBy, second, signedBy]) {
    if (person === undefined) continue;
    if (person === subject) conflicts[person] = 'subject';
    else if (await inOneLine(queries, person, subject, then)) conflicts[person] = 'line';
  }
  return conflicts;
}

// The profile that the finding was judged under, as it was in force when the fact occurred.
async function mustSuspend(log: EventLog, seen: Seen | undefined): Promise<NonNullable<Sight['mustSuspend']>> {
  const profiles = seen?.profileId === undefined ? [] : await log.read(streamName('policy', seen.profileId));
  const inForce = profiles
    .map((logged) => fromLogged(logged).data as PolicyProfileSet)
    .filter(({ effectiveFrom, effectiveTo = '~' }) => effectiveFrom <= seen!.since && seen!.since < effectiveTo)
    .reduce<PolicyProfileSet | undefined>((a, b) => (a && a.effectiveFrom > b.effectiveFrom ? a : b), undefined);
  const parameter = inForce?.params.suspendOnConfirm;
  const value = (parameter?.value ?? parameterDefaults.suspendOnConfirm) > 0 && seen?.accountId !== undefined;
  return parameter && 'clause' in parameter ? { value, clause: parameter.clause } : { value };
}

// Read in the log itself: who revokes and then closes need not wait for the views.
async function haltSeen(log: EventLog, { verdict }: Case, seen: Seen | undefined, act: Act): Promise<Partial<Sight>> {
  if (verdict?.is !== 'confirmed' || seen?.accountId === undefined) return {};
  const now: Then = { asOf: act.recordedAt, knownAt: Number.MAX_SAFE_INTEGER };
  const haltedBy = await haltOf(log, seen.accountId, verdict.at, now);
  return haltedBy === undefined ? {} : { haltedBy };
}

async function otherOf(log: EventLog, beside: Beside, findingId: string, then: Then): Promise<Other> {
  const past = await caseOf(log, findingId);
  const seen = (await seenNow(log, beside, findingId, then)) ?? past.seen;
  const { mergedInto } = await placeOf(beside.queries, findingId, then.knownAt);
  const bound = mergedInto !== undefined || past.merged.length > 0;
  return { findingId, ...(seen && { seen }), state: past.state, bound };
}
