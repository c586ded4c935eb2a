import { Bell } from './bell.js';
import { LogUnavailable, type Appended, type EventLog, type LoggedEvent, type Write } from './event-log.js';

/** An event log in memory, for tests: the port's promises but durability. */
export class MemoryLog implements EventLog {
  private readonly events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly bell = new Bell();
  private closed = false;

  async append(writes: readonly Write[]): Promise<readonly Appended[]> {
    if (this.closed) throw new LogUnavailable('the log is closed');
    const appended = writes.map((write) => this.appendOne(write));
    this.bell.ring();
    return appended;
  }

  async read(stream: string, from = 0): Promise<readonly LoggedEvent[]> {
    return (this.streams.get(stream) ?? []).slice(from);
  }

  async readAll(after: number, limit: number): Promise<readonly LoggedEvent[]> {
    return this.events.slice(after, after + limit);
  }

  async readFrom(position: number, limit: number): Promise<readonly LoggedEvent[]> {
    return this.readAll(position - 1, limit);
  }

  async *follow(after: number, signal: AbortSignal): AsyncIterable<readonly LoggedEvent[]> {
    while (!signal.aborted && !this.closed) {
      const batch = await this.readAll(after, 1000);
      if (batch.length > 0) {
        after = batch[batch.length - 1].position;
        yield batch;
      } else {
        await this.bell.next(signal);
      }
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.bell.ring();
  }

  private appendOne({ stream, expected, events }: Write): Appended {
    const held = this.streams.get(stream) ?? [];
    if (held.length !== expected) return { ok: false, actual: held.length };
    const logged = events.map((event, i) => ({ ...event, position: this.events.length + 1 + i }));
    this.streams.set(stream, [...held, ...logged]);
    this.events.push(...logged);
    return { ok: true, position: this.events.length };
  }
}
