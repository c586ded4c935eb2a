import { existsSync, realpathSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Bell, LogUnavailable, type Appended, type EventLog, type LoggedEvent, type Write } from '@app/ledger';
import { EventReads, eventLogKind } from './event-table.js';
import { EventWriter, type Writer } from './event-writer.js';
import { messageOf, openDatabase } from './open-database.js';
import { ThreadedWriter } from './threaded-writer.js';

export interface SqliteLogOptions {
  /** Read beside the writer, from another thread or process. Such a log refuses every append. */
  readOnly?: boolean;
  /** The most pages of 8 KiB that the file may have; a flush past them fails as on a full disk. */
  maxPages?: number;
}

interface Pending {
  writes: readonly Write[];
  resolve: (appended: readonly Appended[]) => void;
  reject: (why: LogUnavailable) => void;
}

/** A flush, which may block the thread, takes up no further append once it holds this many events. */
const eventsPerFlush = 2000;
/** Followers that are behind take up so many: views write a row once for all that changed it since their last commit. */
const eventsPerPage = 20_000;
const lookAgainMs = 250;
const builtWriter = new URL('./event-writer.worker.js', import.meta.url);

/**
 * The event log in one SQLite file; positions are 1, 2, 3 … Appends that wait together share one transaction and one
 * disk flush. The first flush that fails stops the writer for good, since what reached the disk is then unknown until
 * the file is opened anew. Reads have their own connection, so they see only what is committed. No other code of the
 * process may open the file, not even to copy it: closing it again would drop SQLite's locks (POSIX fcntl).
 */
export class SqliteLog implements EventLog {
  /** How many disk flushes there were: fewer than appends, when appends wait together. */
  flushes = 0;
  /** Why nothing more is written, once a flush has failed. Reads go on. */
  stopped?: LogUnavailable;

  private readonly bell = new Bell();
  private pending: Pending[] = [];
  private flushing?: Promise<void>;
  private closing?: Promise<void>;
  private lookingAgain?: NodeJS.Timeout;

  private constructor(
    private readonly file: string,
    private readonly reads: EventReads,
    private readonly writer?: Writer,
  ) {}

  /**
   * Opens the log in a file, to be written by this thread, which each flush then holds up. One process may write a
   * file, and makes it if it is missing; any number may read it. Throws an Error that names the file and what is wrong:
   * another writer (with its process id), a file of another kind, a newer schema, no file to read.
   */
  static open(file: string, { readOnly = false, maxPages }: SqliteLogOptions = {}): SqliteLog {
    const real = realOf(file);
    const writer = readOnly ? undefined : EventWriter.open(real, maxPages);
    try {
      const log = new SqliteLog(real, readsOf(real), writer);
      if (readOnly) log.lookAgain();
      return log;
    } catch (cause) {
      writer?.close();
      throw cause;
    }
  }

  /**
   * `open`, to be written by a thread of its own. Its code is built JavaScript: `threadCode` says where it lies when
   * that is not beside this file's.
   */
  static async openThreaded(file: string, maxPages?: number, threadCode = builtWriter): Promise<SqliteLog> {
    const real = realOf(file);
    const writer = await ThreadedWriter.open({ file: real, maxPages }, threadCode);
    try {
      return new SqliteLog(real, readsOf(real), writer);
    } catch (cause) {
      await writer.close();
      throw cause;
    }
  }

  /** Whether an append may succeed. */
  get writable(): boolean {
    return this.writer !== undefined && !this.closed && this.stopped === undefined;
  }

  async append(writes: readonly Write[]): Promise<readonly Appended[]> {
    this.assertWritable();
    writes.forEach(assertInPlace);
    return new Promise((resolve, reject) => {
      this.pending.push({ writes, resolve, reject });
      this.flushing ??= nextTurn().then(() => this.flush());
    });
  }

  async read(stream: string, from = 0): Promise<readonly LoggedEvent[]> {
    return this.look((reads) => reads.stream(stream, from));
  }

  async readAll(after: number, limit: number): Promise<readonly LoggedEvent[]> {
    return this.look((reads) => reads.page(after, limit));
  }

