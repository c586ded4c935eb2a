import { table, type Rows, type Table, type ViewedEvent } from '@app/ledger';

/**
 * A fact about one thing that takes effect at a moment of its own, which may lie before or after its recording.
 * `effectiveAt` and `occurredAt` are stored instants.
 */
export interface Fact {
  type: string;
  eventId: string;
  position: number;
  occurredAt: string;
  effectiveAt: string;
  data: object;
}

/** What is known of one thing, by effect, and the starts of the intervals that were last derived from it. */
export interface Life {
  id: string;
  facts: readonly Fact[];
  starts: readonly string[];
}

/** A row that says what held of a thing from an instant on, up to another where it ended. */
export interface Interval {
  validFrom: string;
  validTo?: string;
}

/** The table of all facts of things of one kind; a view's own, not for queries. */
export const lifeTable = (name: string): Table<Life> =>
  table<Life>(name, 'keyed', { key: ['id'], columns: { id: 'text', facts: 'json', starts: 'json' } });

/** An event as a fact that takes effect at an instant. */
export function factOf({ type, eventId, position, occurredAt, data }: ViewedEvent, effectiveAt: string): Fact {
  return { type, eventId, position, occurredAt, effectiveAt, data };
}

/** The order in which facts count: by effect, then occurrence, then id; never by when they were recorded. */
export function byEffect(a: Fact, b: Fact): number {
  return (
    order(a.effectiveAt, b.effectiveAt) || order(a.occurredAt, b.occurredAt) || order(a.eventId, b.eventId)
  ); // prettier-ignore
}
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Adds a fact to a thing's life and derives its intervals anew, so that a late or back-dated fact corrects them. `held`
 * is a temporal table with the key (the thing's id, `validFrom`); an interval that no longer starts where it did ends
 * at this position.
 */
export function relive<Row extends Interval>(
  rows: Rows,
  lives: Table<Life>,
  held: Table<Row>,
  id: string,
  fact: Fact,
  intervalsOf: (facts: readonly Fact[]) => readonly Row[],
): void {
  const life = rows.get(lives, id);
  const facts = [...(life?.facts ?? []), fact].sort(byEffect);
  const intervals = intervalsOf(facts);
  const starts = intervals.map(({ validFrom }) => validFrom);
  for (const start of life?.starts ?? []) if (!starts.includes(start)) rows.delete(held, id, start);
  for (const interval of intervals) rows.put(held, interval);
  rows.put(lives, { id, facts, starts });
}
