import { canonical, columnOf, openEnd, type Changes, type Held, type Table } from '@app/ledger';
import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { Database } from './open-database.js';
import { columnsOf, insertRows, listed, positionsOf, primaryKeyOf, quoted, whereKey } from './table-ddl.js';

type Value = string | number | null;

// One call into SQLite costs about as much as a row does, so most rows go in by twenties.
const rowsAtOnce = 20;

/** One table's prepared statements. Each is prepared at its first use, since most views use few of them. */
export class TableRows {
  private readonly columns = columnsOf(this.table);
  private readonly prepared = new Map<string, StatementSyncInstance>();
  private readonly sql: Readonly<Record<'load' | 'ended' | 'keysAfter' | 'close' | 'delete' | 'one' | 'many', string>>;

  constructor(
    private readonly db: Database,
    readonly table: Table,
  ) {
    const name = quoted(table.name);
    const key = table.key.map(columnOf);
    const first = quoted(key[0] ?? '');
    const open = table.kind === 'temporal' ? ` AND "to_position" = ${openEnd}` : '';
    const rows = `SELECT ${listed([...this.columns.map((column) => column.name), ...positionsOf(table)])} FROM ${name}`;
    const newest = 'ORDER BY "from_position" DESC LIMIT 1';
    this.sql = {
      // The newest version of a key is the only one that can be open, and the primary key finds it.
      load: `${rows} ${whereKey(key)} ${table.kind === 'temporal' ? newest : ''}`,
      ended: `${rows} ${whereKey(key)} AND "from_position" < ? ${newest}`,
      keysAfter: `SELECT DISTINCT ${first} AS "key" FROM ${name} WHERE ${first} > ?${open} ORDER BY ${first} LIMIT ?`,
      close: `UPDATE OR ROLLBACK ${name} SET "to_position" = ? ${whereKey([...key, 'from_position'])}`,
      delete: `DELETE FROM ${name} ${whereKey(primaryKeyOf(table))}`,
      one: insertRows(table, 1),
      many: insertRows(table, rowsAtOnce),
    };
  }

  /** The row of a key as it is now. */
  load(key: readonly (string | number)[]): Held | undefined {
    const held = this.heldOf(this.statement(this.sql.load).get(...key) as Record<string, Value> | undefined);
    return held?.to === openEnd ? held : undefined;
  }

  /** The version of a temporal row that ended at a position. */
  ended(key: readonly (string | number)[], at: number): Held | undefined {
    const held = this.heldOf(this.statement(this.sql.ended).get(...key, at) as Record<string, Value> | undefined);
    return held?.to === at ? held : undefined;
  }

  /** The first parts of the keys of open rows that follow `after` in the order of their UTF-8 bytes. */
  keysAfter(after: string, limit: number): readonly string[] {
    const rows = this.statement(this.sql.keysAfter).all(after, limit) as { key: string }[];
    return rows.map(({ key }) => key);
  }

  /** Applies a commit's changes inside the caller's transaction. */
  write({ closed, deleted, written }: Changes): void {
    for (const { key, from, to } of closed) {
      const { changes } = this.statement(this.sql.close).run(to, ...key, from);
      if (changes !== 1) throw new Error(`${this.table.name} holds no version ${JSON.stringify(key)} from ${from}`);
    }
    for (const key of deleted) this.statement(this.sql.delete).run(...key);
    let at = 0;
    for (; at + rowsAtOnce <= written.length; at += rowsAtOnce) {
      this.statement(this.sql.many).run(...this.values(written, at, at + rowsAtOnce));
    }
    for (; at < written.length; at++) this.statement(this.sql.one).run(...this.values(written, at, at + 1));
  }

  private heldOf(found: Record<string, Value> | undefined): Held | undefined {
    if (!found) return undefined;
    const row: Record<string, unknown> = {};
    for (const { field, name, type } of this.columns) {
      const value = found[name];
      if (value !== null) row[field] = type === 'json' ? JSON.parse(value as string) : value;
    }
    const { from_position: from = 0, to_position: to = openEnd } = found as Record<string, number | undefined>;
    return { row, from, to };
  }

  private values(written: readonly Held[], start: number, end: number): Value[] {
    const values: Value[] = [];
    for (let i = start; i < end; i++) {
      const { row, from, to } = written[i];
      const fields = row as Record<string, unknown>;
      for (const { field, type } of this.columns) {
        const value = fields[field];
        values.push(value === undefined ? null : type === 'json' ? canonical(value) : (value as Value));
      }
      if (this.table.kind === 'temporal') values.push(from, to);
      else if (this.table.kind === 'log') values.push(from);
    }
    return values;
  }

  private statement(sql: string): StatementSyncInstance {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}
