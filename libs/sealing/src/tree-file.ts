import { parseTilePath, type ReadTile, type Tile } from '@app/merkle';
import { openDatabase, pragma, type Database, type FileKind } from '@app/sqlite';

/** The header of a tree's file: application id "ALMT". */
const kind: FileKind = { name: 'a Merkle tree of Access Ledger', applicationId: 0x414c4d54, version: 2 };

const schema = `
  CREATE TABLE leaf(
    idx INTEGER PRIMARY KEY, position INTEGER NOT NULL UNIQUE, stream TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
  CREATE TABLE tile(level INTEGER NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY(level, idx)) STRICT, WITHOUT ROWID;
  CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note TEXT NOT NULL, sealed_at TEXT NOT NULL) STRICT;
  CREATE TABLE cosignature(size INTEGER NOT NULL, key TEXT NOT NULL, line TEXT NOT NULL,
    PRIMARY KEY(size, key)) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${kind.applicationId};`;
/** What came with schema 2. */
const second = `
  CREATE TABLE timestamp(size INTEGER PRIMARY KEY, token BLOB NOT NULL, time TEXT NOT NULL, authority TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${kind.version};`;

/** Which event a leaf is: where it stands in the log, and in its stream. */
export interface LeafPlace {
  position: number;
  stream: string;
  version: number;
}
export interface Leaf extends LeafPlace {
  index: number;
}
/** A signed checkpoint as it was signed, and when. */
export interface SealedCheckpoint {
  size: number;
  /** The signed note, without the cosignatures that came later. */
  note: string;
  sealedAt: string;
}

/** What an authority said of a checkpoint's note (RFC 3161): the token, the time that it tells, and who signed it. */
export interface StampedCheckpoint {
  size: number;
  token: Uint8Array;
  time: string;
  authority: string;
}

/**
 * The tree over a log in one SQLite file: which event each leaf is, the tiles, and every checkpoint signed. It can be
 * made anew from the log; what it adds is that the checkpoints were signed over these very leaves. One process writes it.
 */
export class TreeFile {
  private readonly sql;

