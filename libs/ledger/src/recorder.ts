import { Bell } from './bell.js';
import { fromLogged, LogUnavailable, storedWith, type Appended, type EventLog, type Write } from './event-log.js';
import type { Envelope, NewEvent, RecordedEvent } from './event.js';

/** An observed fact on its way into the log: it is recorded, never judged. */
export interface Fact {
  /** Fixed by its source and the source's own id, so that a re-send carries it again. */
  eventId: string;
  stream: string;
  /** Of its canonical body without the ledger's own fields: what "the same fact" means. */
  hash: string;
  event: Omit<NewEvent, 'recordedAt' | 'data'>;
  /** The canonical form of its data: all that is kept of it while it waits. */
  dataText: string;
}

/**
 * What became of a fact. A duplicate is a success; in a conflict the first body stands. `position` is that of the last
 * event of the write that brought it: what a reader waits for to see it.
 */
export type Outcome =
  Readonly<{ status: 'recorded' | 'duplicate'; position: number }> | Readonly<{ status: 'conflict'; position: number }>;

/** What the ledger holds already, by event id: the older past that the writer has forgotten. */
export interface Received {
  find(eventIds: readonly string[]): Promise<ReadonlyMap<string, Kept>>;
}
export interface Kept {
  hash: string;
  position: number;
}

/** An id that is being written or was written lately. Its members hold once its sending is settled. */
interface Entry extends Kept {
  /** Whether it was there before it was sent. */
  wasThere: boolean;
  /** Why its writing failed; it is forgotten then. */
  failure?: Error;
  sending: Sending;
}
/** A fact in a queue, with its entry. */
interface Waiting {
  fact: Fact;
  recordedAt: string;
  entry: Entry;
}

/** Facts that were sent together; settled when each of them is written, found or given up. */
class Sending {
  private left = 0;
  private finish = (): void => undefined;
  readonly settled = new Promise<void>((resolve) => (this.finish = resolve));

  add(): void {
    this.left++;
  }

  one(): void {
    if (--this.left === 0) this.finish();
  }
}
const longSettled = new Sending();
longSettled.add();
longSettled.one();

/** One stream being written: how many events it holds as far as known, and who waits for it. */
interface Lane {
  stream: string;
  held: number;
  waiting: Waiting[];
  busy: boolean;
}

/**
 * Writes observed facts, each once for ever, however often and wherever it is sent again. Facts of one stream are
 * appended in turn with the exact count; when that was wrong or the outcome unknown, the stream is read and what is
 * already there is dropped. Ids are looked up in `received` and, for what that has not reached yet, in memory.
 */
export class Recorder {
  private readonly recent = new Map<string, Entry>();
  private readonly lanes = new Map<string, Lane>();
  private readonly ready = new Set<Lane>();
  private readonly forgotten = new Bell();
  private scheduled = false;

  constructor(
    private readonly log: EventLog,
    private readonly received: Received,
    private readonly now: () => string,
    /** The hash of a stored event's fact or command, as `Fact.hash` has it. */
    private readonly hashOf: (event: RecordedEvent) => string,
    /** How many ids it keeps in memory, and how long, in ms, a sender waits for room before it is told to come again. */
    private readonly limits = { ids: 250_000, waitMs: 10_000 },
  ) {}

  /** Takes into memory what `received` has not reached: all events after its checkpoint. Call before the first fact. */
  async open(receivedUpTo: number): Promise<void> {
    for (let after = receivedUpTo; ;) {
      const page = await this.log.readAll(after, 1000);
      if (page.length === 0) return;
      for (const event of page.map(fromLogged)) this.note(event.eventId, this.hashOf(event), event.position);
      after = page[page.length - 1].position;
    }
  }

  /** Remembers an event that was written another way, so that its id is known at once. */
  note(eventId: string, hash: string, position: number): void {
    this.recent.set(eventId, { hash, position, wasThere: true, sending: longSettled });
  }

