import type { Position } from '@eventstore/db-client';
import type { LoggedEvent } from '@app/ledger';
import { LogBroken } from './failure.js';
import type { Recorded } from './reading.js';

/** Streams of the ledger begin with a small letter; those of the server begin with `$`. */
export const ours = '^[a-z]';
/** Streams of the ledger and their metadata, in which deletion and truncation leave their traces. */
export const oursAndTraces = '^(\\$\\$)?[a-z]';

const oursPattern = new RegExp(ours);
/** Whether an event belongs to the log: no system event, not even in a stream of ours. */
export const isOurs = ({ streamId, type }: Recorded): boolean => oursPattern.test(streamId) && !type.startsWith('$');

/** The log's position of an event: one above the server's commit position, which may be 0. */
export function positionOf(position: Position | undefined): number {
  if (!position) throw new LogBroken('a position is needed: EventStoreDB gives it from 22.6 on');
  if (position.commit !== position.prepare)
    throw new LogBroken(`the event at ${position.commit} was written in a transaction of the old protocol`);
  if (position.commit >= BigInt(Number.MAX_SAFE_INTEGER))
    throw new LogBroken(`position ${position.commit} is above what a number holds exactly`);
  return Number(position.commit) + 1;
}

/** The server's position of an event of the log. */
export function placeOf(position: number): Position {
  const commit = BigInt(position - 1);
  return { commit, prepare: commit };
}

/** The log's event. Throws `LogBroken` when it was not stored as bytes. */
export function toLogged({ streamId, revision, id, type, data, isJson, position }: Recorded): LoggedEvent {
  if (isJson || !(data instanceof Uint8Array))
    throw new LogBroken(`event ${id} of ${streamId} is stored as JSON: its bytes are not those of the ledger`);
  return {
    stream: streamId,
    version: Number(revision),
    eventId: id,
    type,
    body: data,
    position: positionOf(position),
  };
}
