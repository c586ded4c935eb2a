import type { Envelope, EventLog, Queries } from '@app/ledger';
import type { LookupPerformed } from '../lookups/events.js';
import type { Then } from '../pages.js';
import { dayMs } from '../time.js';
import { explanationsAt, type Explanation } from '../violations/explanations-of.js';
import { findingsAt, type FindingAsOf } from '../violations/findings-of.js';
import { eventsAt } from './events-at.js';
import { inLots } from './lots.js';
import { filesAt, type Cited } from './files-at.js';
import { RightsThen, type RightThen } from './rights-then.js';

/** What a rule found in an event, in short; `GET /v1/findings/{id}` tells the rest. */
export type FindingThen = Pick<FindingAsOf, 'findingId' | 'code' | 'severity' | 'state' | 'since' | 'until'>;

/** An event as it was stored, with what held at its moment; citizens are tokens. */
export interface Told extends Cited {
  position: string;
  /** Recorded more than 24 hours after it occurred (ghi nhận muộn). */
  recordedLate: boolean;
  event: Envelope;
  /** The rights of the event's account at its moment; of all accounts that the asked official held, where it has none. */
  rights: readonly RightThen[];
  findings: readonly FindingThen[];
  /** Of a look-up that was carried out: the lawful reason for it, by all that was known then. */
  explanation?: Explanation;
}

/** Tells the events at some positions, in the order given, with the rights, files and findings of their moments. */
export async function tell(
  queries: Queries,
  log: EventLog,
  positions: readonly number[],
  then: Then,
  holder: { officialId: string; rights: RightsThen } | undefined,
): Promise<readonly Told[]> {
  const byPosition = await eventsAt(log, positions);
  const events = positions.map((position) => byPosition.get(position)!);
  const accountOf = ({ data }: { data: object }) => (data as { accountId?: string }).accountId;
  const accounts = events.map(accountOf).filter((accountId) => accountId !== undefined);
  const rights = await RightsThen.read(queries, accounts, then.knownAt);
  const cited = await filesAt(queries, log, events, then);
  const findings = await findingsOn(queries, events, then);
  const looks = events.filter(({ type }) => type === 'LookupPerformed');
  const explanations = await explanationsAt(queries, looks.map(lookOf), then.knownAt);
  return events.map(({ position, ...event }): Told => {
    const accountId = accountOf(event);
    const explanation = explanations.get(event.eventId);
    const right = accountId === undefined ? undefined : rights.at(accountId, event.occurredAt);
    const ofHolder = accountId === undefined ? holder?.rights.heldAt(holder.officialId, event.occurredAt) : undefined;
    return {
      position: String(position),
      recordedLate: Date.parse(event.recordedAt) - Date.parse(event.occurredAt) > dayMs,
      event,
      rights: right ? [right] : (ofHolder ?? []),
      ...cited({ ...event, position }),
      findings: findings.get(event.eventId) ?? [],
      ...(explanation && { explanation }),
    };
  });
}

const lookOf = ({ eventId, occurredAt, data }: Envelope) => {
  return { eventId, occurredAt, accountId: (data as LookupPerformed).accountId };
};

async function findingsOn(
  queries: Queries,
  events: readonly Envelope[],
  { asOf, knownAt: position }: Then,
): Promise<ReadonlyMap<string, readonly FindingThen[]>> {
  const findings = new Map<string, FindingThen[]>();
  for (const lot of inLots(events.map(({ eventId }) => eventId))) {
    for (const { anchor, ...found } of await findingsAt(queries, lot, { asOf, position })) {
      const { findingId, code, severity, state, since, until } = found;
      const there = findings.get(anchor) ?? findings.set(anchor, []).get(anchor)!;
      there.push({ findingId, code, severity, state, since, until });
    }
  }
  return findings;
}