  private constructor(
    private readonly db: Database,
    hasTimestamps: boolean,
  ) {
    const checkpoint = 'SELECT size, note, sealed_at AS sealedAt FROM checkpoint';
    const leaf = 'SELECT idx AS "index", position, stream, version FROM leaf';
    this.sql = {
      addLeaf: db.prepare('INSERT INTO leaf VALUES (?, ?, ?, ?)'),
      putTile: db.prepare('INSERT OR REPLACE INTO tile VALUES (?, ?, ?)'),
      tile: db.prepare('SELECT bytes FROM tile WHERE level = ? AND idx = ?'),
      addCheckpoint: db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?)'),
      addCosignature: db.prepare('INSERT OR REPLACE INTO cosignature VALUES (?, ?, ?)'),
      cosignatures: db.prepare('SELECT key, line FROM cosignature WHERE size = ? ORDER BY key'),
      linesOf: db.prepare('SELECT size, line FROM cosignature WHERE size BETWEEN ? AND ? ORDER BY size, key'),
      cosigned: db.prepare(`${checkpoint} WHERE size IN (
        SELECT size FROM cosignature WHERE size > ? GROUP BY size HAVING count(*) >= ? ORDER BY size LIMIT ?
        ) ORDER BY size`),
      latestCosigned: db.prepare(`${checkpoint} WHERE size IN (
        SELECT size FROM cosignature GROUP BY size HAVING count(*) >= ? ORDER BY size DESC LIMIT ?
        ) ORDER BY size DESC`),
      count: db.prepare('SELECT count(*) AS count FROM checkpoint'),
      size: db.prepare('SELECT coalesce(max(idx) + 1, 0) AS size FROM leaf'),
      leafAt: db.prepare(`${leaf} WHERE idx = ?`),
      leafOf: db.prepare(`${leaf} WHERE position = ?`),
      lastIn: db.prepare(`${leaf} WHERE stream = ? AND idx < ? ORDER BY idx DESC LIMIT 1`),
      // One value of many rows costs a third of the rows.
      leaves: db.prepare(`SELECT json_group_array(json_array(idx, position, stream, version)) AS leaves
        FROM (SELECT * FROM leaf WHERE idx >= ? ORDER BY idx LIMIT ?)`),
      covering: db.prepare(`${checkpoint} WHERE size > ? ORDER BY size LIMIT 1`),
      latest: db.prepare(`${checkpoint} ORDER BY size DESC LIMIT 1`),
      from: db.prepare(`${checkpoint} WHERE size >= ? ORDER BY size LIMIT ?`),
      ...(hasTimestamps && {
        stamp: db.prepare('INSERT OR REPLACE INTO timestamp VALUES (?, ?, ?, ?)'),
        stamps: db.prepare('SELECT size, token, time, authority FROM timestamp WHERE size >= ? ORDER BY size LIMIT ?'),
      }),
    };
  }

  /** Opens or makes the file; with `readOnly` it must be there. Throws an Error that names it when it is another kind. */
  static open(file: string, { readOnly = false } = {}): TreeFile {
    const db = openDatabase(file, { synchronous: 'FULL', readOnly, kind });
    if (!readOnly) {
      const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
      if (tables === 0) db.exec(`BEGIN IMMEDIATE; ${schema}; COMMIT`);
      if (pragma(db, 'user_version') !== kind.version) db.exec(`BEGIN IMMEDIATE; ${second}; COMMIT`);
    }
    return new TreeFile(db, pragma(db, 'user_version') === kind.version);
  }

  /** How many leaves there are, signed or not yet. */
  get size(): number {
    return (this.sql.size.get() as { size: number }).size;
  }

  /** For `TiledTree` and whoever asks over HTTP: a full tile, or the first part of one as long as it grows. */
  readonly readTile: ReadTile = async (path) => this.tile(path);

  /** The bytes of a tile of hashes by its path; none where there are not so many yet. Refuses what is no path (`Rejected`). */
  tile(path: string): Uint8Array | undefined {
    const { level, index, width } = parseTilePath(path);
    if (level === 'entries') return undefined;
    const bytes = (this.sql.tile.get(level, index) as { bytes: Uint8Array } | undefined)?.bytes;
    return bytes && bytes.length >= width * 32 ? bytes.subarray(0, width * 32) : undefined;
  }

  /** Adds leaves behind those that are there, with the tiles that they made grow. */
  grow(leaves: readonly LeafPlace[], tiles: readonly Tile[], checkpoint?: SealedCheckpoint): void {
    const from = this.size;
    this.db.exec('BEGIN IMMEDIATE');
    try {
      leaves.forEach(({ position, stream, version }, i) => this.sql.addLeaf.run(from + i, position, stream, version));
      for (const { path, bytes } of tiles) {
        const { level, index } = parseTilePath(path);
        this.sql.putTile.run(level, index, bytes);
      }
      if (checkpoint) this.sql.addCheckpoint.run(checkpoint.size, checkpoint.note, checkpoint.sealedAt);
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  leaf(index: number): Leaf | undefined {
    return this.sql.leafAt.get(index) as Leaf | undefined;
  }
  /** The leaf that the event at a position is. */
  leafOf(position: number): Leaf | undefined {
    return this.sql.leafOf.get(position) as Leaf | undefined;
  }
  /** The last leaf of a stream before an index; looked for from the end. */
  lastIn(stream: string, before = Number.MAX_SAFE_INTEGER): Leaf | undefined {
    return this.sql.lastIn.get(stream, before) as Leaf | undefined;
  }
  leaves(from: number, limit: number): readonly Leaf[] {
    const { leaves } = this.sql.leaves.get(from, limit) as { leaves: string };
    const rows = JSON.parse(leaves) as [index: number, position: number, stream: string, version: number][];
    return rows.map(([index, position, stream, version]) => ({ index, position, stream, version }));
  }

  /** The checkpoint signed last; the first one that covers a leaf; those of at least a size. */
  get latest(): SealedCheckpoint | undefined {
    return this.sql.latest.get() as SealedCheckpoint | undefined;
  }
  get checkpointCount(): number {
    return (this.sql.count.get() as { count: number }).count;
  }
  covering(index: number): SealedCheckpoint | undefined {
    return this.sql.covering.get(index) as SealedCheckpoint | undefined;
  }
  checkpoints(from: number, limit: number): readonly SealedCheckpoint[] {
    return this.sql.from.all(from, limit) as unknown[] as SealedCheckpoint[];
  }

  /** Keeps a witness's line under a checkpoint: one for each of its keys, the latest. `key` is the vkey's name and id. */
  cosign(size: number, key: string, line: string): void {
    this.sql.addCosignature.run(size, key, line);
  }
  /** The note of a checkpoint with all cosignatures that came since. */
  cosigned({ size, note }: SealedCheckpoint): string {
    return note + (this.cosignaturesBetween(size, size).get(size) ?? '');
  }
  /** The lines that witnesses gave to checkpoints of the sizes `from` to `to`, by size, one below the other. */
  cosignaturesBetween(from: number, to: number): ReadonlyMap<number, string> {
    const lines = new Map<number, string>();
    for (const { size, line } of this.sql.linesOf.all(from, to) as { size: number; line: string }[])
      lines.set(size, (lines.get(size) ?? '') + line);
    return lines;
  }
  /** The lines that witnesses gave to the checkpoint of a size, by their keys. */
  cosignatures(size: number): readonly { key: string; line: string }[] {
    return this.sql.cosignatures.all(size) as { key: string; line: string }[];
  }
  /** The first checkpoints that cover a leaf and have at least so many cosignatures. */
  cosignedCovering(index: number, least: number, limit: number): readonly SealedCheckpoint[] {
    return this.sql.cosigned.all(index, least, limit) as unknown[] as SealedCheckpoint[];
  }
  /** The last checkpoints that have at least so many cosignatures, the latest first. */
  latestCosigned(least: number, limit: number): readonly SealedCheckpoint[] {
    return this.sql.latestCosigned.all(least, limit) as unknown[] as SealedCheckpoint[];
  }

  /** Keeps what an authority said of a checkpoint. */
  stamp({ size, token, time, authority }: StampedCheckpoint): void {
    if (!this.sql.stamp) throw new Error('the file is of before timestamps, and open for reading only');
    this.sql.stamp.run(size, token, time, authority);
  }
  /** The timestamps of checkpoints of at least a size. */
  stamps(from: number, limit: number): readonly StampedCheckpoint[] {
    return (this.sql.stamps?.all(from, limit) ?? []) as unknown[] as StampedCheckpoint[];
  }

  close(): void {
    this.db.close();
  }
}
