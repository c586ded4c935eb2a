import type { AllStreamResolvedEvent, EventStoreDBClient, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { LogUnavailable } from '@app/ledger';
import type { Connection } from './connection.js';
import { Late, pause, type Patience } from './deadline.js';
import { verdictOf } from './failure.js';

/** An event as the client gives it, out of a stream or out of `$all`. */
export type Recorded = NonNullable<ResolvedEvent['event'] | AllStreamResolvedEvent['event']>;

/**
 * All events of a read. Each must come within the deadline. A read cut short by a replaced client looks to its reader
 * like one that ended, so the result counts only while its client is still the current one.
 * Repeats what leaves the outcome open, then rejects with `LogUnavailable`; what the store refuses is thrown as it is.
 */
export async function readAnew(
  connection: Connection,
  patience: Patience,
  what: string,
  read: (client: EventStoreDBClient) => StreamingRead<ResolvedEvent | AllStreamResolvedEvent>,
  signal = connection.closing,
): Promise<Recorded[]> {
  let cause: unknown;
  for (let attempt = 0; attempt < patience.tries; attempt++) {
    await pause(patience, attempt, signal);
    if (signal.aborted) break;
    const lease = await connection.lease();
    try {
      const events = await collected(read(lease.client), what, patience.deadlineMs, signal);
      if (connection.isCurrent(lease)) return events;
      cause = new Error('the connection was replaced during the read');
    } catch (error) {
      if (verdictOf(error) !== 'open') throw error;
      cause = error;
    }
  }
  throw new LogUnavailable(`${what} could not be read`, { cause });
}

async function collected(
  stream: StreamingRead<ResolvedEvent | AllStreamResolvedEvent>,
  what: string,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Recorded[]> {
  const events: Recorded[] = [];
  let whole = false;
  const timer = setTimeout(() => stream.destroy(new Late(what, deadlineMs)), deadlineMs);
  const end = () => stream.destroy();
  signal.addEventListener('abort', end);
  stream.on('error', alreadyThrown);
  try {
    for await (const { event } of stream) {
      timer.refresh();
      if (event) events.push(event);
    }
    whole = true;
    return events;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    if (!whole) leave(stream.cancel());
  }
}

/** Ends a call on the server without waiting for it: its channel may itself never come to be. */
export function leave(ending: Promise<void>): void {
  ending.catch(alreadyThrown);
}

/** The loop over the stream throws its errors; this listener keeps a later one from ending the process. */
export const alreadyThrown = (): void => undefined;
