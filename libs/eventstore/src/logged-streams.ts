import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  type EventStoreDBClient,
  type ReadAllOptions,
  type ReadStreamOptions,
} from '@eventstore/db-client';
import type { LoggedEvent } from '@app/ledger';
import type { Connection } from './connection.js';
import type { Patience } from './deadline.js';
import { LogBroken, verdictOf } from './failure.js';
import { isOurs, oursAndTraces, placeOf, positionOf, toLogged } from './logged.js';
import { readAnew, type Recorded } from './reading.js';

const isAbove = (from: number) => (position: number) => position > from;
const scanned = { least: 64, most: 1024 };

/** The reading half of the log: each read has deadlines and tries of its own, and asks the leader. */
export class LoggedStreams {
  constructor(
    private readonly connection: Connection,
    private readonly patience: Patience,
  ) {}

  /** At most `limit` events of a stream. Throws `LogBroken` where the stream has a hole. */
  async read(stream: string, from = 0, limit = Number.MAX_SAFE_INTEGER): Promise<LoggedEvent[]> {
    const options = { fromRevision: BigInt(from), maxCount: limit, requiresLeader: true };
    const events = (await this.ofStream(stream, options)).map(toLogged);
    events.forEach((event, i) => {
      if (event.version !== from + i)
        throw new LogBroken(`${stream} goes on with version ${event.version} where ${from + i} belongs`);
    });
    return events;
  }

  /** How many events a stream holds: one more than its last revision. */
  async count(stream: string): Promise<number> {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true } as const;
    const [last] = await this.ofStream(stream, options);
    return last ? Number(last.revision) + 1 : 0;
  }

  /** At most `limit` events of ours above a position; reads on over system events, a bounded number at a time. */
  readAll(after: number, limit: number): Promise<LoggedEvent[]> {
    return this.ofOurs(after, limit, (position) => position > after);
  }

  /** The same, with the event at the position itself: the server refuses a place where no record begins. */
  readFrom(position: number, limit: number): Promise<LoggedEvent[]> {
    return this.ofOurs(position, limit, (at) => at >= position);
  }

  private async ofOurs(start: number, limit: number, isWanted: (position: number) => boolean): Promise<LoggedEvent[]> {
    const events: LoggedEvent[] = [];
    const maxCount = Math.min(Math.max(limit + 1, scanned.least), scanned.most);
    for (let from = start; events.length < limit;) {
      const page = await this.ofAll({ fromPosition: from > 0 ? placeOf(from) : START, maxCount, direction: FORWARDS });
      const fresh = page.filter(({ position }) => (from === start ? isWanted : isAbove(from))(positionOf(position)));
      events.push(...fresh.filter(isOurs).map(toLogged));
      if (page.length < maxCount || fresh.length === 0) break;
      from = positionOf(fresh[fresh.length - 1].position);
    }
    return events.slice(0, limit);
  }

  /** Every event of the server's own in streams of ours or in their metadata, a page of `$all` at a time, up to its present end. */
  async *traces(): AsyncGenerator<Recorded[]> {
    const isTrace = new RegExp(oursAndTraces);
    for (let from = 0; ;) {
      const fromPosition = from > 0 ? placeOf(from) : START;
      const page = await this.ofAll({ fromPosition, maxCount: scanned.most, direction: FORWARDS });
      const fresh = page.filter(({ position }) => positionOf(position) > from);
      yield fresh.filter((event) => isTrace.test(event.streamId) && !isOurs(event));
      if (page.length < scanned.most || fresh.length === 0) return;
      from = positionOf(fresh[fresh.length - 1].position);
    }
  }

  /** The position of the last event of all, a system event or ours; 0 in an empty log. */
  async end(signal: AbortSignal): Promise<number> {
    const [last] = await this.ofAll({ fromPosition: END, maxCount: 1, direction: BACKWARDS }, signal);
    return last ? positionOf(last.position) : 0;
  }

  private async ofStream(stream: string, options: ReadStreamOptions): Promise<Recorded[]> {
    try {
      return await readAnew(this.connection, this.patience, stream, (client) => client.readStream(stream, options));
    } catch (error) {
      if (verdictOf(error) === 'no stream') return [];
      throw error;
    }
  }

  private async ofAll(options: ReadAllOptions, signal?: AbortSignal): Promise<Recorded[]> {
    const read = (client: EventStoreDBClient) => client.readAll({ ...options, requiresLeader: true });
    return await readAnew(this.connection, this.patience, '$all', read, signal);
  }
}
