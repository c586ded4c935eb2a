/** An event as the stub keeps it. `position` is commit and prepare position at once, as for every plain write. */
export interface StubEvent {
  stream: string;
  revision: bigint;
  id: string;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
  position: bigint;
  created: Date;
}
export type Proposed = Pick<StubEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** What the server makes of an append. `idempotent`: nothing was written, the numbers are those of the original. */
export type Outcome =
  | Readonly<{ kind: 'success'; revision: bigint; position: bigint; idempotent: boolean }>
  | Readonly<{ kind: 'nothing to write' }>
  | Readonly<{ kind: 'wrong version'; current: bigint | undefined }>
  | Readonly<{ kind: 'stream deleted' }>;

interface Stream {
  events: StubEvent[];
  firstVisible: bigint;
  tombstoned: boolean;
}
const deletedRevision = 2n ** 63n - 1n;
const recordOverhead = 97;

/**
 * Streams and `$all` as EventStoreDB keeps them: positions are byte offsets, system events lie between ours, and a
 * repeated append is answered by the server's idempotency table (CheckCommit, oss-v23.10), row by row.
 */
export class StoredLog {
  all: StubEvent[] = [];
  private readonly streams = new Map<string, Stream>();
  private recentIds = new Map<string, StubEvent>();
  private readonly listeners = new Set<(event: StubEvent) => void>();
  private nextPosition = 0n;
  private appends = 0;

  /** `statsEvery`: so many appends between two `$statsCollected` events; 0 for none, then the first event is at 0. */
  constructor(private readonly statsEvery = 3) {
    if (statsEvery > 0) this.writeStats();
  }

