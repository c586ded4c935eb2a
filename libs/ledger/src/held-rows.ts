import { canonical } from './canonical.js';
import type { Changes, Held, ViewStore } from './view-store.js';
import { keptText, openEnd, type ColumnType, type Table } from './view.js';

type Column = readonly [field: string, type: ColumnType];

/** A part of a row's key. */
export type KeyPart = string | number;

/** A row in memory: what the store holds of it, what it is now, and the temporal versions that ended in between. */
interface Cell {
  stored: Held | undefined;
  now: Held | undefined;
  ended: Held[];
  /** A version that the store holds as ended, and that goes on. */
  reopened?: Held;
  weight: number;
}

/** What the rows in memory are read from: a store, seen from the position that is being applied. */
export type RowSource = Pick<ViewStore, 'load' | 'ended'>;

/**
 * One table's rows in memory while a view runs: read through from the store, changed here, given to the store as
 * `changes`. Refuses with a TypeError what a store could not give back as it was put: a field without a column, a value
 * of another type, a key with a part too few.
 */
export class HeldRows {
  private readonly cells = new Map<string, Cell>();
  private readonly dirty = new Set<Cell>();
  private readonly added: Held[] = [];
  private weight = 0;
  /** The cell that was asked for last: a view gets a row, then puts it. */
  private latest: { key: readonly KeyPart[]; cell: Cell } | undefined;
  private readonly columns: readonly Column[];
  /** Whether a key is one text, which names its cell as it is. */
  private readonly isNamedByText: boolean;

  constructor(
    readonly table: Table,
    private readonly source: RowSource,
    /** Whether the store holds no row that is not in memory: then there is nothing to be read from it. */
    private isWhole = false,
  ) {
    this.columns = Object.entries<ColumnType>(table.columns);
    this.isNamedByText = table.key.length === 1 && table.columns[table.key[0]] === 'text';
  }

  get(key: readonly KeyPart[]): object | undefined {
    return this.cell(key).now?.row;
  }

  put(given: object, position: number): void {
    const row = storable(this.table, this.columns, given);
    if (this.table.kind === 'log') this.added.push({ row, from: position, to: openEnd });
    // Frozen, since a view that edits a row that it was given would change the past unseen.
    else this.change(this.cell(this.keyOf(row)), Object.freeze(row), position);
  }

  delete(key: readonly KeyPart[], position: number): void {
    const cell = this.cell(key);
    if (cell.now) this.change(cell, undefined, position);
  }

  /** What has changed since the last `saved`; nothing is forgotten yet. */
  get changes(): Changes | undefined {
    if (this.added.length === 0 && this.dirty.size === 0) return undefined;
    const closed: { key: KeyPart[]; from: number; to: number }[] = [];
    const deleted: KeyPart[][] = [];
    const written: Held[] = [...this.added];
    for (const { stored, now, ended, reopened } of this.dirty) {
      if (this.table.kind === 'keyed') {
        if (now) written.push(now);
        else if (stored) deleted.push(this.keyOf(stored.row));
        continue;
      }
      const end = ended.find((version) => isSame(version, stored));
      if (stored && end) closed.push({ key: this.keyOf(stored.row), from: stored.from, to: end.to });
      else if (stored && stored !== now) deleted.push([...this.keyOf(stored.row), stored.from]);
      if (reopened) deleted.push([...this.keyOf(reopened.row), reopened.from]);
      written.push(...ended.filter((version) => version !== end));
      if (now && now !== stored) written.push(now);
    }
    return { table: this.table, closed, deleted, written };
  }

  /**
   * The store has the changes. Rows up to a weight of `keep` stay in memory, a row counting as one and each member of
   * its lists as one more; the oldest go first.
   */
  saved(keep: number): void {
    for (const cell of this.dirty) {
      const weight = weightOf(cell.now);
      this.weight += weight - cell.weight;
      cell.weight = weight;
      cell.stored = cell.now;
      cell.ended = [];
      cell.reopened = undefined;
    }
    this.dirty.clear();
    this.added.length = 0;
    if (this.weight <= keep) return;
    this.isWhole = false;
    this.latest = undefined;
    for (const [name, { weight }] of this.cells) {
      if (this.weight <= keep / 2) break;
      this.cells.delete(name);
      this.weight -= weight;
    }
  }

  /** Drops everything in memory, changes that the store does not have too. */
  forget(): void {
    this.isWhole = false;
    this.latest = undefined;
    this.cells.clear();
    this.weight = 0;
    this.dirty.clear();
    this.added.length = 0;
  }

