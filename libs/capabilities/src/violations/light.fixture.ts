import { MemoryViewStore, openEnd, ViewRun, type Table } from '@app/ledger';
import { eventsOf } from './examples.js';
import { explainedAt } from './explained.js';
import { findingsView } from './findings-view.js';
import { dayRows, type DayRow, type KeptUse } from './memory.js';
import { Reading } from './reading.js';
import type { ExampleFact, Light } from './rule.js';

/** What rules see after some facts, and the uses among them in the order of their accounts and days. */
export function after(...facts: readonly ExampleFact[]): { light: Light; uses: readonly KeptUse[] } {
  const store = new MemoryViewStore();
  new ViewRun(findingsView([]), store).apply(eventsOf(facts));
  const rows = store.dump(dayRows as unknown as Table).filter(({ to }) => to === openEnd);
  const light = new Reading({
    get: <Row extends object>(table: Table<Row>, ...key: (string | number)[]) =>
      store.load(table, key)?.row as Row | undefined,
    put: () => undefined,
    delete: () => undefined,
  });
  return { light, uses: rows.flatMap(({ row }) => (row as DayRow).uses) };
}

/** How the only look-up among some facts is explained when all of them are known. */
export function explanationAfter(...facts: readonly ExampleFact[]): string | undefined {
  const [look] = after(...facts).uses.filter(({ type }) => type === 'LookupPerformed');
  return explainedAt(look.explained ?? [], Infinity)?.code;
}
