import type { Appended, Write } from '@app/ledger';
import { EventInserts, openForWriting } from './event-table.js';
import type { Database } from './open-database.js';
import { StreamCounts } from './stream-counts.js';
import { WriterLock } from './writer-lock.js';

const streamsKept = 65_536;

/** The one connection that adds events to a file, and the lock that makes it the one. */
export class EventWriter {
  private readonly inserts: EventInserts;
  private readonly counts: StreamCounts;

  private constructor(
    private readonly lock: WriterLock,
    private readonly db: Database,
    /** The last committed position; 0 before the first. */
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

  /**
   * Writes, in one transaction and one flush, all the writes whose stream holds what they expect; answers for each.
   * After an exception nothing of it may be believed and the writer must not be used again but to close it.
   */
  commit(writes: readonly Write[]): Appended[] {
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

  /** Undoes what was not committed and gives up the connection. The file stays locked. */
  abandon(): void {
    // Closing alone would not undo it: this driver keeps a connection, with its transaction and the locks of that,
    // until the garbage collector has taken its last prepared statement.
    try {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
    } finally {
      this.db.close();
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
}
