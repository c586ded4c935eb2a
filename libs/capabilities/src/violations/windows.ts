import { msOf } from '../time.js';
import type { Places } from './lists.js';

// What comes close together in lists of things that are in the order of their instants. The window of a thing, of some
// ms, ends with it and holds what came less than so many ms before it: what lies exactly that far back has left it.

/** Something at an instant. */
interface Timed {
  readonly at: string;
}
const nowhere: Places = [];
function placesWhere<T>(list: readonly T[], holds: (thing: T) => boolean): Places {
  const places: number[] = [];
  for (let place = 0; place < list.length; place++) if (holds(list[place])) places.push(place);
  return places;
}

/** For each thing of a list, where its window begins. */
function windowStarts(list: readonly Timed[], ms: number): number[] {
  if (list.length === 0) return [];
  if (msOf(list[list.length - 1].at) - msOf(list[0].at) < ms) return new Array<number>(list.length).fill(0);
  const times = list.map(({ at }) => msOf(at));
  let start = 0;
  return times.map((time) => {
    while (time - times[start] >= ms) start++;
    return start;
  });
}

/** For each thing how many there are in its window, itself included. */
export function countWithin(list: readonly Timed[], ms: number): number[] {
  return windowStarts(list, ms).map((start, place) => place + 1 - start);
}

/** For each thing how many different keys the things in its window have, its own included. */
export function distinctWithin<T extends Timed>(
  list: readonly T[],
  ms: number,
  keysOf: (thing: T) => readonly string[],
): number[] {
  const held = new Map<string, number>();
  let left = 0;
  return windowStarts(list, ms).map((start, place) => {
    for (const key of keysOf(list[place])) held.set(key, (held.get(key) ?? 0) + 1);
    for (; left < start; left++) {
      for (const key of keysOf(list[left])) {
        const rest = held.get(key)! - 1;
        if (rest === 0) held.delete(key);
        else held.set(key, rest);
      }
    }
    return held.size;
  });
}

/** Where at least so many of those that match lie in the window. */
export function manyWithin<T extends Timed>(
  list: readonly T[],
  least: number,
  ms: number,
  matches: (thing: T) => boolean,
): Places {
  let matching = 0;
  for (const thing of list) if (matches(thing)) matching++;
  if (matching < least) return nowhere;
  const before = [0];
  for (const thing of list) before.push(before[before.length - 1] + (matches(thing) ? 1 : 0));
  return placesWhere(
    windowStarts(list, ms).map((start, place) => before[place + 1] - before[start]),
    (count) => count >= least,
  );
}

/** Where the things in the window have at least so many different keys. */
export function manyKeysWithin<T extends Timed>(
  list: readonly T[],
  least: number,
  ms: number,
  keysOf: (thing: T) => readonly string[],
): Places {
  if (!mayHaveMany(list, least, ms, keysOf)) return nowhere;
  return placesWhere(distinctWithin(list, ms, keysOf), (keys) => keys >= least);
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
