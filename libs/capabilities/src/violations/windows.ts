import { msOf } from '../time.js';
import { alongPlaces, type Measure } from './along.js';

// What comes close together in lists of things that are in the order of their instants. The window of a thing, of some
// ms, ends with it and holds what came less than so many ms before it: what lies exactly that far back has left it.

/** Something at an instant. */
interface Timed {
  readonly at: string;
}

/** How many different keys the things in the window of each have, its own included. */
export function keysWithin<T extends Timed>(ms: number, keysOf: (thing: T) => readonly string[]): Measure<T> {
  const counts = new Map<string, number>();
  const add = (keys: readonly string[], by: 1 | -1) => {
    for (const key of keys) {
      const count = (counts.get(key) ?? 0) + by;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    }
  };
  const known: { time: number; keys: readonly string[]; start: number }[] = [];
  let start = 0;
  return {
    forth(thing) {
      const [time, keys] = [msOf(thing.at), keysOf(thing)];
      known.push({ time, keys, start });
      add(keys, 1);
      for (; time - known[start].time >= ms; start++) add(known[start].keys, -1);
      return counts.size;
    },
    back() {
      const last = known[known.length - 1];
      for (; start > last.start; start--) add(known[start - 1].keys, 1);
      add(last.keys, -1);
      known.pop();
    },
  };
}

/** How many things lie in the window of each, itself included. */
export function countWithin(ms: number): Measure<Timed> {
  const known: { time: number; start: number }[] = [];
  let start = 0;
  return {
    forth({ at }) {
      const time = msOf(at);
      known.push({ time, start });
      while (time - known[start].time >= ms) start++;
      return known.length - start;
    },
    back() {
      start = known.pop()!.start;
    },
  };
}

/** Where at least so many of those that match lie in the window. */
export function manyWithin<T extends Timed & { id: string }>(
  least: number,
  ms: number,
  matches: (thing: T) => boolean,
) {
  return manyKeysWithin(least, ms, (thing: T) => (matches(thing) ? [thing.id] : nothing));
}
const nothing: readonly string[] = [];

/** Where the things in the window have at least so many different keys. */
export function manyKeysWithin<T extends Timed>(least: number, ms: number, keysOf: (thing: T) => readonly string[]) {
  return alongPlaces<T>(
    () => [keysWithin(ms, keysOf)],
    (keys) => keys >= least,
    (list) => mayHaveMany(list, least, ms, keysOf),
  );
}

// Whether some window may have so many keys: asked of every look-up, and mostly not so. Cut into blocks of about a third
// as many, each no longer than it must be, a list that has them in one window has a whole block there, unless one thing
// alone has as many keys as a block.
function mayHaveMany<T extends Timed>(
  list: readonly T[],
  least: number,
  ms: number,
  keysOf: (thing: T) => readonly string[],
): boolean {
  const block = Math.max(1, Math.floor(least / 3));
  let [keys, begun] = [0, ''];
  for (const thing of list) {
    const own = keysOf(thing).length;
    if (own >= block) return true;
    if (keys === 0) begun = thing.at;
    keys += own;
    if (keys < block) continue;
    if (msOf(thing.at) - msOf(begun) < ms) return true;
    keys = 0;
  }
  return false;
}

/**
 * What of an earlier list the windows and the rows of a later one may reach back to, also for the last thing before it:
 * those that count, from twice the window on, and a row of matching ones whole.
 */
export function reachedBack<T extends Timed>(
  earlier: readonly T[],
  first: T | undefined,
  ms: number,
  { counts, matches }: { counts: (thing: T) => boolean; matches: (thing: T) => boolean },
): T[] {
  const found: T[] = [];
  if (!first) return found;
  const from = msOf(first.at) - 2 * ms;
  for (let place = earlier.length - 1; place >= 0; place--) {
    const thing = earlier[place];
    if (!counts(thing)) continue;
    if (msOf(thing.at) <= from && !matches(thing)) break;
    found.push(thing);
  }
  return found.reverse();
}

/** The things in the window of one of them. */
export function windowOf<T extends Timed>(list: readonly T[], place: number, ms: number): readonly T[] {
  const end = msOf(list[place].at);
  let first = place;
  while (first > 0 && end - msOf(list[first - 1].at) < ms) first--;
  return list.slice(first, place + 1);
}
