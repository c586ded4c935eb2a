import { LogUnavailable, type Appended, type EventLog, type LoggedEvent, type Write } from '@app/ledger';

const redMs = 30_000;

/** The server's log: tells followers in other threads of each append, and remembers whether the last one failed. */
export class WatchedLog implements EventLog {
  /** The last position that this server wrote. */
  written = 0;
  /** Called after each append that the log has taken. */
  onAppend: () => void = () => undefined;
  private failed: { at: number; why: string } | undefined;

  constructor(private readonly log: EventLog) {}

  async append(writes: readonly Write[]): Promise<readonly Appended[]> {
    try {
      const answers = await this.log.append(writes);
      for (const answer of answers) if (answer.ok) this.written = Math.max(this.written, answer.position);
      this.failed = undefined;
      if (writes.length > 0) this.onAppend();
      return answers;
    } catch (error) {
      if (error instanceof LogUnavailable) this.failed = { at: Date.now(), why: error.message };
      throw error;
    }
  }

  /** Why the log cannot take events now; `undefined` when it can, as far as an empty append and the last one show. */
  async trouble(): Promise<string | undefined> {
    const { failed } = this;
    if (failed && Date.now() - failed.at < redMs) return failed.why;
    try {
      await this.log.append([]);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  read(stream: string, from?: number): Promise<readonly LoggedEvent[]> {
    return this.log.read(stream, from);
  }

  readAll(after: number, limit: number): Promise<readonly LoggedEvent[]> {
    return this.log.readAll(after, limit);
  }

  readFrom(position: number, limit: number): Promise<readonly LoggedEvent[]> {
    return this.log.readFrom(position, limit);
  }

  follow(after: number, signal: AbortSignal): AsyncIterable<readonly LoggedEvent[]> {
    return this.log.follow(after, signal);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
