import type { Table } from './view.js';

/** `officialId` → `official_id`: how a field's column is called. */
export const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What to select so that `rowFrom` can read it: every column of a table under its field's name. */
export function selected(table: Table): string {
  return Object.keys(table.columns)
    .map((field) => `"${columnOf(field)}" AS "${field}"`)
    .join(', ');
}

/** A row as the view put it, from what a query selected: JSON parsed, fields that were absent left out. */
export function rowFrom<Row extends object>(table: Table<Row>, raw: object): Row {
  const row: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(raw) as [keyof Row & string, unknown][]) {
    if (value !== null) row[field] = table.columns[field] === 'json' ? JSON.parse(value as string) : value;
  }
  return row as Row;
}
