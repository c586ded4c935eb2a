import fc from 'fast-check';
import { table, type Rows, type RowsInSteps, type Table, type View, type ViewedEvent } from './view.js';

/** Where an official is on duty, over time. */
export interface Duty {
  officialId: string;
  unitId?: string;
  rank?: number;
  tags: readonly string[];
}
export const duty = table<Duty>('officialDuty', 'temporal', {
  key: ['officialId'],
  columns: { officialId: 'text', unitId: 'text', rank: 'integer', tags: 'json' },
  indexes: [['unitId', 'toPosition'], ['fromPosition']],
});

/** How often an official came to a unit. */
export interface Stay {
  unitId: string;
  officialId: string;
  count: number;
}
export const stay = table<Stay>('stay', 'keyed', {
  key: ['unitId', 'officialId'],
  columns: { unitId: 'text', officialId: 'text', count: 'integer' },
  indexes: [['count']],
});

/** What happened, one row an event. */
export interface Act {
  officialId: string;
  what?: string;
}
export const act = table<Act>('act', 'log', {
  key: [],
  columns: { officialId: 'text', what: 'text' },
  indexes: [['officialId', 'position']],
});

/** A unit being closed, and how far its officials have been taken off it. */
export interface Closing {
  number: number;
  unitId: string;
  after: string;
}
export const closing = table<Closing>('closing', 'keyed', {
  key: ['number'],
  columns: { number: 'integer', unitId: 'text', after: 'text' },
});

/** An example for the specs of the kernel and its stores: tables of every kind, and an event that needs a sweep. */
export const duties: View = {
  name: 'duties',
  version: 1,
  tables: [duty, stay, act, closing],
  apply: {
    Moved(rows, { data }) {
      const { officialId, unitId, rank } = data as Duty;
      rows.put(duty, { officialId, unitId, rank, tags: unitId ? [unitId] : [] });
      if (unitId !== undefined) countStay(rows, unitId, officialId);
      rows.put(act, { officialId, what: unitId });
      rows.put(act, { officialId });
    },
    // One event that puts and deletes the same row again and again: `null` deletes it.
    Wavered(rows, { data }) {
      const { officialId, units } = data as { officialId: string; units: (string | null)[] };
      for (const unitId of units) {
        if (unitId === null) rows.delete(duty, officialId);
        else rows.put(duty, { officialId, unitId, tags: [] });
        if (unitId === null) rows.delete(stay, 'u', officialId);
        else rows.put(stay, { unitId: 'u', officialId, count: unitId.length });
      }
    },
    // Whoever closes the unit is the last to come to it.
    UnitClosed(rows, { data }) {
      const { unitId, officialId } = data as { unitId: string; officialId?: string };
      if (officialId !== undefined) rows.put(duty, { officialId, unitId, tags: ['closes'] });
      rows.put(closing, { number: 1, unitId, after: '' });
    },
    Poison(rows) {
      rows.put(duty, { officialId: 'poisoned', tags: [] });
      rows.put(act, { officialId: 'poisoned' });
      throw new Error('no view can apply this');
    },
  },
  sweep: {
    pending: (rows) => rows.get(closing, 1) !== undefined,
    step(rows) {
      const { unitId, after } = rows.get(closing, 1)!;
      const officials = rows.keysAfter(duty, after, 2);
      for (const officialId of officials) {
        const held = rows.get(duty, officialId)!;
        if (held.unitId !== unitId) continue;
        if (held.rank === 1 || officialId === 'a') rows.delete(duty, officialId);
        else rows.put(duty, { ...held, unitId: undefined, tags: [] });
      }
      const last = officials.at(-1);
      if (last === undefined) rows.delete(closing, 1);
      else rows.put(closing, { number: 1, unitId, after: last });
    },
  },
};

function countStay(rows: Rows, unitId: string, officialId: string): void {
  const count = rows.get(stay, unitId, officialId)?.count ?? 0;
  rows.put(stay, { unitId, officialId, count: count + 1 });
}

/** An event as a view gets it, at a position. */
export function viewed(position: number, type: string, data: object): ViewedEvent {
  const logTime = new Date(Date.UTC(2025, 0, 1) + position).toISOString();
  return {
    eventId: `event-${position}`,
    stream: 'example-1',
    version: position,
    type,
    schemaVersion: 1,
    occurredAt: logTime,
    recordedAt: logTime,
    logTime,
    actor: { kind: 'system', id: 'example' },
    data,
    position,
  };
}

