import {
  binaryEvent,
  NO_STREAM,
  type AppendToStreamOptions,
  type WrongExpectedVersionError,
} from '@eventstore/db-client';
import { LogUnavailable, type Appended, type StoredEvent, type Write } from '@app/ledger';
import type { Connection } from './connection.js';
import { pause, within, type Patience } from './deadline.js';
import { LogBroken, verdictOf } from './failure.js';
import { LoggedStreams } from './logged-streams.js';

/**
 * Appends one write and finds out what became of it. A try without an answer may have been written: it is repeated
 * with the same ids and the same exact revision, for which the server's protection is durable. The server compares
 * ids and never payloads, and puts what follows a deleted stream elsewhere, so what it calls written is read back:
 * only the same ids with the same bytes in the same place count.
 * Rejects with `LogUnavailable` when the outcome is still open after the last try.
 */
export async function settledAppend(connection: Connection, patience: Patience, write: Write): Promise<Appended> {
  const streams = new LoggedStreams(connection, { ...patience, tries: 1 });
  let open: unknown;
  for (let attempt = 0; attempt < patience.tries; attempt++) {
    await pause(patience, attempt, connection.closing);
    try {
      const refusedBy = await tried(connection, patience, write);
      if (refusedBy !== undefined && open === undefined) return { ok: false, actual: refusedBy };
      const found = await foundOf(streams, write);
      if (found) return found;
      if (refusedBy !== undefined) return missing(write, refusedBy);
      open = new Error('the write was acknowledged and is not there');
    } catch (error) {
      const verdict = verdictOf(error);
      if (verdict === 'broken') throw error;
      if (verdict === 'refused' && open === undefined)
        throw new Error(`EventStoreDB refuses to append to ${write.stream}: ${(error as Error).message}`, {
          cause: error,
        });
      open = error;
      if (verdict === 'refused') break;
    }
  }
  const found = await foundOf(streams, write).catch((error: unknown) => {
    if (verdictOf(error) === 'broken') throw error;
  });
  if (found) return found;
  throw new LogUnavailable(`whether ${write.stream} was appended to is unknown`, { cause: open });
}

/** Undefined when the server says written, else how many events the stream holds. */
async function tried(connection: Connection, { deadlineMs }: Patience, write: Write): Promise<number | undefined> {
  const { stream, expected, events } = write;
  const proposed = events.map(({ eventId: id, type, body: data }) => binaryEvent({ id, type, data }));
  const options: AppendToStreamOptions = {
    expectedRevision: expected === 0 ? NO_STREAM : BigInt(expected - 1),
    requiresLeader: true,
    deadline: deadlineMs,
  };
  return await connection.appends.run(deadlineMs, async () => {
    const lease = await connection.lease();
    try {
      const append = lease.client.appendToStream(stream, proposed, options);
      await within(deadlineMs, `an append to ${stream}`, append);
      return undefined;
    } catch (error) {
      const verdict = verdictOf(error);
      if (verdict === 'open') connection.blame(lease, error);
      if (verdict !== 'wrong version') throw error;
      const { actualVersion } = error as WrongExpectedVersionError;
      return actualVersion === NO_STREAM ? 0 : Number(actualVersion) + 1;
    }
  });
}

/** What the stream itself says of a write: there, never to come, or (undefined) nothing yet. */
async function foundOf(streams: LoggedStreams, { stream, expected, events }: Write): Promise<Appended | undefined> {
  const found = await streams.read(stream, expected, events.length);
  if (found.length === 0) return undefined;
  const same = found.length === events.length && found.every((event, i) => isSame(event, events[i]));
  if (same) return { ok: true, position: found[found.length - 1].position };
  return { ok: false, actual: await streams.count(stream) };
}

function missing({ stream, expected }: Write, actual: number): Appended {
  if (actual > expected) throw new LogBroken(`${stream} has ${actual} events, and those from ${expected} on are gone`);
  return { ok: false, actual };
}

function isSame(found: StoredEvent, sent: StoredEvent): boolean {
  return found.eventId === sent.eventId && found.type === sent.type && Buffer.compare(found.body, sent.body) === 0;
}