  /** Forgets what `received` has reached. */
  forget(receivedUpTo: number): void {
    for (const [eventId, { position }] of this.recent) {
      if (position === unwritten || position > receivedUpTo) break;
      this.recent.delete(eventId);
    }
    this.forgotten.ring();
  }

  /** What is known of event ids, in memory or in `received`. */
  async find(eventIds: readonly string[]): Promise<ReadonlyMap<string, Kept>> {
    const found = new Map(await this.received.find(eventIds));
    for (const eventId of eventIds) {
      const entry = this.recent.get(eventId);
      if (!entry) continue;
      await entry.sending.settled;
      found.set(eventId, written(entry));
    }
    return found;
  }

  /**
   * Records facts and answers in their order, once all of them are durable. Rejects with the log's `LogUnavailable`
   * when that cannot be said; a re-send then finds out. Senders that are far ahead of `received` wait for it.
   */
  async record(facts: readonly Fact[]): Promise<readonly Outcome[]> {
    if (this.recent.size >= this.limits.ids) await this.room();
    const sending = new Sending();
    const sendings = new Set<Sending>();
    const fresh: Waiting[] = [];
    const entries: Entry[] = [];
    const isFirst: boolean[] = [];
    const recordedAt = this.now();
    for (const fact of facts) {
      const known = this.recent.get(fact.eventId);
      const entry = known ?? this.enter(fact, recordedAt, sending, fresh);
      entries.push(entry);
      isFirst.push(known === undefined);
      sendings.add(entry.sending);
    }
    if (fresh.length > 0) await this.write(fresh);
    for (const { settled } of sendings) await settled;
    return entries.map((entry, i): Outcome => {
      const { hash, position, wasThere } = written(entry);
      if (hash !== facts[i].hash) return { status: 'conflict', position };
      return { status: isFirst[i] && !wasThere ? 'recorded' : 'duplicate', position };
    });
  }

  private async room(): Promise<void> {
    const patience = AbortSignal.timeout(this.limits.waitMs);
    while (this.recent.size >= this.limits.ids) {
      if (patience.aborted) throw new LogUnavailable('the views are too far behind the log to take in more');
      await this.forgotten.next(patience);
    }
  }

  private enter(fact: Fact, recordedAt: string, sending: Sending, fresh: Waiting[]): Entry {
    const entry = { hash: fact.hash, position: unwritten, wasThere: false, sending };
    sending.add();
    fresh.push({ fact, recordedAt, entry });
    this.recent.set(fact.eventId, entry);
    return entry;
  }

  private async write(fresh: readonly Waiting[]): Promise<void> {
    try {
      const held = await this.received.find(fresh.map(({ fact }) => fact.eventId));
      for (const waiting of fresh) {
        const kept = held.get(waiting.fact.eventId);
        if (kept) keep(waiting.entry, kept.hash, kept.position, true);
        else this.queue(waiting);
      }
      this.schedule();
    } catch (error) {
      this.giveUp(fresh, error);
    }
  }

  private giveUp(waiting: readonly Waiting[], error: unknown): void {
    for (const { fact, entry } of waiting) {
      if (entry.position !== unwritten) continue;
      this.recent.delete(fact.eventId);
      entry.failure = error as Error;
      entry.sending.one();
    }
  }

  private queue(waiting: Waiting): void {
    const lane = this.laneOf(waiting.fact.stream);
    lane.waiting.push(waiting);
    if (!lane.busy) this.ready.add(lane);
  }

  private laneOf(stream: string): Lane {
    let lane = this.lanes.get(stream);
    if (!lane) {
      lane = { stream, held: 0, waiting: [], busy: false };
      this.lanes.set(stream, lane);
      if (this.lanes.size > maxLanes) this.dropIdleLanes();
    }
    return lane;
  }

  // A forgotten stream costs one refused append when it is written again.
  private dropIdleLanes(): void {
    for (const [stream, lane] of this.lanes) {
      if (this.lanes.size <= maxLanes / 2) return;
      if (!lane.busy && lane.waiting.length === 0) this.lanes.delete(stream);
    }
  }

