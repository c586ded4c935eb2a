import { createHash, type Hash } from 'node:crypto';
import { digestColumns, digestHead, digestRow, digestTable, digestedTables, type Table, type View } from '@app/ledger';
import { openDatabase, type Database } from './open-database.js';
import { listed, primaryKeyOf, quoted } from './table-ddl.js';

/** Why a view's rows are not those of one position now. */
export type Unsettled = 'absent' | 'parked' | 'sweeping' | 'version';

/** What a view held at a position, as one hash (hex), and of how many rows. */
export interface DigestAt {
  position: number;
  rows: number;
  digest: string;
}
export type StoredRow = Readonly<Record<string, string | number | null>>;

interface Standing {
  position: number;
  sweeping: number;
  parked: string | null;
  version: number;
}
interface Hashing {
  position: number;
  rows: number;
  hash: Hash;
}

/** So many rows are hashed before others get their turn. */
const rowsPerTurn = 500;

/** A file of views as one transaction sees it, for reading: positions and rows belong together, whoever writes meanwhile. */
export class ViewSnapshot {
  // The driver's iterator does not keep its statement from being collected, and then steps through freed memory.
  private readonly walked = new Set<object>();

  private constructor(private readonly db: Database) {}

  /** Opens the file; it must be there. */
  static open(file: string): ViewSnapshot {
    const db = openDatabase(file, { synchronous: 'NORMAL', readOnly: true });
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM sqlite_schema').get(); // the first read is what fixes the snapshot
    return new ViewSnapshot(db);
  }

  /** The position whose rows a view has, or why it has those of none. */
  standing(view: Pick<View, 'name' | 'version'>): number | Unsettled {
    const isMade = this.db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'checkpoint'`).get() !== undefined;
    const sql = 'SELECT position, sweeping, parked, version FROM checkpoint WHERE view = ?';
    const found = isMade ? (this.db.prepare(sql).get(view.name) as Standing | undefined) : undefined;
    if (!found) return 'absent';
    if (found.version !== view.version) return 'version';
    if (found.parked !== null) return 'parked';
    return found.sweeping ? 'sweeping' : found.position;
  }

  /** The rows of a table as they are stored, in the order of its key, a log's as they were added. */
  *rows(table: Table): Generator<StoredRow, undefined> {
    const order = table.kind === 'log' ? 'rowid' : listed(primaryKeyOf(table));
    const sql = `SELECT * FROM ${quoted(table.name)} ORDER BY ${order}`;
    const statement = this.db.prepare(sql);
    this.walked.add(statement);
    try {
      yield* statement.iterate() as Iterable<StoredRow>;
    } finally {
      this.walked.delete(statement);
    }
    return undefined;
  }

  /**
   * The digests of a view at some positions, by one walk over its rows: in the order of their keys, text by its UTF-8
   * bytes, those of a log as they were added. None of the positions may lie behind where the view stands. `turn` is
   * awaited now and then, so that others get theirs.
   */
  async digests(
    view: View,
    positions: readonly number[],
    turn: () => Promise<void> = () => Promise.resolve(),
  ): Promise<readonly DigestAt[]> {
    const hashings = positions.map((position): Hashing => {
      return { position, rows: 0, hash: createHash('sha256').update(digestHead(view)) };
    });
    let seen = 0;
    for (const table of digestedTables(view)) {
      const names = digestColumns(table);
      for (const { hash } of hashings) hash.update(digestTable(table));
      for (const row of this.rows(table)) {
        const from = Number(row[names[names.length - 1]]);
        const to = Number(row.to_position ?? Infinity);
        const holding = hashings.filter(({ position }) => from <= position && position < to);
        if (holding.length > 0) {
          const text = digestRow(names.map((name) => row[name]));
          for (const one of holding) {
            one.hash.update(text);
            one.rows++;
          }
        }
        if (++seen % rowsPerTurn === 0) await turn();
      }
    }
    return hashings.map(({ position, rows, hash }) => ({ position, rows, digest: hash.digest('hex') }));
  }

  close(): void {
    this.db.close();
  }
}