  async readFrom(position: number, limit: number): Promise<readonly LoggedEvent[]> {
    return this.look((reads) => reads.page(position - 1, limit));
  }

  async *follow(after: number, signal: AbortSignal): AsyncIterable<readonly LoggedEvent[]> {
    while (!signal.aborted && !this.closed) {
      const page = this.look((reads) => reads.page(after, eventsPerPage));
      if (page.length > 0) {
        after = page[page.length - 1].position;
        yield page;
        await nextTurn();
      } else {
        await this.bell.next(signal);
      }
    }
  }

  /** The position of the last committed event; 0 where there is none. */
  head(): number {
    return this.writer?.head ?? this.look((reads) => reads.head());
  }

  /** The event at a position, or nothing past the head. */
  at(position: number): LoggedEvent | undefined {
    return this.look((reads) => reads.at(position));
  }

  /** How many events the file holds up to a position, at positions too that the log never gives. */
  countTo(position: number): number {
    return this.look((reads) => reads.count(position));
  }

  /** Has followers look again. A read-only log does so by itself every 250 ms, which keeps no process alive. */
  wake(): void {
    this.bell.ring();
  }

  /** Writes what waits, then gives the file up. Followers end. */
  close(): Promise<void> {
    return (this.closing ??= this.giveUp());
  }

  private get closed(): boolean {
    return this.closing !== undefined;
  }

  private async giveUp(): Promise<void> {
    clearInterval(this.lookingAgain);
    await this.flushing;
    this.reads.close();
    this.bell.ring();
    await this.writer?.close();
  }

  private async flush(): Promise<void> {
    while (this.pending.length > 0 && this.writer) {
      const batch = this.takeBatch();
      const before = this.writer.head;
      let appended: Appended[];
      try {
        appended = [...(await this.writer.commit(batch.flatMap(({ writes }) => writes)))];
      } catch (cause) {
        this.stop(cause, batch);
        break;
      }
      if (this.writer.head > before) {
        this.flushes++;
        this.bell.ring();
      }
      for (const { writes, resolve } of batch) resolve(appended.splice(0, writes.length));
      if (this.pending.length > 0) await nextTurn();
    }
    this.flushing = undefined;
  }

  private takeBatch(): Pending[] {
    let events = 0;
    let taken = 0;
    while (taken < this.pending.length && events < eventsPerFlush)
      for (const write of this.pending[taken++].writes) events += write.events.length;
    return this.pending.splice(0, taken);
  }

  private stop(cause: unknown, batch: readonly Pending[]): void {
    this.stopped = new LogUnavailable(`${this.file} is written no more: a flush failed (${messageOf(cause)})`, {
      cause,
    });
    for (const { reject } of [...batch, ...this.pending]) reject(this.stopped);
    this.pending = [];
  }

  private look<T>(read: (reads: EventReads) => T): T {
    if (this.closed) throw new LogUnavailable(`${this.file} is closed`);
    try {
      return read(this.reads);
    } catch (cause) {
      throw new LogUnavailable(`${this.file} cannot be read: ${messageOf(cause)}`, { cause });
    }
  }

  private lookAgain(): void {
    let seen = this.reads.generation();
    this.lookingAgain = setInterval(() => {
      try {
        const generation = this.reads.generation();
        if (generation === seen) return;
        seen = generation;
        this.bell.ring();
      } catch {
        this.bell.ring(); // the followers look, and meet the error themselves
      }
    }, lookAgainMs).unref();
  }

  private assertWritable(): void {
    if (this.stopped) throw this.stopped;
    if (this.closed) throw new LogUnavailable(`${this.file} is closed`);
    if (!this.writer) throw new LogUnavailable(`${this.file} is open for reading only`);
  }
}

const realOf = (file: string) => (existsSync(file) ? realpathSync(file) : file);
const readsOf = (file: string) =>
  new EventReads(openDatabase(file, { synchronous: 'FULL', readOnly: true, kind: eventLogKind }));

function assertInPlace({ stream, expected, events }: Write): void {
  events.forEach((event, i) => {
    if (event.stream !== stream || event.version !== expected + i)
      throw new Error(`event ${event.stream}@${event.version} is written to another place: ${stream}@${expected + i}`);
  });
}
