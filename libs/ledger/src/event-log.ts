import { canonical } from './canonical.js';
import type { Envelope, RecordedEvent } from './event.js';

/** One event as the log keeps it: the canonical envelope's bytes, and beside them what the store indexes. */
export interface StoredEvent {
  stream: string;
  version: number;
  eventId: string;
  type: string;
  body: Uint8Array;
}

export interface LoggedEvent extends StoredEvent {
  position: number;
}

/** An all-or-nothing append to one stream that must hold exactly `expected` events. */
export interface Write {
  stream: string;
  expected: number;
  events: readonly StoredEvent[];
}

/** `position` is that of the write's last event; `actual` is how many events the stream holds instead. */
export type Appended = Readonly<{ ok: true; position: number }> | Readonly<{ ok: false; actual: number }>;

/**
 * The log of all events: the port that SQLite, EventStoreDB and the in-memory log implement.
 * Its promises are the contract suite of `event-log.contract.ts`.
 */
export interface EventLog {
  /**
   * Appends each write whole or not at all; several may share one disk flush. Answers, in order, which were written.
   * When it resolves, what it calls written is durable. Rejects with `LogUnavailable` when nothing more can be said:
   * a caller then retries with the same ids and the same expected count, or reads the stream back.
   */
  append(writes: readonly Write[]): Promise<readonly Appended[]>;
  /** The stream's events from version `from` on, in order; none where the stream does not exist. */
  read(stream: string, from?: number): Promise<readonly LoggedEvent[]>;
  /** At most `limit` events with a position above `after`, in log order; `after` is 0 or an event's own position. The first position is above 0. */
  readAll(after: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** At most `limit` events from the one at a position on, in log order. The position must be an event's own. */
  readFrom(position: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** All events after a position, then each new one soon after it is durable, in batches; ends when `signal` aborts. */
  follow(after: number, signal: AbortSignal): AsyncIterable<readonly LoggedEvent[]>;
  close(): Promise<void>;
}

/** What runs along a log needs of it: it never writes. */
export type Followed = Pick<EventLog, 'readAll' | 'follow'>;

/** The log cannot take or give events now. Whether an append was written is unknown. */
export class LogUnavailable extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(why, options);
    this.name = 'LogUnavailable';
  }
}

/** The largest stored body, in bytes: a Merkle leaf must stay below 65,536 (tlog-tiles). */
export const maxBodyBytes = 60 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const members = {
  actor: true,
  causationId: true,
  command: true,
  correlationId: true,
  data: true,
  eventId: true,
  occurredAt: true,
  recordedAt: true,
  requestId: true,
  schemaVersion: true,
  source: true,
  stream: true,
  type: true,
  unitId: true,
  version: true,
} satisfies Record<keyof Envelope, true>;
const known: ReadonlySet<string> = new Set(Object.keys(members));

/**
 * The stored form of an envelope. Throws a TypeError for what canonical JSON excludes and for members that an envelope
 * does not have, a RangeError past 60 KiB.
 */
export function toStored(envelope: Envelope): StoredEvent {
  return storedWith(envelope, canonical(envelope.data));
}

/** `toStored` where the canonical form of the data is known already. */
export function storedWith(envelope: Omit<Envelope, 'data'>, dataText: string): StoredEvent {
  for (const name in envelope) if (!known.has(name)) throw new TypeError(`an envelope has no member ${name}`);
  const { actor, causationId, command, correlationId } = envelope;
  const { eventId, occurredAt, recordedAt, requestId, schemaVersion, source, stream, type, unitId, version } = envelope;
  const before = canonical({ actor, causationId, command, correlationId });
  const after = canonical({
    eventId, occurredAt, recordedAt, requestId, schemaVersion, source, stream, type, unitId, version,
  }); // prettier-ignore
  const body = encoded(`${before.slice(0, -1)},"data":${dataText},${after.slice(1)}`);
  if (body.length > maxBodyBytes)
    throw new RangeError(`an event may have ${maxBodyBytes} bytes, this has ${body.length}`);
  return { stream, version, eventId, type, body };
}

// Bodies lie side by side in larger buffers: one of its own for each costs the garbage collector more than its text.
const bufferBytes = 128 * 1024;
let buffer = new Uint8Array(0);
let used = 0;
function encoded(text: string): Uint8Array {
  const most = text.length * 3;
  if (most > bufferBytes / 4) return encoder.encode(text);
  if (used + most > buffer.length) {
    buffer = new Uint8Array(bufferBytes);
    used = 0;
  }
  const from = used;
  used += encoder.encodeInto(text, buffer.subarray(from)).written;
  return buffer.subarray(from, used);
}

/** The envelope of a stored event, with its position. Asserts that store and envelope name the same event. */
export function fromLogged(logged: LoggedEvent): RecordedEvent {
  const event = JSON.parse(decoder.decode(logged.body)) as RecordedEvent;
  if (
    event.eventId !== logged.eventId ||
    event.stream !== logged.stream ||
    event.version !== logged.version ||
    event.type !== logged.type
  ) {
    throw new Error(`the envelope stored at position ${logged.position} names another event than the store does`);
  }
  event.position = logged.position;
  return event;
}
