import type { Table, View } from './view.js';

/**
 * How far a view has got: the last position applied, the log's time there. While `sweeping`, the event at `position`
 * has more to do, and readers are told the position before it.
 */
export interface Checkpoint {
  position: number;
  logTime: string;
  sweeping?: boolean;
}

/** A row of a temporal table with the positions between which it held. */
export interface Held<Row extends object = object> {
  row: Row;
  from: number;
  to: number;
}

/** All changes of one commit to one table. A store applies closed, then deleted, then written. */
export interface Changes {
  table: Table;
  /** Temporal tables: versions that end; `from` names which. */
  closed: readonly { key: readonly (string | number)[]; from: number; to: number }[];
  deleted: readonly (readonly (string | number)[])[];
  /** `from` and `to` count in temporal tables only. */
  written: readonly Held[];
}

/** Reading rows of any view by plain SQL in the subset that SQLite and PostgreSQL share; `?` marks a parameter. */
export interface Queries {
  all<Row extends object>(sql: string, ...params: readonly (string | number | null)[]): Promise<readonly Row[]>;
}

/**
 * Where views keep their rows: the port that SQLite and the in-memory store implement. Its promises are the contract
 * suite of `view-store.contract.ts`. The reads are synchronous, since the runner holds the rows of a batch
 * in memory; a store that cannot answer so loads ahead.
 */
export interface ViewStore {
  /**
   * Makes the view's tables ready and says how far they have got. Tables of another version of the view are dropped
   * and begin again at position 0.
   */
  open(view: View): Checkpoint;
  /** The row of a key as it is now; of a temporal row the open version. */
  load(table: Table, key: readonly (string | number)[]): Held | undefined;
  /** The version of a temporal row that ended at a position, when none that is closed began there or later. */
  ended(table: Table, key: readonly (string | number)[], at: number): Held | undefined;
  /** As `RowsInSteps.keysAfter`, over the rows that hold now. */
  keysAfter(table: Table, after: string, limit: number): readonly string[];
  /** Writes the changes and the checkpoint in one transaction: all or nothing. */
  save(view: View, changes: readonly Changes[], checkpoint: Checkpoint): void;
  /** Empties the view; its next open starts at position 0. */
  reset(view: View): void;
  /** Before a long catch-up: secondary indexes may go. `settle` makes them again. */
  hurry(view: View): void;
  settle(view: View): void;
  /** Marks a view that an event has stopped, with the reason; `null` clears it. */
  park(view: View, why: string | null): void;
}

/** The start of every view. */
export const atStart: Checkpoint = { position: 0, logTime: '0000-00-00T00:00:00.000Z' };
