import { canonical } from './canonical.js';
import { atStart, type Changes, type Checkpoint, type Held, type ViewStore } from './view-store.js';
import { openEnd, type Table, type View } from './view.js';

type KeyPart = string | number;
interface Known {
  version: number;
  tables: readonly string[];
  checkpoint: Checkpoint;
  parked: string | null;
}

/** View tables in memory, for tests: every version of every row. */
export class MemoryViewStore implements ViewStore {
  private readonly views = new Map<string, Known>();
  private readonly tables = new Map<string, Rows>();

  open(view: View): Checkpoint {
    const known = this.views.get(view.name);
    if (known?.version === view.version) return known.checkpoint;
    this.reset(view);
    const tables = view.tables.map(({ name }) => name);
    this.views.set(view.name, { version: view.version, tables, checkpoint: atStart, parked: null });
    return atStart;
  }

  load(table: Table, key: readonly KeyPart[]): Held | undefined {
    const held = this.rowsOf(table).open.get(nameOf(key));
    return held && { ...held, row: { ...held.row } }; // one of its own each time, as a store on disk gives it
  }

  ended(table: Table, key: readonly KeyPart[], at: number): Held | undefined {
    const versions = [...this.rowsOf(table).versions.values()];
    return versions.find(({ row, to }) => to === at && nameOf(keyOf(table, row)) === nameOf(key));
  }

  keysAfter(table: Table, after: string, limit: number): readonly string[] {
    const keys = [...this.rowsOf(table).open.values()].map(({ row }) => keyOf(table, row)[0] as string);
    const byCodePoint = new Map(keys.map((key) => [codePoints(key), key]));
    const following = [...byCodePoint.keys()].filter((points) => points > codePoints(after)).sort();
    return following.slice(0, limit).map((points) => byCodePoint.get(points)!);
  }

  save(view: View, changes: readonly Changes[], checkpoint: Checkpoint): void {
    const known = this.views.get(view.name);
    if (!known) throw new Error(`the view ${view.name} is not open`);
    for (const { table, closed, written } of changes) {
      for (const { row } of written) canonical(row); // throws for what a store on disk could not keep
      const ended = closed.find(({ key, from }) => !this.rowsOf(table).versions.has(nameOf([...key, from])));
      if (ended) throw new Error(`${table.name} holds no version ${nameOf(ended.key)} from ${ended.from}`);
    }
    for (const { table, closed, deleted, written } of changes) {
      const rows = this.rowsOf(table);
      for (const { key, from, to } of closed) rows.close(key, from, to);
      for (const key of deleted) rows.delete(table, key);
      for (const held of written) rows.write(table, held);
    }
    this.views.set(view.name, { ...known, checkpoint, parked: null });
  }

  reset(view: View): void {
    const former = this.views.get(view.name)?.tables ?? [];
    for (const name of [...former, ...view.tables.map((table) => table.name)]) this.tables.delete(name);
    this.views.delete(view.name);
  }

  park(view: View, why: string | null): void {
    const known = this.views.get(view.name);
    if (known) this.views.set(view.name, { ...known, parked: why });
  }

  /** Why the view was parked, if it is. */
  parked(view: View): string | null {
    return this.views.get(view.name)?.parked ?? null;
  }

  hurry(): void {}
  settle(): void {}

  /** Every version of every row of a table, in the order of their keys, a log's as they were added. */
  dump(table: Table): readonly Held[] {
    const rows = this.rowsOf(table);
    if (table.kind === 'log') return rows.added;
    return [...rows.versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, held]) => held);
  }

  private rowsOf(table: Table): Rows {
    let rows = this.tables.get(table.name);
    if (!rows) {
      rows = new Rows();
      this.tables.set(table.name, rows);
    }
    return rows;
  }
}

// One table: all versions by key and `from`, and the open ones by key.
class Rows {
  readonly versions = new Map<string, Held>();
  readonly open = new Map<string, Held>();
  readonly added: Held[] = [];

  close(key: readonly KeyPart[], from: number, to: number): void {
    const name = nameOf([...key, from]);
    this.versions.set(name, { ...this.versions.get(name)!, to });
    this.open.delete(nameOf(key));
  }

  delete(table: Table, key: readonly KeyPart[]): void {
    this.versions.delete(nameOf(key));
    this.open.delete(nameOf(table.kind === 'temporal' ? key.slice(0, -1) : key));
  }

  write(table: Table, held: Held): void {
    const key = keyOf(table, held.row);
    if (table.kind === 'log') {
      this.added.push(held);
      return;
    }
    const name = nameOf(table.kind === 'temporal' ? [...key, held.from] : key);
    if (table.kind === 'temporal' && this.versions.has(name)) throw new Error(`${table.name} holds ${name} already`);
    this.versions.set(name, held);
    if (held.to === openEnd) this.open.set(nameOf(key), held);
  }
}

// Sorts as UTF-8 bytes do, unlike JavaScript's own order.
const codePoints = (text: string) => Array.from(text, (c) => c.codePointAt(0)!.toString(16).padStart(6, '0')).join('');
const nameOf = (key: readonly KeyPart[]) => JSON.stringify(key);
const keyOf = (table: Table, row: object) => table.key.map((field) => (row as Record<string, KeyPart>)[field]);