  private schedule(): void {
    if (this.scheduled || this.ready.size === 0) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      const lanes = [...this.ready];
      this.ready.clear();
      void this.append(lanes);
    });
  }

  private async append(lanes: readonly Lane[]): Promise<void> {
    const taken = lanes.map((lane) => {
      lane.busy = true;
      return lane.waiting.splice(0, maxPerWrite);
    });
    let answers: readonly Appended[] = [];
    let failure: { error: unknown } | undefined;
    try {
      answers = await this.log.append(lanes.map((lane, i) => writeOf(lane, taken[i])));
    } catch (error) {
      failure = { error };
    }
    const unsettled: Promise<void>[] = [];
    for (const [i, lane] of lanes.entries()) {
      const answer = answers[i];
      if (failure) this.giveUp(taken[i], failure.error);
      else if (answer.ok) this.wrote(lane, taken[i], answer.position);
      else unsettled.push(this.lookAgain(lane, taken[i], answer.actual));
      if (failure || answer.ok) this.free(lane);
    }
    await Promise.all(unsettled);
    this.schedule();
  }

  private free(lane: Lane): void {
    lane.busy = false;
    if (lane.waiting.length > 0) this.ready.add(lane);
  }

  private wrote(lane: Lane, taken: readonly Waiting[], position: number): void {
    lane.held += taken.length;
    for (const { fact, entry } of taken) keep(entry, fact.hash, position, false);
  }

  // The stream holds another number of events than was known: what of these it has already is kept, the rest waits.
  private async lookAgain(lane: Lane, taken: readonly Waiting[], actual: number): Promise<void> {
    try {
      lane.waiting.unshift(...(await this.missing(lane, taken, actual)));
    } catch (error) {
      this.giveUp(taken, error);
    }
    this.free(lane);
  }

  private async missing(lane: Lane, taken: readonly Waiting[], actual: number): Promise<readonly Waiting[]> {
    const tail = await this.log.read(lane.stream, Math.min(lane.held, actual));
    lane.held = actual;
    const there = new Map<string, Kept>();
    for (const event of tail.map(fromLogged)) {
      const kept = { hash: this.hashOf(event), position: event.position };
      there.set(event.eventId, kept);
      if (!this.recent.has(event.eventId)) this.note(event.eventId, kept.hash, kept.position);
    }
    return taken.filter(({ fact, entry }) => {
      const kept = there.get(fact.eventId);
      if (kept) keep(entry, kept.hash, kept.position, true);
      return !kept;
    });
  }
}

const unwritten = -1;

function keep(entry: Entry, hash: string, position: number, wasThere: boolean): void {
  entry.hash = hash;
  entry.position = position;
  entry.wasThere = wasThere;
  entry.sending.one();
}

/** What is kept of a settled entry. Throws why its writing failed. */
function written(entry: Entry): Entry {
  if (entry.failure !== undefined) throw entry.failure;
  return entry;
}

const maxLanes = 100_000;
const maxPerWrite = 500;

function writeOf({ stream, held }: Lane, taken: readonly Waiting[]): Write {
  const events = taken.map(({ fact, recordedAt }, i) =>
    storedWith(placed(fact.event, recordedAt, stream, held + i), fact.dataText),
  );
  return { stream, expected: held, events };
}

// Named one by one: spreading an object costs more than writing the event does.
function placed(event: Fact['event'], recordedAt: string, stream: string, version: number): Omit<Envelope, 'data'> {
  return {
    actor: event.actor,
    causationId: event.causationId,
    command: event.command,
    correlationId: event.correlationId,
    eventId: event.eventId,
    occurredAt: event.occurredAt,
    recordedAt,
    requestId: event.requestId,
    schemaVersion: event.schemaVersion,
    source: event.source,
    stream,
    type: event.type,
    unitId: event.unitId,
    version,
  };
}
