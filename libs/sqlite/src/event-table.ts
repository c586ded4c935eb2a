import type { LoggedEvent, StoredEvent } from '@app/ledger';
import { openDatabase, pragma, type Database, type FileKind } from './open-database.js';

/** The header of an event log's file: application id "ALED". */
export const eventLogKind: FileKind = { name: 'an event log of Access Ledger', applicationId: 0x414c4544, version: 1 };

/** The triggers bind every connection, also a foreign one. The one before INSERT is what stops REPLACE INTO. */
const schema = `
  CREATE TABLE events(
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
    event_id TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
    UNIQUE(stream, version)) STRICT;
  CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;
  CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are not deleted'); END;
  CREATE TRIGGER events_are_added_at_the_end BEFORE INSERT ON events
    WHEN NEW.position <> 1 + coalesce((SELECT max(position) FROM events), 0)
      OR NEW.version <> 1 + coalesce((SELECT max(version) FROM events WHERE stream = NEW.stream), -1)
    BEGIN SELECT RAISE(ABORT, 'events are only added at the end of the log and of their stream'); END;
  PRAGMA application_id = ${eventLogKind.applicationId};
  PRAGMA user_version = ${eventLogKind.version};`;

/**
 * Opens an event log's file for its writer, every commit flushed, and lays it out if it is new. What a dead writer left
 * in the write-ahead log is moved into the file and flushed first: some of it may never have reached the disk, yet from
 * now on it can be read and a retry is told that it is there.
 */
export function openForWriting(file: string, maxPages?: number): Database {
  const db = openDatabase(file, { synchronous: 'FULL', kind: eventLogKind });
  try {
    if (pragma(db, 'application_id') === 0) db.exec(`BEGIN IMMEDIATE; ${schema}; COMMIT`);
    db.exec('PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536');
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`);
    flushWhole(db, file);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function flushWhole(db: Database, file: string): void {
  const moved = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { log: number; checkpointed: number };
  if (moved.checkpointed !== moved.log)
    throw new Error(`${file} cannot be opened: a reader keeps what was written last from being flushed`);
}

/** How many rows are read at once: their bodies together stay far below what one value may have. */
const rowsAtOnce = 1000;
/** So few are read one by one: to pack them costs more. */
const fewRows = 8;
interface RowsAtOnce {
  count: number;
  blobs: number;
  /** The bodies one after the other; none where there is no row. */
  bodies: Uint8Array | null;
  places: string;
}
type Place = [position: number, stream: string, version: number, eventId: string, type: string, length: number];

function eventsOf({ bodies, places }: RowsAtOnce): LoggedEvent[] | undefined {
  const { buffer, byteOffset, length: end } = bodies ?? new Uint8Array(0);
  let [at, last] = [0, -Infinity];
  const events: LoggedEvent[] = [];
  for (const [position, stream, version, eventId, type, length] of JSON.parse(places) as Place[]) {
    if (position <= last || at + length > end) return undefined;
    events.push({ position, stream, version, eventId, type, body: new Uint8Array(buffer, byteOffset + at, length) });
    at += length;
    last = position;
  }
  return at === end ? events : undefined;
}

/** The statements that read events, on one connection. */
export class EventReads {
  private readonly ofStream;
  private readonly ofLog;
  private readonly ofLogAtOnce;
  private readonly one;
  private readonly last;
  private readonly upTo;
  private readonly dataVersion;

  constructor(private readonly db: Database) {
    const columns = 'SELECT position, stream, version, event_id AS eventId, type, body FROM events';
    this.ofStream = db.prepare(`${columns} WHERE stream = ? AND version >= ? ORDER BY version`);
    this.ofLog = db.prepare(`${columns} WHERE position > ? ORDER BY position LIMIT ?`);
    this.ofLogAtOnce = db.prepare(`SELECT count(*) AS count, coalesce(sum(typeof(body) = 'blob'), 0) AS blobs,
      CAST(group_concat(body, '') AS BLOB) AS bodies,
      json_group_array(json_array(position, stream, version, event_id, type, length(body))) AS places
      FROM (SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?)`);
    this.one = db.prepare(`${columns} WHERE position = ?`);
    this.last = db.prepare('SELECT coalesce(max(position), 0) AS position FROM events');
    this.upTo = db.prepare('SELECT count(*) AS events FROM events WHERE position <= ?');
    this.dataVersion = db.prepare('PRAGMA data_version');
  }

  stream(stream: string, from: number): LoggedEvent[] {
    return this.ofStream.all(stream, from) as LoggedEvent[];
  }
  page(after: number, limit: number): LoggedEvent[] {
    let page: LoggedEvent[] = [];
    for (let last = after; page.length < limit;) {
      const most = Math.min(limit - page.length, rowsAtOnce);
      const packed = most > fewRows ? this.atOnce(last, most) : undefined;
      const read = packed ?? (this.ofLog.all(last, most) as LoggedEvent[]);
      page = page.length === 0 ? read : page.concat(read);
      if (read.length < most) break;
      last = read[read.length - 1].position;
    }
    return page;
  }

  // Many rows as one: to bring each into JavaScript by itself costs several times as much as to hash it. What does not
  // add up, or cannot be put so, was not written by this program, and is read row by row as it stands.
  private atOnce(after: number, most: number): LoggedEvent[] | undefined {
    try {
      const rows = this.ofLogAtOnce.get(after, most) as RowsAtOnce;
      return rows.count === rows.blobs ? eventsOf(rows) : undefined;
    } catch {
      return undefined;
    }
  }
  at(position: number): LoggedEvent | undefined {
    return this.one.get(position) as LoggedEvent | undefined;
  }
  head(): number {
    return (this.last.get() as { position: number }).position;
  }
  /** How many events the file holds up to a position, those included that no reader comes by. */
  count(position: number): number {
    return (this.upTo.get(position) as { events: number }).events;
  }
  /** Another number after another connection's commit. */
  generation(): number {
    return (this.dataVersion.get() as { data_version: number }).data_version;
  }
  close(): void {
    this.db.close();
  }
}

/** The statements that add events, on the writer's connection. It begins and ends no transaction. */
export class EventInserts {
  private readonly insert;
  private readonly lastVersion;

  constructor(db: Database) {
    this.insert = db.prepare(
      'INSERT INTO events(position, stream, version, event_id, type, body) VALUES (?,?,?,?,?,?)',
    );
    this.lastVersion = db.prepare('SELECT max(version) AS version FROM events WHERE stream = ?');
  }

  add(position: number, { stream, version, eventId, type, body }: StoredEvent): void {
    this.insert.run(position, stream, version, eventId, type, body);
  }
  /** How many events the stream holds. */
  count(stream: string): number {
    const { version } = this.lastVersion.get(stream) as { version: number | null };
    return version === null ? 0 : version + 1;
  }
}
