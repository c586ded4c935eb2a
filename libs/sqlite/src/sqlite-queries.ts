import { statSync } from 'node:fs';
import { keptText, type Queries, type Table } from '@app/ledger';
import type { StatementSyncInstance } from '@photostructure/sqlite';
import { messageOf, openDatabase, type Database } from './open-database.js';
import { primaryKeyOf, listed, quoted } from './table-ddl.js';

/** The file or the table that a query reads is not there: the view has not been built yet, or is being rebuilt. */
export class NotBuilt extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`the views are not built yet: ${what}`, options);
    this.name = 'NotBuilt';
  }
}

interface Prepared {
  statement: StatementSyncInstance;
  parameters: number;
}

const statementsKept = 200;

/**
 * Reads view tables over a read-only connection of its own, opened by the first query that finds the file. Throws
 * `NotBuilt` while the file or a table is missing and a TypeError when the parameters are not as many as the `?`.
 */
export class SqliteQueries implements Queries {
  private db: Database | undefined;
  private readonly prepared = new Map<string, Prepared>();

  constructor(private readonly file: string) {}

  async all<Row extends object>(sql: string, ...params: readonly (string | number | null)[]): Promise<readonly Row[]> {
    try {
      const { statement, parameters } = this.prepare(sql);
      if (params.length !== parameters) {
        throw new TypeError(`a query with ${parameters} parameters was given ${params.length}`);
      }
      const rows = statement.all(...params.map((value) => (typeof value === 'string' ? keptText(value) : value)));
      return rows.map((row: Row) => ({ ...row }));
    } catch (error) {
      const why = messageOf(error);
      if (why.includes('no such table: ')) throw new NotBuilt(why, { cause: error });
      throw error;
    }
  }

  /** How many prepared statements it keeps now, 200 at most. */
  get statements(): number {
    return this.prepared.size;
  }

  close(): void {
    this.prepared.clear();
    this.db?.close();
    this.db = undefined;
  }

  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    if (known) this.prepared.delete(sql);
    const prepared = known ?? { statement: this.open().prepare(sql), parameters: countOfParameters(sql) };
    this.prepared.set(sql, prepared);
    if (this.prepared.size > statementsKept) this.prepared.delete(this.prepared.keys().next().value!);
    return prepared;
  }

  private open(): Database {
    // A file that its writer has only just made is still empty.
    if (!this.db && !statSync(this.file, { throwIfNoEntry: false })?.size) throw new NotBuilt(`no file ${this.file}`);
    return (this.db ??= openDatabase(this.file, { synchronous: 'NORMAL', readOnly: true }));
  }
}

// SQLite takes a missing parameter for NULL without a word, so they are counted: every `?` outside of quotes and comments.
function countOfParameters(sql: string): number {
  return sql.replace(/'[^']*'|"[^"]*"|--[^\n]*/g, '').split('?').length - 1;
}

/** All rows of a table in the order of its key, a log's in the order in which they were added: for comparing byte for byte. */
export function dumpOf(queries: Queries, table: Table): Promise<readonly object[]> {
  const order = table.kind === 'log' ? 'rowid' : listed(primaryKeyOf(table));
  return queries.all(`SELECT * FROM ${quoted(table.name)} ORDER BY ${order}`);
}
