import { atStart, type Changes, type Checkpoint, type Held, type ViewStore } from './view-store.js';
import { openEnd, type Table, type View } from './view.js';

/** View tables in memory, for tests: every version of every row in a list. */
export class MemoryViewStore implements ViewStore {
  private readonly views = new Map<string, { version: number; checkpoint: Checkpoint; parked: string | null }>();
  private readonly tables = new Map<string, Held[]>();

  open(view: View): Checkpoint {
    const known = this.views.get(view.name);
    if (known?.version === view.version) return known.checkpoint;
    this.reset(view);
    this.views.set(view.name, { version: view.version, checkpoint: atStart, parked: null });
    return atStart;
  }

  load(table: Table, key: readonly (string | number)[]): Held | undefined {
    return this.rowsOf(table).find((held) => held.to === openEnd && sameKey(table, held, key));
  }

  keysAfter(table: Table, after: string, limit: number): readonly string[] {
    const keys = this.rowsOf(table)
      .filter((held) => held.to === openEnd)
      .map((held) => String(keyOf(table, held)[0]));
    return [...new Set(keys)]
      .filter((key) => key > after)
      .sort()
      .slice(0, limit);
  }

  save(view: View, changes: readonly Changes[], checkpoint: Checkpoint): void {
    for (const { table, closed, deleted, written } of changes) {
      let rows = this.rowsOf(table).map((held) => {
        const end = closed.find(({ key, from }) => held.from === from && sameKey(table, held, key));
        return end ? { ...held, to: end.to } : held;
      });
      rows = rows.filter((held) => !deleted.some((key) => sameKey(table, held, key)));
      if (table.kind === 'keyed') {
        rows = rows.filter((held) => !written.some((next) => sameKey(table, held, keyOf(table, next))));
      }
      this.tables.set(table.name, [...rows, ...written]);
    }
    this.views.set(view.name, { version: view.version, checkpoint, parked: null });
  }

  reset(view: View): void {
    for (const { name } of view.tables) this.tables.delete(name);
    this.views.delete(view.name);
  }

  park(view: View, why: string | null): void {
    this.views.set(view.name, { ...this.views.get(view.name)!, parked: why });
  }

  hurry(): void {}
  settle(): void {}

  /** Every version of every row of a table, for comparing. */
  dump(table: Table): readonly Held[] {
    return this.rowsOf(table);
  }

  private rowsOf(table: Table): Held[] {
    return this.tables.get(table.name) ?? [];
  }
}

// A temporal row's key in `deleted` ends with the position from which it held.
const keyOf = (table: Table, { row, from }: Held): (string | number)[] => {
  const key = table.key.map((name) => (row as Record<string, string | number>)[name]);
  return table.kind === 'temporal' ? [...key, from] : key;
};
const sameKey = (table: Table, held: Held, key: readonly (string | number)[]) =>
  key.every((part, i) => keyOf(table, held)[i] === part);
