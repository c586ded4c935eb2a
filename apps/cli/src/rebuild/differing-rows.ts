import type { Table } from '@app/ledger';
import { primaryKeyOf, type StoredRow, type ViewSnapshot } from '@app/sqlite';

/** A row that is not as the log gives it, by its key; which column says what, where both have the row. */
export interface DifferingRow {
  table: string;
  key: StoredRow;
  /** Whether the row is stored and the log does not give it, or the other way round. */
  is?: 'extra' | 'missing';
  columns?: readonly DifferingColumn[];
}
export interface DifferingColumn {
  column: string;
  stored: string | number | null;
  log: string | number | null;
}
type Value = string | number | null;

/** So many rows are named. */
const mostNamed = 5;

/** Walks one table of two files side by side and names the first rows that differ. */
export function differences(
  kept: ViewSnapshot,
  rebuilt: ViewSnapshot,
  table: Table,
): { rows: number; differsAt?: number; differing?: readonly DifferingRow[] } {
  const key = primaryKeyOf(table);
  const [stored, given] = [kept.rows(table), rebuilt.rows(table)];
  const differing: DifferingRow[] = [];
  let differsAt: number | undefined;
  let rows = 0;
  for (
    let [a, b] = [stored.next().value, given.next().value];
    (a ?? b) !== undefined && differing.length < mostNamed;
    rows++
  ) {
    const order = !a ? 1 : !b ? -1 : compared(key, a, b);
    if (order !== 0 || JSON.stringify(a) !== JSON.stringify(b)) {
      differsAt ??= rows + 1;
      differing.push({ table: table.name, key: keyIn(key, (order > 0 ? b : a)!, rows), ...differenceOf(order, a, b) });
    }
    if (order <= 0) a = stored.next().value;
    if (order >= 0) b = given.next().value;
  }
  return { rows, ...(differsAt !== undefined && { differsAt, differing }) };
}

// The order in which SQLite gives rows: text by its UTF-8 bytes. The rows of a log are told by their number alone.
function compared(key: readonly string[], a: StoredRow, b: StoredRow): number {
  for (const name of key) {
    const order = comparedValues(a[name], b[name]);
    if (order !== 0) return order;
  }
  return 0;
}

function comparedValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

const keyIn = (key: readonly string[], row: StoredRow, before: number): StoredRow =>
  key.length === 0 ? { row: before + 1 } : Object.fromEntries(key.map((name) => [name, row[name]]));

function differenceOf(order: number, a?: StoredRow, b?: StoredRow): Pick<DifferingRow, 'is' | 'columns'> {
  if (!a || !b || order !== 0) return { is: order > 0 ? 'missing' : 'extra' };
  return { columns: columnsThatDiffer(a, b) };
}

const columnsThatDiffer = (stored: StoredRow, log: StoredRow): readonly DifferingColumn[] =>
  Object.keys(stored)
    .filter((column) => stored[column] !== log[column])
    .map((column) => ({ column, stored: stored[column], log: log[column] }));
