import { addMs } from '../time.js';
import { latest, sortedBy } from './order.js';

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

/** The instants at which some times begin and end, in order, each once. */
export const edgesOf = (times: readonly Time[]): string[] =>
  [...new Set(times.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])))].sort();

/** The longest times in which something holds, where it can change at the given instants only; before them nothing does. */
export function episodes(edges: readonly string[], holds: (at: string) => boolean): Time[] {
  const found: Time[] = [];
  let from: string | undefined;
  for (const at of [...edges].sort()) {
    const now = holds(at);
    if (now && from === undefined) from = at;
    if (now || from === undefined) continue;
    found.push({ from, to: at });
    from = undefined;
  }
  return from === undefined ? found : [...found, { from }];
}

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
