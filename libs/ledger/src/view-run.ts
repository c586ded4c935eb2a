import { canonical } from './canonical.js';
import { HeldRows, type RowSource } from './held-rows.js';
import type { Changes, Checkpoint, ViewStore } from './view-store.js';
import type { RowsInSteps, Table, View, ViewedEvent } from './view.js';

/** One view being run over a store: rows of the current batch in memory, written with the checkpoint at its end. */
export class ViewRun {
  private readonly held: ReadonlyMap<Table, HeldRows>;
  private readonly applying: ReadonlyMap<string, View['apply'][string]>;
  private position = 0;
  private storeFailure: unknown;
  /** How far the store has got with this view. */
  checkpoint: Checkpoint;
  /** The last event that was taken: what lies behind the checkpoint is in memory only. */
  private taken: Checkpoint;

  constructor(
    readonly view: View,
    private readonly store: ViewStore,
    /** How much of a table stays in memory between batches: a row counts as one, as does each member of its lists. */
    private readonly keep = 200_000,
  ) {
    this.checkpoint = this.taken = store.open(view);
    this.applying = new Map(Object.entries(view.apply));
    const source: RowSource = {
      load: (table, key) => this.fromStore(() => store.load(table, key)),
      // Only a sweep comes back to a position of which something is committed.
      ended: (table, key, at) =>
        at === this.checkpoint.position ? this.fromStore(() => store.ended(table, key, at)) : undefined,
    };
    const isEmpty = this.checkpoint.position === 0;
    this.held = new Map(view.tables.map((table) => [table, new HeldRows(table, source, isEmpty)]));
  }

  /**
   * Applies events that lie behind the checkpoint, in log order, and commits rows and checkpoint together. When an
   * event throws, all events before it are committed and a `Poisoned` with its position is thrown. When the store
   * throws, the run goes on from what it last committed.
   */
  apply(events: readonly ViewedEvent[]): void {
    try {
      this.take(events);
      this.flush();
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      const before = this.freshOf(events).filter((event) => event.position < error.position);
      if (before.length > 0) this.apply(before);
      throw error;
    }
  }

  /** The first half of `apply`: changes rows in memory. When it throws, nothing since the last commit is kept. */
  take(events: readonly ViewedEvent[]): void {
    this.resume();
    this.kept(() => {
      const fresh = this.freshOf(events);
      for (const event of fresh) this.applyOne(event);
      const last = fresh.at(-1);
      if (last) this.taken = { position: last.position, logTime: last.logTime };
    });
  }

  /** The second half: commits what was taken. */
  flush(): void {
    if (this.taken.position > this.checkpoint.position) this.kept(() => this.commit(this.taken));
  }

  /** Finishes a sweep that an earlier run was stopped in. */
  resume(): void {
    const { position, logTime, sweeping } = this.checkpoint;
    if (!sweeping) return;
    this.position = position;
    this.kept(() => this.sweep({ position, logTime }));
  }

  // They are in log order.
  private freshOf(events: readonly ViewedEvent[]): readonly ViewedEvent[] {
    const { position } = this.taken;
    if (events.length > 0 && events[0].position > position) return events;
    const first = events.findIndex((event) => event.position > position);
    return first < 0 ? [] : events.slice(first);
  }

  private applyOne(event: ViewedEvent): void {
    const apply = this.applying.get(event.type) ?? this.view.apply['*'];
    if (!apply) return;
    const { position, logTime } = event;
    this.position = position;
    try {
      apply(this.rows, event);
    } catch (error) {
      throw this.blamed(error);
    }
    if (!this.view.sweep || !this.pending) return;
    this.commit({ position, logTime, sweeping: true });
    this.sweep({ position, logTime });
  }

  // The event's own rows were committed first; each step is committed at the event's position too.
  private sweep(at: Checkpoint): void {
    while (this.pending) {
      this.judged(() => this.view.sweep?.step(this.rows));
      if (this.pending) this.commit({ ...at, sweeping: true });
    }
    this.commit(at);
  }

  private get pending(): boolean {
    return this.judged(() => this.view.sweep?.pending(this.rows) ?? false);
  }

  // What the view throws is the event's fault, what the store throws is not.
  private judged<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.blamed(error);
    }
  }

  private blamed(error: unknown): unknown {
    return error === this.storeFailure ? error : new Poisoned(this.view.name, this.position, error);
  }

  private fromStore<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      this.storeFailure = error;
      throw error;
    }
  }

  private readonly rows: RowsInSteps = {
    get: <Row extends object>(table: Table<Row>, ...key: (string | number)[]) =>
      this.rowsOf(table).get(key) as Readonly<Row> | undefined,
    put: <Row extends object>(table: Table<Row>, row: Row) => this.rowsOf(table).put(row, this.position),
    delete: <Row extends object>(table: Table<Row>, ...key: (string | number)[]) =>
      this.rowsOf(table).delete(key, this.position),
    keysAfter: (table, after, limit) => this.fromStore(() => this.store.keysAfter(table, after, limit)),
  };

  private rowsOf(table: Table): HeldRows {
    const rows = this.held.get(table);
    if (!rows) throw new TypeError(`the view ${this.view.name} has no table ${table.name}`);
    return rows;
  }

  private commit(checkpoint: Checkpoint): void {
    const changes = [...this.held.values()].map((rows) => rows.changes).filter((change): change is Changes => !!change);
    try {
      this.store.save(this.view, changes, checkpoint);
    } catch (error) {
      throw this.unkeepable(changes) ?? error;
    }
    this.checkpoint = this.taken = checkpoint;
    for (const rows of this.held.values()) rows.saved(this.keep);
  }

  // Which event first put a row that no store can keep: JSON is looked through when it is saved, not at each put.
  private unkeepable(changes: readonly Changes[]): Poisoned | undefined {
    const found: Poisoned[] = [];
    for (const { row, from } of changes.flatMap(({ written }) => written)) {
      try {
        canonical(row);
      } catch (cause) {
        found.push(new Poisoned(this.view.name, from, cause));
      }
    }
    return found.sort((a, b) => a.position - b.position)[0];
  }

  private kept(work: () => void): void {
    try {
      work();
    } catch (error) {
      for (const rows of this.held.values()) rows.forget();
      this.taken = this.checkpoint;
      throw error;
    }
  }
}

/** An event that a view cannot apply: the view stops before it, others go on. */
export class Poisoned extends Error {
  constructor(
    readonly view: string,
    readonly position: number,
    cause: unknown,
  ) {
    super(`the view ${view} cannot apply the event at position ${position}: ${String(cause)}`, { cause });
    this.name = 'Poisoned';
  }
}
