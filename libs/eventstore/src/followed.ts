import {
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
} from '@eventstore/db-client';
import type { Connection, Lease } from './connection.js';
import { Late, pause, type Patience } from './deadline.js';
import { LogBroken, verdictOf } from './failure.js';
import { placeOf, positionOf } from './logged.js';
import type { LoggedStreams } from './logged-streams.js';
import { alreadyThrown, leave, type Recorded } from './reading.js';

/** Bounds how far the server runs ahead of a slow follower, and so the size of a batch. */
const highWaterMark = 256;

/**
 * Events of the streams that a pattern names, in log order, each once, for as long as the signal and the connection
 * last. Subscriptions never come back by themselves: a lost one is taken up again behind the last event delivered,
 * with growing pauses. It resumes from events only, never from the server's checkpoints, which may lie on a system
 * event that a scavenge removes; so no checkpoint callback exists that could throw.
 * Throws `LogBroken` when the position wanted lies beyond the end of the log, and what the store refuses.
 */
export async function* followed(
  connection: Connection,
  patience: Patience,
  streams: LoggedStreams,
  pattern: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Recorded[]> {
  const over = AbortSignal.any([signal, connection.closing]);
  for (let attempt = 0; !over.aborted; attempt++) {
    await pause(patience, attempt, over);
    try {
      if (after > 0) await refuseBeyondEnd(streams, after, over);
      for await (const batch of subscribed(await connection.lease(), patience, pattern, after, over)) {
        const fresh = batch.filter(({ position }) => positionOf(position) > after);
        if (fresh.length === 0) continue;
        after = positionOf(fresh[fresh.length - 1].position);
        attempt = 0;
        yield fresh;
        if (over.aborted) return;
      }
    } catch (error) {
      if (!over.aborted && verdictOf(error) !== 'open') throw error;
    }
  }
}

/** A server restored from an older backup would skip in silence what it writes up to the follower's position. */
async function refuseBeyondEnd(streams: LoggedStreams, after: number, over: AbortSignal): Promise<void> {
  const end = await streams.end(over);
  if (after > end)
    throw new LogBroken(
      `a follower stands at ${after} and the log ends at ${end}: it was restored from an older backup`,
    );
}

async function* subscribed(
  { client }: Lease,
  { deadlineMs }: Patience,
  pattern: string,
  after: number,
  over: AbortSignal,
): AsyncGenerator<Recorded[]> {
  const fromPosition = after > 0 ? placeOf(after) : START;
  const filter = streamNameFilter({ regex: pattern });
  const subscription = client.subscribeToAll({ fromPosition, filter, requiresLeader: true }, { highWaterMark });
  const timer = setTimeout(() => subscription.destroy(new Late('a subscription', deadlineMs)), deadlineMs);
  const end = () => subscription.destroy();
  subscription.on('error', alreadyThrown).on('confirmation', () => clearTimeout(timer));
  over.addEventListener('abort', end);
  try {
    if (over.aborted) return;
    for await (const resolved of subscription) {
      yield [resolved, ...buffered(subscription)].flatMap(({ event }) => event ?? []);
    }
  } finally {
    clearTimeout(timer);
    over.removeEventListener('abort', end);
    leave(subscription.unsubscribe());
  }
}

function* buffered(subscription: AllStreamSubscription): Generator<AllStreamResolvedEvent> {
  for (let next: unknown; (next = subscription.read()) !== null;) yield next as AllStreamResolvedEvent;
}