  onWritten(listener: (event: StubEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A restart, a new leader or an eviction: `any` and `stream_exists` lose their protection, exact revisions do not. */
  forgetRecentIds(): void {
    this.recentIds = new Map();
  }

  append(name: string, expected: Expected, events: readonly Proposed[]): Outcome {
    const stream = this.streams.get(name) ?? { events: [], firstVisible: 0n, tombstoned: false };
    if (stream.tombstoned) return { kind: 'stream deleted' };
    if (events.length === 0) return { kind: 'nothing to write' };
    const outcome =
      expected === 'any' || expected === 'stream_exists'
        ? this.byCache(name, stream, expected, events)
        : this.byRevision(stream, expected, events);
    if (outcome !== 'write') return outcome;
    this.streams.set(name, stream);
    if (this.softDeleted(stream)) this.truncate(name, BigInt(stream.events.length));
    const written = events.map((event) => this.write(name, event, BigInt(stream.events.length)));
    if (this.statsEvery > 0 && ++this.appends % this.statsEvery === 0) this.writeStats();
    const last = written[written.length - 1];
    return { kind: 'success', revision: last.revision, position: last.position, idempotent: false };
  }

  /** The visible events of a stream, or why there are none. */
  visible(name: string): readonly StubEvent[] | 'not found' | 'deleted' {
    const stream = this.streams.get(name);
    if (!stream || this.softDeleted(stream)) return 'not found';
    return stream.tombstoned ? 'deleted' : stream.events.filter((event) => event.revision >= stream.firstVisible);
  }

  /** Soft deletion: `$tb` at the highest revision. The next append goes on behind the hidden events. */
  softDelete(name: string): bigint {
    return this.truncate(name, deletedRevision);
  }

  /** Hides all events below a revision, as `$tb` in the stream's metadata does. `$all` still gives them. */
  truncate(name: string, before: bigint): bigint {
    const metadata = new TextEncoder().encode(`{"$tb":${before}}`);
    return this.writeSystem(`$$${name}`, '$metadata', metadata).position;
  }

  /** A tombstone: the stream is gone for ever and takes no append. */
  tombstone(name: string): bigint {
    const stream = this.streams.get(name) ?? { events: [], firstVisible: 0n, tombstoned: false };
    this.streams.set(name, stream);
    const trace = this.write(name, proposed('$streamDeleted', new Uint8Array()), deletedRevision);
    stream.tombstoned = true;
    return trace.position;
  }

  /** An older backup comes back: what lies behind a position was never written. */
  restoreTo(position: bigint): void {
    this.all = this.all.filter((event) => event.position <= position);
    this.nextPosition = position + BigInt(recordOverhead);
    for (const stream of this.streams.values())
      stream.events = stream.events.filter((event) => event.position <= position);
    this.forgetRecentIds();
  }

  private byRevision(stream: Stream, expected: 'no_stream' | bigint, events: readonly Proposed[]): Outcome | 'write' {
    const current = BigInt(stream.events.length) - 1n;
    const stated = typeof expected === 'bigint' ? expected : -1n;
    if (stated === current) return 'write';
    if (expected === 'no_stream' && this.softDeleted(stream)) return 'write';
    if (stated > current) return wrong(stream);
    const originals = events.map((event, i) => {
      const original = stream.events[Number(stated) + 1 + i] as StubEvent | undefined;
      return original && original.id === event.id && original.revision >= stream.firstVisible ? original : undefined;
    });
    const last = originals[originals.length - 1];
    return last && originals.every(Boolean) ? repeated(last) : wrong(stream);
  }

  private byCache(
    name: string,
    stream: Stream,
    expected: 'any' | 'stream_exists',
    events: readonly Proposed[],
  ): Outcome | 'write' {
    if (expected === 'stream_exists') {
      if (this.softDeleted(stream)) return { kind: 'stream deleted' };
      if (stream.events.length === 0 && !this.streams.has(`$$${name}`)) return wrong(stream);
    }
    const known = events.map((event) => this.recentIds.get(event.id));
    if (known[0]?.stream !== name) return 'write';
    const last = known[known.length - 1];
    return last && known.every((event) => event?.stream === name) ? repeated(last) : wrong(stream);
  }

  private softDeleted(stream: Stream): boolean {
    return !stream.tombstoned && stream.firstVisible === deletedRevision;
  }

  private writeStats(): void {
    this.writeSystem('$stats-127.0.0.1:2113', '$statsCollected', new TextEncoder().encode('{"proc-cpu":1.5}'));
  }

  private writeSystem(name: string, type: string, data: Uint8Array): StubEvent {
    const stream = this.streams.get(name) ?? { events: [], firstVisible: 0n, tombstoned: false };
    this.streams.set(name, stream);
    return this.write(name, proposed(type, data), BigInt(stream.events.length));
  }

  private write(name: string, event: Proposed, revision: bigint): StubEvent {
    const written = { ...event, stream: name, revision, position: this.nextPosition, created: new Date() };
    this.nextPosition += BigInt(recordOverhead + 2 * name.length + 2 * event.type.length + event.data.length);
    this.all.push(written);
    this.recentIds.set(event.id, written);
    if (revision !== deletedRevision) this.streams.get(name)?.events.push(written);
    if (name.startsWith('$$') && event.type === '$metadata') this.applyMetadata(name.slice(2), event.data);
    for (const listener of this.listeners) listener(written);
    return written;
  }

  private applyMetadata(name: string, data: Uint8Array): void {
    const before = /"\$tb":(\d+)/.exec(new TextDecoder().decode(data))?.[1];
    const stream = this.streams.get(name);
    if (stream && before) stream.firstVisible = BigInt(before);
  }
}

const repeated = ({ revision, position }: StubEvent): Outcome => ({
  kind: 'success',
  revision,
  position,
  idempotent: true,
});
const wrong = (stream: Stream): Outcome => ({ kind: 'wrong version', current: stream.events.at(-1)?.revision });
const proposed = (type: string, data: Uint8Array): Proposed => ({
  id: crypto.randomUUID(),
  type,
  contentType: 'application/json',
  data,
  metadata: new Uint8Array(),
});
