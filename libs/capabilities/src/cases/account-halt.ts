import { fromLogged, streamName, type EventLog } from '@app/ledger';
import type { Then } from '../pages.js';

interface Effect {
  eventId: string;
  type: string;
  position: number;
  occurredAt: string;
  effectiveAt: string;
}
const halts = ['AccountSuspended', 'AccountRevoked'];
const acts = [...halts, 'AccountGranted', 'AccountReinstated'];

/**
 * The event that suspended or revoked an account so that it did not go on after an instant: the last act in effect
 * there, else the first such act after it. `undefined` where nothing stopped it. Also of an account that was never
 * granted here, where its system reports the act.
 */
export async function haltOf(log: EventLog, accountId: string, after: string, then: Then): Promise<string | undefined> {
  const effects = (await log.read(streamName('account', accountId)))
    .map(fromLogged)
    .filter(({ type, position, occurredAt }) => {
      return acts.includes(type) && position <= then.knownAt && occurredAt <= then.asOf;
    })
    .map(({ eventId, type, position, occurredAt, data }): Effect => {
      const { effectiveAt, validFrom } = data as { effectiveAt?: string; validFrom?: string };
      return { eventId, type, position, occurredAt, effectiveAt: effectiveAt ?? validFrom ?? occurredAt };
    })
    .sort((a, b) =>
      a.effectiveAt === b.effectiveAt ? a.position - b.position : a.effectiveAt < b.effectiveAt ? -1 : 1,
    );
  const before = effects.findLast(({ effectiveAt }) => effectiveAt <= after);
  if (before && halts.includes(before.type)) return before.eventId;
  return effects.find(({ type, effectiveAt }) => halts.includes(type) && effectiveAt > after)?.eventId;
}
