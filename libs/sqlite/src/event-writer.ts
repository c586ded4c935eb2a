import type { Appended, Write } from '@app/ledger';
import { EventInserts, openForWriting } from './event-table.js';
import { messageOf, type Database } from './open-database.js';
import { StreamCounts } from './stream-counts.js';
import { WriterLock } from './writer-lock.js';

/** The one that adds events to a file, in this thread (`EventWriter`) or another (`ThreadedWriter`). */
export interface Writer {
  /** The last committed position; 0 before the first. */
  readonly head: number;
  /**
   * Writes, in one transaction and one flush, all the writes whose stream holds what they expect; answers for each once
   * they are on disk. One commit at a time. After a failure nothing of it may be believed: what was not committed is
   * undone, the connection given up, and nothing is left to do with the writer but to close it.
   */
  commit(writes: readonly Write[]): readonly Appended[] | Promise<readonly Appended[]>;
  /** Leaves a file that is whole by itself, and lets others write it. */
  close(): void | Promise<void>;
}

const streamsKept = 65_536;

/** The one connection that adds events to a file, and the lock that makes it the one. It blocks its thread. */
export class EventWriter implements Writer {
  private readonly inserts: EventInserts;
  private readonly counts: StreamCounts;

  private constructor(
    private readonly lock: WriterLock,
    private readonly db: Database,
    public head: number,
  ) {
    this.inserts = new EventInserts(db);
    this.counts = new StreamCounts((stream) => this.inserts.count(stream), streamsKept);
  }

  /** Throws an Error that names the file when another process writes it, or when it is no event log. */
  static open(file: string, maxPages?: number): EventWriter {
    const lock = WriterLock.take(file);
    try {
      const db = openForWriting(file, maxPages);
      const { head } = db.prepare('SELECT coalesce(max(position), 0) AS head FROM events').get() as { head: number };
      return new EventWriter(lock, db, head);
    } catch (cause) {
      lock.release();
      throw cause;
    }
  }

  commit(writes: readonly Write[]): readonly Appended[] {
    try {
      return this.added(writes);
    } catch (cause) {
      this.abandon(cause);
      throw cause;
    }
  }

  /** Moves what was committed from the write-ahead log into the file, which is then whole by itself. */
  close(): void {
    try {
      if (!this.db.isOpen) return;
      this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      this.db.close();
    } finally {
      this.lock.release();
    }
  }

  private added(writes: readonly Write[]): readonly Appended[] {
    let head = this.head;
    this.db.exec('BEGIN IMMEDIATE');
    const appended = writes.map(({ stream, expected, events }): Appended => {
      const actual = this.counts.of(stream);
      if (actual !== expected) return { ok: false, actual };
      for (const event of events) this.inserts.add(++head, event);
      this.counts.set(stream, expected + events.length);
      return { ok: true, position: head };
    });
    this.db.exec('COMMIT');
    this.head = head;
    return appended;
  }

  // Undoes what was not committed and gives up the connection; the file stays locked. Closing alone would not undo it:
  // this driver keeps a connection, with its transaction and the locks of that, until the garbage collector has taken
  // its last prepared statement.
  private abandon(cause: unknown): void {
    try {
      try {
        if (this.db.isTransaction) this.db.exec('ROLLBACK');
      } finally {
        this.db.close();
      }
    } catch (left) {
      throw new AggregateError([cause, left], `${messageOf(cause)}; undoing it failed too: ${messageOf(left)}`, {
        cause: left,
      });
    }
  }
}
