import { rmSync } from 'node:fs';
import type { ReadPage } from '@app/merkle';
import { messageOf, openDatabase, type Database, type DatabaseOptions, type FileKind } from '@app/sqlite';

/** The header of a map's file: application id "ALMM". */
const kind: FileKind = { name: 'a completeness map of Access Ledger', applicationId: 0x414c4d4d, version: 1 };

// A part is a page of the map, under the hex digits with which its paths begin, or the history of a key, under all 64 of
// its own. `was` holds what parts were in an older map of the size `of`, where they have changed since: NULL, nothing.
const schema = `
  CREATE TABLE part(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE was(of INTEGER NOT NULL, name TEXT NOT NULL, bytes BLOB, PRIMARY KEY(of, name)) STRICT, WITHOUT ROWID;
  CREATE TABLE map(size INTEGER PRIMARY KEY, root BLOB NOT NULL, entries INTEGER NOT NULL, made_at TEXT NOT NULL) STRICT;
  CREATE TABLE reached(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL, position INTEGER NOT NULL,
    entries INTEGER NOT NULL, form TEXT NOT NULL) STRICT;
  PRAGMA application_id = ${kind.applicationId};
  PRAGMA user_version = ${kind.version};`;

/** So many maps can still be read as they were when they were sealed: an hour of them. */
export const mapsKept = 60;

/** A map as it was sealed: over all leaves before `size`. */
export interface KeptMap {
  size: number;
  root: Uint8Array;
  /** How many keys it has. */
  entries: number;
  madeAt: string;
}
/** How far the map has come: over how many leaves, the last of which stands at a position, by which rule of keys. */
export interface MapReached {
  size: number;
  position: number;
  entries: number;
  form: string;
}

/**
 * The map of which leaves are about whom, in one SQLite file: its pages, the histories of its keys, and the last maps as they
 * were sealed. All of it can be made anew from the log. One process writes it.
 */
export class MapFile {
  private readonly sql;

  private constructor(private readonly db: Database) {
    const map = 'SELECT size, root, entries, made_at AS madeAt FROM map';
    this.sql = {
      part: db.prepare('SELECT bytes FROM part WHERE name = ?'),
      put: db.prepare('INSERT OR REPLACE INTO part VALUES (?, ?)'),
      was: db.prepare('SELECT bytes FROM was WHERE of = ? AND name = ?'),
      keep: db.prepare('INSERT OR IGNORE INTO was VALUES (?, ?, (SELECT bytes FROM part WHERE name = ?))'),
      forget: db.prepare('DELETE FROM was WHERE of < ?'),
      addMap: db.prepare('INSERT OR REPLACE INTO map VALUES (?, ?, ?, ?)'),
      dropMaps: db.prepare('DELETE FROM map WHERE size < ?'),
      maps: db.prepare(`${map} ORDER BY size DESC LIMIT ?`),
      reached: db.prepare('SELECT size, position, entries, form FROM reached'),
      reach: db.prepare('INSERT OR REPLACE INTO reached VALUES (1, ?, ?, ?, ?)'),
    };
  }

  /**
   * Opens or makes the file; with `readOnly` it must be there. One that no database can be read from is made anew. Throws
   * an Error that names it when it is another kind.
   */
  static open(file: string, { readOnly = false } = {}): MapFile {
    const options = { synchronous: 'NORMAL', readOnly, kind } as const;
    const db = readOnly ? openDatabase(file, options) : openOrMakeAnew(file, options);
    if (!readOnly) {
      const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
      if (tables === 0) db.exec(`BEGIN IMMEDIATE; ${schema}; COMMIT`);
    }
    return new MapFile(db);
  }

  get reached(): MapReached {
    return (this.sql.reached.get() as MapReached | undefined) ?? { size: 0, position: 0, entries: 0, form: '' };
  }

  /** The maps that can still be read, the latest first. */
  get maps(): readonly KeptMap[] {
    return this.sql.maps.all(mapsKept) as unknown[] as KeptMap[];
  }

  /** A page or a history as it is now, or as it was in the kept map of a size. */
  part(name: string, of?: number): Uint8Array | undefined {
    if (of !== undefined) {
      const since = this.maps.filter(({ size }) => size >= of).reverse();
      for (const { size } of since) {
        const was = this.sql.was.get(size, name) as { bytes: Uint8Array | null } | undefined;
        if (was) return was.bytes ?? undefined;
      }
    }
    return (this.sql.part.get(name) as { bytes: Uint8Array } | undefined)?.bytes;
  }

  /** The pages of the map as it is now, or as it was in the kept map of a size. */
  pages(of?: number): ReadPage {
    return async (prefix) => this.part(prefix, of);
  }

  /** Puts parts in the place of what they were, all or none. What the last sealed map has of them is kept beside. */
  grow(parts: Iterable<readonly [name: string, bytes: Uint8Array]>, reached: MapReached): void {
    this.whole(() => {
      const [last] = this.maps;
      // In order, so that neighbours in the file are written together.
      for (const [name, bytes] of [...parts].sort(([one], [other]) => (one < other ? -1 : 1))) {
        if (last) this.sql.keep.run(last.size, name, name);
        this.sql.put.run(name, bytes);
      }
      this.sql.reach.run(reached.size, reached.position, reached.entries, reached.form);
    });
  }

  /** Keeps the map as it is now, to be read when it has grown on; the oldest are forgotten. */
  keep({ size, root, entries, madeAt }: KeptMap): void {
    this.whole(() => {
      this.sql.addMap.run(size, root, entries, madeAt);
      const oldest = this.maps.at(-1)!.size;
      this.sql.dropMaps.run(oldest);
      this.sql.forget.run(oldest);
    });
  }

  /** Forgets everything, to be made anew. */
  clear(): void {
    this.whole(() => this.db.exec('DELETE FROM part; DELETE FROM was; DELETE FROM map; DELETE FROM reached'));
  }

  /** What `read` answers, from one state of the file, whoever writes it meanwhile. */
  async asItIs<T>(read: () => Promise<T>): Promise<T> {
    this.db.exec('BEGIN');
    try {
      return await read();
    } finally {
      this.db.exec('COMMIT');
    }
  }

  close(): void {
    this.db.close();
  }

  private whole(change: () => void): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      change();
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}

function openOrMakeAnew(file: string, options: DatabaseOptions): Database {
  try {
    return openDatabase(file, options);
  } catch (error) {
    if (!/file is not a database|malformed/.test(messageOf(error))) throw error;
    for (const rest of ['', '-wal', '-shm']) rmSync(file + rest, { force: true });
    return openDatabase(file, options);
  }
}
