import { LogUnavailable, type Appended, type EventLog, type LoggedEvent, type Write } from '@app/ledger';
import { Connection } from './connection.js';
import type { Patience } from './deadline.js';
import { followed } from './followed.js';
import { isOurs, ours, oursAndTraces, positionOf, toLogged } from './logged.js';
import { LoggedStreams } from './logged-streams.js';
import type { Recorded } from './reading.js';
import { settledAppend } from './settled-append.js';

/** `connectionString`: esdb://… with TLS and URL-encoded credentials. Without more, 4 tries of 3 s each. */
export interface EventStoreLogOptions extends Partial<Patience> {
  connectionString: string;
}

/** What the store holds in our streams and in their metadata, deletions included. */
export interface Trace {
  position: number;
  stream: string;
  /** 9223372036854775807 for the tombstone of a stream. */
  revision: bigint;
  eventId: string;
  type: string;
  /** Bytes as they are stored, or, for the server's own events, parsed JSON. */
  data: unknown;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const streamName = new RegExp(ours);

/** The event log on EventStoreDB 22.6 or later, through @eventstore/db-client 6.2.1. */
export class EventStoreLog implements EventLog {
  private readonly streams: LoggedStreams;
  private readonly closer = new AbortController();

  private constructor(
    private readonly connection: Connection,
    private readonly patience: Patience,
  ) {
    this.streams = new LoggedStreams(connection, patience);
  }

  /** Does no I/O yet. A process has one client: the same connection string shares it, another one is refused. */
  static async open({ connectionString, ...patience }: EventStoreLogOptions): Promise<EventStoreLog> {
    const connection = await Connection.open(connectionString);
    return new EventStoreLog(connection, { deadlineMs: 3_000, tries: 4, backoffMs: 100, ...patience });
  }

  /**
   * Writes to different streams run side by side, those to one stream in order. Throws a TypeError for what the store
   * would take and spoil, and an Error for what it refuses (access, size, a deleted stream).
   */
  async append(writes: readonly Write[]): Promise<readonly Appended[]> {
    this.refuseClosed();
    writes.forEach(refuseUnstorable);
    const answers: Appended[] = [];
    const streams = [...new Set(writes.map(({ stream }) => stream))];
    const settled = await Promise.allSettled(
      streams.map(async (stream) => {
        for (const [i, write] of writes.entries())
          if (write.stream === stream) answers[i] = await settledAppend(this.connection, this.patience, write);
      }),
    );
    const failed = settled.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return answers;
  }

  async read(stream: string, from = 0): Promise<readonly LoggedEvent[]> {
    this.refuseClosed();
    return await this.streams.read(stream, from);
  }

  async readAll(after: number, limit: number): Promise<readonly LoggedEvent[]> {
    this.refuseClosed();
    return await this.streams.readAll(after, limit);
  }

  async readFrom(position: number, limit: number): Promise<readonly LoggedEvent[]> {
    this.refuseClosed();
    return await this.streams.readFrom(position, limit);
  }

  /** Outlives lost connections. Throws `LogBroken` when `after` lies beyond the end of the log. */
  async *follow(after: number, signal: AbortSignal): AsyncIterable<readonly LoggedEvent[]> {
    for await (const batch of this.followed(ours, after, signal)) {
      const events = batch.filter(isOurs).map(toLogged);
      if (events.length > 0) yield events;
    }
  }

  /** As `follow`, with the server's own events in our streams and their metadata: what deletes, hides or truncates. */
  async *followTraces(after: number, signal: AbortSignal): AsyncIterable<readonly Trace[]> {
    for await (const batch of this.followed(oursAndTraces, after, signal)) {
      yield batch.map(traceOf);
    }
  }

  /** What deletes, hides or truncates a stream of ours, up to the present end of the store. */
  async *traces(): AsyncIterable<readonly Trace[]> {
    this.refuseClosed();
    for await (const page of this.streams.traces()) yield page.map(traceOf);
  }

  async close(): Promise<void> {
    if (this.closer.signal.aborted) return;
    this.closer.abort();
    await this.connection.release();
  }

  private followed(pattern: string, after: number, signal: AbortSignal) {
    const over = AbortSignal.any([signal, this.closer.signal]);
    return followed(this.connection, this.patience, this.streams, pattern, after, over);
  }

  private refuseClosed(): void {
    if (this.closer.signal.aborted) throw new LogUnavailable('the log is closed');
  }
}

const traceOf = ({ position, streamId: stream, revision, id: eventId, type, data }: Recorded): Trace => ({
  ...{ position: positionOf(position), stream, revision, eventId, type, data },
});

function refuseUnstorable({ stream, expected, events }: Write): void {
  if (!streamName.test(stream)) throw new TypeError(`a stream begins with a small letter, not as ${stream}`);
  if (events.length === 0) throw new TypeError(`a write to ${stream} has no event`);
  events.forEach((event, i) => {
    if (!uuid.test(event.eventId)) throw new TypeError(`${event.eventId} is no UUID in small letters`);
    if (event.type === '' || event.type.startsWith('$')) throw new TypeError(`${event.type} is no event type of ours`);
    if (event.stream !== stream || event.version !== expected + i)
      throw new TypeError(`${event.stream}@${event.version} cannot be written to ${stream}@${expected + i}`);
    if (!(event.body instanceof Uint8Array)) throw new TypeError(`the body of ${event.eventId} is not bytes`);
  });
}
