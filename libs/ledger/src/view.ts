import type { RecordedEvent } from './event.js';

/** How a field is kept: text, an integer, or any JSON value as text. */
export type ColumnType = 'text' | 'integer' | 'json';

/**
 * A table of keyed rows.
 * - `keyed`: one row a key.
 * - `temporal`: every state that a row ever had, each with the half-open range of log positions in which it held, so
 *   that what was known at any position is a query.
 * - `log`: rows are only added, never read back by the view; each carries the position of its event.
 */
export interface Table<Row extends object = object> {
  name: string;
  kind: 'keyed' | 'temporal' | 'log';
  /** The fields that name a row; at least one, but for a log. */
  key: readonly string[];
  columns: Readonly<Record<string, ColumnType>>;
  /** Secondary indexes: fields, or `fromPosition`, `toPosition` (temporal), `position` (log). */
  indexes: readonly (readonly string[])[];
  /** Says what a row is to the compiler; never set. */
  readonly row?: Row;
}

/** Names a table; its rows' type goes first: `table<Official>('official', …)`. */
export function table<Row extends object>(
  name: string,
  kind: Table['kind'],
  spec: {
    key: readonly (keyof Row & string)[];
    columns: Readonly<Record<keyof Row & string, ColumnType>>;
    indexes?: readonly (readonly string[])[];
  },
): Table<Row> {
  return { name, kind, key: spec.key, columns: spec.columns, indexes: spec.indexes ?? [] };
}

/**
 * The rows that a view may see and change while it applies one event. Rows are values and frozen: put a new one, never
 * edit. A row has no field but its table's columns; what is not known is left out, never `null`, and text is kept as
 * `keptText` gives it. The rows of a log are only put.
 */
export interface Rows {
  get<Row extends object>(table: Table<Row>, ...key: (string | number)[]): Readonly<Row> | undefined;
  put<Row extends object>(table: Table<Row>, row: Row): void;
  delete<Row extends object>(table: Table<Row>, ...key: (string | number)[]): void;
}

/** An event as views get it: parsed, with the log's time (the running maximum of `recordedAt` up to it). */
export interface ViewedEvent extends RecordedEvent {
  logTime: string;
}

/**
 * The first parts of keys that follow a text, each once, in the order of their UTF-8 bytes, for work that walks a whole
 * table in steps. The first part must be text. Sees committed rows only.
 */
export interface RowsInSteps extends Rows {
  keysAfter<Row extends object>(table: Table<Row>, after: string, limit: number): readonly string[];
}

/**
 * A pure function of the log: tables of rows, and for each event type what it does to them. Never reads a clock, a
 * random number or the environment. A new `version` makes the runner build it again from the start.
 */
export interface View {
  name: string;
  version: number;
  tables: readonly Table[];
  /** By event type; `'*'` sees every event that has no entry of its own. */
  apply: Readonly<Record<string, (rows: Rows, event: ViewedEvent) => void>>;
  /**
   * Work that one event causes on more rows than one transaction should hold. While `pending`, `step` is called and
   * committed again and again before the next event; what is left to do must be in the rows, so that a restart goes on.
   */
  sweep?: Readonly<{ pending: (rows: Rows) => boolean; step: (rows: RowsInSteps) => void }>;
}

/**
 * Text as every store can keep it. U+0000, at which SQLite ends a text and which PostgreSQL refuses, becomes its symbol
 * U+2400; a lone surrogate, which UTF-8 does not have, becomes U+FFFD.
 */
export function keptText(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\u2400');
}

/** The end of an open range of positions in a temporal table. */
export const openEnd = Number.MAX_SAFE_INTEGER;