const officialIds = fc.constantFrom('a', 'b', 'Đỗ Ánh', '𠮷', '\uffee');
const unitIds = fc.constantFrom('u', 'v', 'w');
const example = fc.oneof(
  { weight: 4, arbitrary: fc.record({ officialId: officialIds, unitId: unitIds, rank: fc.nat(1) }, { requiredKeys: ['officialId'] }).map((data) => ({ type: 'Moved', data })) },
  { weight: 3, arbitrary: fc.record({ officialId: officialIds, units: fc.array(fc.option(unitIds), { maxLength: 4 }) }).map((data) => ({ type: 'Wavered', data })) },
  { weight: 2, arbitrary: fc.record({ unitId: unitIds, officialId: officialIds }, { requiredKeys: ['unitId'] }).map((data) => ({ type: 'UnitClosed', data })) },
  { weight: 1, arbitrary: fc.constant({ type: 'Unknown', data: {} }) },
); // prettier-ignore

/** Histories of up to 25 events whose positions have gaps, as EventStoreDB's do. */
export const histories: fc.Arbitrary<readonly ViewedEvent[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), example), { maxLength: 25 })
  .map((steps) => {
    let position = 0;
    return steps.map(([gap, { type, data }]) => viewed((position += gap), type, data));
  });

/** Sizes of the batches that a history is cut into; the last one takes the rest. */
export const splits = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 25 });

/** A history cut into batches of the given sizes. */
export function cut<T>(items: readonly T[], sizes: readonly number[]): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let at = 0;
  for (const size of [...sizes, items.length]) {
    if (at < items.length) batches.push(items.slice(at, at + size));
    at += size;
  }
  return batches;
}

/** What a view's tables hold after each position, by the plainest means: one map of rows a table, copied each time. */
export function statesOf(view: View, events: readonly ViewedEvent[]): ReadonlyMap<number, PlainRows> {
  const states = new Map<number, PlainRows>();
  let rows = new PlainRows();
  for (const event of events) {
    rows = rows.copy();
    if (Object.hasOwn(view.apply, event.type)) view.apply[event.type](rows, event);
    while (view.sweep?.pending(rows)) view.sweep.step(rows);
    states.set(event.position, rows);
  }
  return states;
}

/** Rows in maps, without versions, batches or a store. */
export class PlainRows implements RowsInSteps {
  constructor(private readonly tables = new Map<string, Map<string, object>>()) {}

  get<Row extends object>(of: Table<Row>, ...key: (string | number)[]): Readonly<Row> | undefined {
    return this.rowsOf(of).get(JSON.stringify(key)) as Row | undefined;
  }
  put<Row extends object>(of: Table<Row>, row: Row): void {
    const key =
      of.kind === 'log' ? [this.rowsOf(of).size] : of.key.map((name) => (row as Record<string, unknown>)[name]);
    this.rowsOf(of).set(JSON.stringify(key), row);
  }
  delete<Row extends object>(of: Table<Row>, ...key: (string | number)[]): void {
    this.rowsOf(of).delete(JSON.stringify(key));
  }
  keysAfter<Row extends object>(of: Table<Row>, after: string, limit: number): readonly string[] {
    const keys = [...this.rowsOf(of).keys()].map((name) => (JSON.parse(name) as string[])[0]);
    const bytes = (text: string) => Buffer.from(text);
    const following = keys.filter((key) => bytes(key).compare(bytes(after)) > 0);
    return following.sort((a, b) => bytes(a).compare(bytes(b))).slice(0, limit);
  }
  /** The rows of a table, in the order of their keys as JSON. */
  rows(of: Table): readonly object[] {
    return [...this.rowsOf(of)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }
  /** The rows of a table in the order in which they came. */
  added(of: Table): readonly object[] {
    return [...this.rowsOf(of).values()];
  }
  copy(): PlainRows {
    return new PlainRows(new Map([...this.tables].map(([name, rows]) => [name, new Map(rows)])));
  }
  private rowsOf(of: Table): Map<string, object> {
    const rows = this.tables.get(of.name) ?? new Map<string, object>();
    this.tables.set(of.name, rows);
    return rows;
  }
}
