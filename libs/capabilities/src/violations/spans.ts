import { addMs } from '../time.js';
import { earliest, latest, sortedBy } from './order.js';

/** A half-open time, open-ended without `to`. */
export interface Time {
  from: string;
  to?: string;
}
/** A time in the world, with the events that begin and end it. */
export interface Span extends Time {
  by: string;
  endedBy?: string;
}
/** The moment at which something ended, and by which event. */
export interface End {
  at: string;
  by?: string;
}

/** Whether an instant lies in a time. */
export const isIn = ({ from, to }: Time, at: string) => from <= at && (to === undefined || at < to);

/** Whether two times share an instant. */
export const overlap = (a: Time, b: Time) =>
  (a.to === undefined || b.from < a.to) && (b.to === undefined || a.from < b.to);

/** What is left of a time from an instant on (all of it without one); `undefined` where it had ended by then. */
export function leftFrom({ from, to }: Time, at?: string): Time | undefined {
  const left = { from: latest(from, at), to };
  return to === undefined || left.from < to ? left : undefined;
}

/** Whether two times share an instant, or one ends just when the other begins. */
export const meet = (a: Time, b: Time) =>
  (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);

/** What is left of a time within another. */
export function shared(time: Span, other: Time): Span | undefined {
  const left = leftFrom({ from: time.from, to: earliest(time.to, other.to) }, other.from);
  return left && { ...left, by: time.by, endedBy: left.to === time.to ? time.endedBy : undefined };
}

/** An instant at which something may change, and by which event. */
export interface Edge {
  at: string;
  by?: string;
}

/** The instants at which some times begin and end. */
export const edgesOf = (times: readonly (Time & { by?: string; endedBy?: string })[]): Edge[] =>
  times.flatMap(({ from, by, to, endedBy }) => [
    { at: from, by },
    ...(to === undefined ? [] : [{ at: to, by: endedBy }]),
  ]);

/** The longest times in which something holds that can change at some edges only, and before them does not hold. */
export function episodes(edges: readonly Edge[], holds: (at: string) => boolean): (Time & Partial<Span>)[] {
  const found: (Time & Partial<Span>)[] = [];
  let begun: Edge | undefined;
  for (const edge of sortedBy(edges, ({ at }) => at)) {
    const now = holds(edge.at);
    if (now && !begun) begun = edge;
    if (now || !begun) continue;
    found.push({ from: begun.at, by: begun.by, to: edge.at, endedBy: edge.by });
    begun = undefined;
  }
  return begun ? [...found, { from: begun.at, by: begun.by }] : found;
}

/** The longest times in which at least one of some times lasts. */
export const together = (times: readonly (Time & { by?: string; endedBy?: string })[]): (Time & Partial<Span>)[] =>
  episodes(edgesOf(times), (at) => times.some((time) => isIn(time, at)));

/** The first of several ends; of two at one moment the one named first. */
export const firstEnd = (...ends: readonly Readonly<{ at?: string; by?: string }>[]): End | undefined =>
  sortedBy(
    ends.filter((end): end is End => end.at !== undefined),
    ({ at }) => at,
  ).at(0);

/** Things in the order in which they begin, each up to the next; of those that begin at once only the last lasts. */
export function inTurn<T extends { from: string; by: string }>(things: readonly T[]): (T & Span)[] {
  const sorted = sortedBy(things, ({ from }) => from);
  return sorted.map((thing, i) => ({ ...thing, to: sorted[i + 1]?.from, endedBy: sorted[i + 1]?.by }));
}

/** The moment at which `ms` of time have passed since `from`, pauses not counted: none where one of them never ends. */
export function afterPausing(from: string, ms: number, pauses: readonly Time[]): string | undefined {
  let due = addMs(from, ms);
  for (const pause of sortedBy(pauses, (time) => time.from)) {
    if (pause.to !== undefined && pause.to <= from) continue;
    if (pause.from > due) break;
    if (pause.to === undefined) return undefined;
    due = addMs(due, Date.parse(pause.to) - Date.parse(pause.from > from ? pause.from : from));
  }
  return due;
}
