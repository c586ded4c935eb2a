import {
  atStart,
  columnOf,
  type Changes,
  type Checkpoint,
  type Held,
  type Table,
  type View,
  type ViewStore,
} from '@app/ledger';
import { openDatabase, pragma, type Database, type FileKind } from './open-database.js';
import { SqliteQueries } from './sqlite-queries.js';
import { createIndexes, createTable, quoted } from './table-ddl.js';
import { TableRows } from './table-rows.js';

interface CheckpointRow {
  version: number;
  position: number;
  log_time: string;
  sweeping: number;
  shape: string;
}

/** How long a writer waits for its turn, in ms: a rebuild has two, and one may be making the indexes of millions of rows. */
const turnMs = 3_600_000;

const kind: FileKind = { name: 'a file of views', applicationId: 0x41_4c_56_31, version: 1 };

/**
 * View tables in one SQLite file of their own, which can be rebuilt from the log and so is written without a flush for
 * each commit. One process writes it; readers have connections of their own (`openQueries`).
 */
export class SqliteViews implements ViewStore {
  private readonly tables = new Map<Table, TableRows>();
  private readonly hurried = new Set<string>();

  private constructor(private readonly db: Database) {}

  /** Opens or makes the file for writing. Throws an Error that names the file when it is not one of views. */
  static open(file: string): SqliteViews {
    const db = openDatabase(file, { synchronous: 'NORMAL', kind });
    db.exec(`PRAGMA cache_size = -65536; PRAGMA busy_timeout = ${turnMs}`);
    // The same pages are changed again and again: 128 MB of them are written before they are put in their place.
    db.exec('PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 67108864');
    db.exec(`PRAGMA application_id = ${kind.applicationId}; PRAGMA user_version = ${kind.version}`);
    db.exec(
      'CREATE TABLE IF NOT EXISTS checkpoint (view TEXT PRIMARY KEY, version INTEGER NOT NULL, ' +
        'position INTEGER NOT NULL, log_time TEXT NOT NULL, sweeping INTEGER NOT NULL, parked TEXT, ' +
        'shape TEXT NOT NULL) STRICT, WITHOUT ROWID',
    );
    return new SqliteViews(db);
  }

  /** A second, read-only connection; the file may come later. */
  static openQueries(file: string): SqliteQueries {
    return new SqliteQueries(file);
  }

  /** Tables whose columns or kind differ from the view's are made anew too, as if the version had changed. */
  open(view: View): Checkpoint {
    const shape = JSON.stringify(view.tables.map((table) => [table.name, createTable(table)]));
    return this.transaction(() => {
      const known = this.db
        .prepare('SELECT version, position, log_time, sweeping, shape FROM checkpoint WHERE view = ?')
        .get(view.name) as CheckpointRow | undefined;
      if (known?.version === view.version && known.shape === shape) {
        for (const table of view.tables) this.index(table);
        const { position, log_time: logTime, sweeping } = known;
        return { position, logTime, ...(sweeping ? { sweeping: true } : {}) };
      }
      this.drop(view, known?.shape);
      for (const table of view.tables) {
        if (columnOf(table.name) === 'checkpoint') throw new Error('checkpoint is no name for a table of a view');
        this.db.exec(createTable(table));
        this.index(table);
      }
      this.db
        .prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?, 0, NULL, ?)')
        .run(view.name, view.version, atStart.position, atStart.logTime, shape);
      return atStart;
    });
  }

  load(table: Table, key: readonly (string | number)[]): Held | undefined {
    return this.rowsOf(table).load(key);
  }

  ended(table: Table, key: readonly (string | number)[], at: number): Held | undefined {
    return this.rowsOf(table).ended(key, at);
  }

  keysAfter(table: Table, after: string, limit: number): readonly string[] {
    return this.rowsOf(table).keysAfter(after, limit);
  }

  save(view: View, changes: readonly Changes[], { position, logTime, sweeping }: Checkpoint): void {
    this.transaction(() => {
      for (const change of changes) this.rowsOf(change.table).write(change);
      const saved = this.db
        .prepare('UPDATE checkpoint SET position = ?, log_time = ?, sweeping = ?, parked = NULL WHERE view = ?')
        .run(position, logTime, sweeping ? 1 : 0, view.name);
      if (saved.changes !== 1) throw new Error(`the view ${view.name} is not open`);
    });
  }

  reset(view: View): void {
    this.transaction(() => {
      const known = this.db.prepare('SELECT shape FROM checkpoint WHERE view = ?').get(view.name) as
        CheckpointRow | undefined;
      this.drop(view, known?.shape);
    });
  }

  /** Only a view that begins at 0 hurries: one with rows would pay more for its indexes than it saves. */
  hurry(view: View): void {
    const known = this.db.prepare('SELECT position FROM checkpoint WHERE view = ?').get(view.name) as
      CheckpointRow | undefined;
    if (known?.position !== 0) return;
    this.transaction(() => {
      for (const table of view.tables) {
        for (const name of createIndexes(table).keys()) this.db.exec(`DROP INDEX IF EXISTS ${quoted(name)}`);
      }
    });
    this.hurried.add(view.name);
    this.db.exec('PRAGMA synchronous = OFF');
  }

  settle(view: View): void {
    if (!this.hurried.delete(view.name)) return;
    this.transaction(() => view.tables.forEach((table) => this.index(table)));
    if (this.hurried.size > 0) return;
    this.db.exec('PRAGMA synchronous = NORMAL');
    // Flushes what was written without.
    this.db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** OFF in a rebuild, when the system's crash costs the file; NORMAL at any other time. */
  get synchronous(): 'OFF' | 'NORMAL' {
    return pragma(this.db, 'synchronous') === 0 ? 'OFF' : 'NORMAL';
  }

  park(view: View, why: string | null): void {
    this.db.prepare('UPDATE checkpoint SET parked = ? WHERE view = ?').run(why, view.name);
  }

  close(): void {
    this.tables.clear();
    this.db.close();
  }

  // Also heals: an earlier run may have dropped indexes and died, or an earlier release may have had others.
  private index(table: Table): void {
    const wanted = createIndexes(table);
    const present = this.db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`)
      .all(columnOf(table.name)) as { name: string }[];
    for (const { name } of present) if (!wanted.has(name)) this.db.exec(`DROP INDEX ${quoted(name)}`);
    for (const create of wanted.values()) this.db.exec(create);
  }

  private drop(view: View, shape = '[]'): void {
    const former = (JSON.parse(shape) as [string, string][]).map(([name]) => name);
    for (const name of new Set([...former, ...view.tables.map((table) => table.name)])) {
      this.db.exec(`DROP TABLE IF EXISTS ${quoted(name)}`);
    }
    this.db.prepare('DELETE FROM checkpoint WHERE view = ?').run(view.name);
  }

  private rowsOf(table: Table): TableRows {
    let rows = this.tables.get(table);
    if (!rows) {
      rows = new TableRows(this.db, table);
      this.tables.set(table, rows);
    }
    return rows;
  }

  private transaction<T>(work: () => T): T {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}
