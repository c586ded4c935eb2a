import { columnOf, type ColumnType, type Table } from '@app/ledger';

/** A field of a row and the column that keeps it. */
export interface Column {
  field: string;
  name: string;
  type: ColumnType;
}

/** The text of every statement that makes, fills and drops a view's table; pure, so that it can be read and compared. */
const types: Record<ColumnType, string> = { text: 'TEXT', integer: 'INTEGER', json: 'TEXT' };

/** A name in double quotes, so that a column may be called `from` or `order`. */
export function quoted(name: string): string {
  return `"${columnOf(name).replaceAll('"', '""')}"`;
}

/** The columns of the rows' own fields, in the table's order. */
export function columnsOf(table: Table): readonly Column[] {
  return Object.entries<ColumnType>(table.columns).map(([field, type]) => ({ field, name: columnOf(field), type }));
}

/** The columns beside the fields: when a temporal row held, where a log row came from. */
export function positionsOf(table: Table): readonly string[] {
  return { keyed: [], temporal: ['from_position', 'to_position'], log: ['position'] }[table.kind];
}

/** What names one stored row: the key, in a temporal table with the position from which the row held. */
export function primaryKeyOf(table: Table): readonly string[] {
  if (table.kind === 'log') return [];
  return [...table.key.map(columnOf), ...(table.kind === 'temporal' ? ['from_position'] : [])];
}

/** `CREATE TABLE`. A keyed table with one integer key is kept by rowid, every other with a key without one. */
export function createTable(table: Table): string {
  const primary = primaryKeyOf(table);
  const lines = columnsOf(table).map(({ name, type }) => {
    return `${quoted(name)} ${types[type]}${primary.includes(name) ? ' NOT NULL' : ''}`;
  });
  lines.push(...positionsOf(table).map((name) => `${quoted(name)} INTEGER NOT NULL`));
  if (primary.length > 0) lines.push(`PRIMARY KEY (${listed(primary)})`);
  const byRowid =
    primary.length === 0 || (primary.length === 1 && columnsOf(table).some(isIntegerColumn.bind(null, primary[0])));
  return `CREATE TABLE ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n) STRICT${byRowid ? '' : ', WITHOUT ROWID'}`;
}

/** The secondary indexes by name, each with its `CREATE INDEX IF NOT EXISTS`. */
export function createIndexes(table: Table): ReadonlyMap<string, string> {
  return new Map(
    table.indexes.map((fields) => {
      const name = `${columnOf(table.name)}_by_${fields.map(columnOf).join('_and_')}`;
      return [name, `CREATE INDEX IF NOT EXISTS ${quoted(name)} ON ${quoted(table.name)} (${listed(fields)})`];
    }),
  );
}

/** Inserts `count` rows. A keyed row replaces the one with its key; any other clash ends the whole transaction. */
export function insertRows(table: Table, count: number): string {
  const names = [...columnsOf(table).map(({ name }) => name), ...positionsOf(table)];
  const row = `(${names.map(() => '?').join(', ')})`;
  const rows = Array.from({ length: count }, () => row).join(', ');
  return `INSERT OR ROLLBACK INTO ${quoted(table.name)} (${listed(names)}) VALUES ${rows}${onConflict(table)}`;
}

/** Where a row's primary key, or only its key, equals the parameters. */
export function whereKey(names: readonly string[]): string {
  return `WHERE ${names.map((name) => `${quoted(name)} = ?`).join(' AND ')}`;
}

/** Names in quotes, with commas. */
export function listed(names: readonly string[]): string {
  return names.map(quoted).join(', ');
}

const isIntegerColumn = (name: string, column: Column) => column.name === name && column.type === 'integer';

function onConflict(table: Table): string {
  if (table.kind !== 'keyed') return '';
  const primary = primaryKeyOf(table);
  const rest = columnsOf(table).filter(({ name }) => !primary.includes(name));
  const set = rest.map(({ name }) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ');
  return ` ON CONFLICT (${listed(primary)}) DO ${set ? `UPDATE SET ${set}` : 'NOTHING'}`;
}
