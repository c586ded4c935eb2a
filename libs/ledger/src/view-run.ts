import { canonical } from './canonical.js';
import type { Changes, Checkpoint, Held, ViewStore } from './view-store.js';
import { openEnd, type RowsInSteps, type Table, type View, type ViewedEvent } from './view.js';

/** A row in memory: what the store holds of it, what it is now, and the temporal versions that ended in between. */
interface Cell {
  stored: Held | undefined;
  now: Held | undefined;
  ended: Held[];
}

/** One view being run over a store: rows of the current batch in memory, written with the checkpoint at its end. */
export class ViewRun {
  private readonly cells = new Map<Table, Map<string, Cell>>();
  private readonly added = new Map<Table, Held[]>();
  private readonly dirty = new Map<Table, Map<string, Cell>>();
  private position = 0;
  checkpoint: Checkpoint;

  constructor(
    readonly view: View,
    private readonly store: ViewStore,
    /** How many unchanged rows a table keeps in memory between batches. */
    private readonly keep = 50_000,
  ) {
    this.checkpoint = store.open(view);
    this.forget();
  }

  /**
   * Applies events that lie behind the checkpoint, in log order, and commits rows and checkpoint together. When an
   * event throws, all events before it are committed and a `Poisoned` with its position is thrown.
   */
  apply(events: readonly ViewedEvent[]): void {
    const fresh = events.filter((event) => event.position > this.checkpoint.position);
    if (fresh.length === 0) return;
    for (let i = 0; i < fresh.length; i++) {
      try {
        this.applyOne(fresh[i]);
      } catch (error) {
        this.forget();
        if (i > 0) this.apply(fresh.slice(0, i));
        throw new Poisoned(this.view.name, fresh[i].position, error);
      }
      if (this.view.sweep?.pending(this.rows)) this.sweep({ position: fresh[i].position, logTime: fresh[i].logTime });
    }
    const last = fresh[fresh.length - 1];
    if (last.position > this.checkpoint.position) this.commit({ position: last.position, logTime: last.logTime });
  }

  /** Finishes a sweep that an earlier run was stopped in; call it once before the first `apply`. */
  resume(): void {
    const { position, logTime, sweeping } = this.checkpoint;
    if (sweeping) this.sweep({ position, logTime });
  }

  // The event's own rows are committed first, then each step, all at the event's position.
  private sweep(at: Checkpoint): void {
    const { sweep } = this.view;
    this.position = at.position;
    this.commit({ ...at, sweeping: true });
    while (sweep?.pending(this.rows)) {
      sweep.step(this.rows);
      this.commit({ ...at, sweeping: true });
    }
    this.commit(at);
  }

  private applyOne(event: ViewedEvent): void {
    const apply = Object.hasOwn(this.view.apply, event.type) ? this.view.apply[event.type] : this.view.apply['*'];
    if (!apply) return;
    this.position = event.position;
    apply(this.rows, event);
  }

  private readonly rows: RowsInSteps = {
    get: <Row extends object>(table: Table<Row>, ...key: (string | number)[]) =>
      this.cell(table, key).now?.row as Readonly<Row> | undefined,
    put: <Row extends object>(table: Table<Row>, row: Row) => this.put(table, row),
    delete: <Row extends object>(table: Table<Row>, ...key: (string | number)[]) => this.change(table, key, undefined),
    keysAfter: (table, after, limit) => this.store.keysAfter(table, after, limit),
  };

  private put(table: Table, row: object): void {
    if (table.kind === 'log') {
      this.added.get(table)!.push({ row, from: this.position, to: openEnd });
    } else {
      const fields = row as Record<string, string | number>;
      this.change(
        table,
        table.key.map((name) => fields[name]),
        row,
      );
    }
  }

  private cell(table: Table, key: readonly (string | number)[]): Cell {
    const cells = this.cells.get(table);
    if (!cells) throw new Error(`the view ${this.view.name} has no table ${table.name}`);
    const name = key.length === 1 ? String(key[0]) : key.join('\n');
    let cell = cells.get(name);
    if (!cell) {
      const stored = this.store.load(table, key);
      cell = { stored, now: stored, ended: [] };
      cells.set(name, cell);
    }
    return cell;
  }

  private change(table: Table, key: readonly (string | number)[], row: object | undefined): void {
    const cell = this.cell(table, key);
    if (!row && !cell.now) return;
    const from = this.position;
    if (table.kind === 'temporal' && cell.now) {
      if (row && canonical(row) === canonical(cell.now.row)) return;
      if (cell.now.from < from) cell.ended.push({ ...cell.now, to: from });
    }
    cell.now = row && { row, from, to: openEnd };
    this.dirty.get(table)!.set(key.length === 1 ? String(key[0]) : key.join('\n'), cell);
  }

  private commit(checkpoint: Checkpoint): void {
    const changes: Changes[] = [];
    for (const table of this.view.tables) {
      const added = this.added.get(table)!;
      const dirty = this.dirty.get(table)!;
      if (added.length > 0 || dirty.size > 0) changes.push(changesOf(table, added, dirty.values()));
    }
    this.store.save(this.view, changes, checkpoint);
    this.checkpoint = checkpoint;
    for (const table of this.view.tables) {
      this.added.set(table, []);
      for (const cell of this.dirty.get(table)!.values()) {
        cell.stored = cell.now;
        cell.ended = [];
      }
      this.dirty.set(table, new Map());
      const cells = this.cells.get(table)!;
      if (cells.size > this.keep) {
        let surplus = cells.size - this.keep / 2;
        for (const name of cells.keys()) {
          if (surplus-- <= 0) break;
          cells.delete(name);
        }
      }
    }
  }

  private forget(): void {
    for (const table of this.view.tables) {
      this.cells.set(table, new Map());
      this.dirty.set(table, new Map());
      this.added.set(table, []);
    }
  }
}

// A temporal row that the store holds and that changed at its own `from` was put twice at one position: it is deleted
// and written anew, so that one position shows one state.
function changesOf(table: Table, added: readonly Held[], cells: Iterable<Cell>): Changes {
  const closed: { key: (string | number)[]; from: number; to: number }[] = [];
  const deleted: (string | number)[][] = [];
  const written: Held[] = [...added];
  for (const { stored, now, ended } of cells) {
    const keyOf = (row: object) => table.key.map((name) => (row as Record<string, string | number>)[name]);
    if (table.kind === 'keyed') {
      if (now) written.push(now);
      else if (stored) deleted.push(keyOf(stored.row));
      continue;
    }
    const endOfStored = ended.find((version) => version.from === stored?.from);
    if (stored && endOfStored) closed.push({ key: keyOf(stored.row), from: stored.from, to: endOfStored.to });
    else if (stored && stored !== now) deleted.push([...keyOf(stored.row), stored.from]);
    written.push(...ended.filter((version) => version !== endOfStored));
    if (now && now !== stored) written.push(now);
  }
  return { table, closed, deleted, written };
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