  private change(cell: Cell, row: object | undefined, from: number): void {
    if (this.table.kind === 'temporal' && row) {
      if (cell.now && sameRow(this.table, row, cell.now.row)) return;
      if (this.goOn(cell, row, from)) return;
    }
    this.dirty.add(cell);
    if (this.table.kind === 'temporal' && cell.now && cell.now.from < from) cell.ended.push({ ...cell.now, to: from });
    cell.now = row && { row, from, to: openEnd };
  }

  // What had ended at this very position and comes back goes on: one position shows one state, no two equal ones meet.
  private goOn(cell: Cell, row: object, from: number): boolean {
    if (cell.now && cell.now.from < from) return false;
    const ended = cell.ended.at(-1);
    const last = ended ?? this.source.ended(this.table, this.keyOf(row), from);
    if (last?.to !== from || !sameRow(this.table, row, last.row)) return false;
    if (ended) cell.ended.pop();
    else cell.reopened = last;
    cell.now = { ...last, to: openEnd };
    this.dirty.add(cell);
    return true;
  }

  private cell(given: readonly KeyPart[]): Cell {
    const { latest } = this;
    if (latest && isSameKey(latest.key, given)) return latest.cell;
    // What names a cell was made storable once; no other key of as many parts gives the name of one.
    let known: Cell | undefined;
    if (this.isNamedByText && given.length === 1) known = this.cells.get(given[0] as string);
    else if (given.length === 2 && this.table.key.length === 2) known = this.cells.get(`${given[0]}\0${given[1]}`);
    const cell = known ?? this.cellOf(given);
    this.latest = { key: given, cell };
    return cell;
  }

  private cellOf(given: readonly KeyPart[]): Cell {
    const { table } = this;
    if (table.kind === 'log') throw new TypeError(`${table.name} is a log: its rows are added, never read back`);
    const key = storableKey(table, given);
    const name = key.join('\0'); // no kept text has it
    let cell = this.cells.get(name);
    if (!cell) {
      const stored = this.isWhole ? undefined : this.source.load(table, key);
      if (stored) Object.freeze(stored.row);
      cell = { stored, now: stored, ended: [], weight: weightOf(stored) };
      this.weight += cell.weight;
      this.cells.set(name, cell);
    }
    return cell;
  }

  private keyOf(row: object): KeyPart[] {
    return this.table.key.map((field) => (row as Record<string, KeyPart>)[field]);
  }
}

// Written for speed: most of a rebuild's time outside the store is spent here.
function storable(table: Table, columns: readonly Column[], row: object): object {
  const fields = row as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  let known = 0;
  for (const [field, type] of columns) {
    const value = fields[field];
    if (value === undefined) continue;
    known++;
    const kept = storableValue(table, field, type, value);
    if (kept !== value) (copy ??= { ...row })[field] = kept;
  }
  if (Object.keys(row).length > known) assertColumns(table, fields);
  return copy ?? row;
}

function assertColumns(table: Table, fields: Record<string, unknown>): void {
  for (const field of Object.keys(fields)) {
    if (fields[field] !== undefined && !Object.hasOwn(table.columns, field)) {
      throw new TypeError(`${table.name}.${field} is no column`);
    }
  }
}

function storableValue(table: Table, field: string, type: ColumnType, value: unknown): unknown {
  if (type === 'text' && typeof value === 'string') return keptText(value);
  if (type === 'integer' && Number.isSafeInteger(value)) return value;
  if (type === 'json' && typeof value !== 'function' && typeof value !== 'symbol') return value;
  throw new TypeError(
    `${table.name}.${field} is ${type}, it cannot take this ${value === null ? 'null' : typeof value}`,
  );
}

function storableKey(table: Table, key: readonly KeyPart[]): KeyPart[] {
  if (key.length !== table.key.length) {
    throw new TypeError(`a key of ${table.name} has ${table.key.length} parts, not ${key.length}`);
  }
  return key.map((part, i) => storableValue(table, table.key[i], table.columns[table.key[i]], part) as KeyPart);
}

const isSameKey = (a: readonly KeyPart[], b: readonly KeyPart[]) =>
  a.length === b.length && a.every((part, i) => part === b[i]);

// Whether an ended version is the one that the store holds open.
const isSame = (version: Held, stored: Held | undefined) => version.from === stored?.from && version.row === stored.row;

function sameRow(table: Table, a: object, b: object): boolean {
  return Object.entries(table.columns).every(([field, type]) => {
    const [x, y] = [(a as Record<string, unknown>)[field], (b as Record<string, unknown>)[field]];
    return x === y || (type === 'json' && x !== undefined && y !== undefined && canonical(x) === canonical(y));
  });
}

function weightOf(held: Held | undefined): number {
  let weight = 1;
  const fields = held?.row as Record<string, unknown> | undefined;
  for (const name in fields) {
    const value = fields[name];
    if (Array.isArray(value)) weight += value.length;
  }
  return weight;
}
