import { alongKey, alongPlaces, isLong, type Measure, type Places } from './along.js';

// Rows, groups and firsts of lists, for rules about what comes together.

/** The things of a list that match: the list itself where all do, as mostly. */
export const only = <T>(list: readonly T[], matches: (thing: T) => boolean): readonly T[] =>
  list.every(matches) ? list : list.filter(matches);

const byType = alongKey<{ type: string }>(({ type }) => type);
/** The things of a list that are of one type. */
export function ofOneType<F extends { type: string }>(list: readonly F[], type: F['type']): readonly F[] {
  if (!isLong(list)) return only(list, (thing) => thing.type === type);
  return byType(list, type) as readonly F[];
}

/** The first things of a list that have so many different keys between them, and the last of these: none where all have fewer. */
export function firstWith<T>(
  list: readonly T[],
  least: number,
  keysOf: (thing: T) => readonly string[],
): { last: T; all: readonly T[] } | undefined {
  const seen = new Set<string>();
  const place = list.findIndex((thing) => {
    for (const key of keysOf(thing)) seen.add(key);
    return seen.size >= least;
  });
  return place < 0 ? undefined : { last: list[place], all: list.slice(0, place + 1) };
}

/** The same for more different keys than a limit. */
export const firstBeyond = <T>(list: readonly T[], limit: number, keysOf: (thing: T) => readonly string[]) =>
  firstWith(list, Math.floor(limit) + 1, keysOf);

/** Where at least so many in a row match, the last of them there. */
export function longRows<T extends object>(least: number, matches: (thing: T) => boolean) {
  const rowLength = (): Measure<T> => {
    const lengths = [0];
    return {
      forth: (thing) => lengths[lengths.push(matches(thing) ? lengths[lengths.length - 1] + 1 : 0) - 1],
      back: () => void lengths.pop(),
    };
  };
  return alongPlaces<T>(
    () => [rowLength()],
    (length) => length >= least,
    (list) => hasMany(list, least, matches),
  );
}

function hasMany<T>(list: readonly T[], least: number, matches: (thing: T) => boolean): boolean {
  let count = 0;
  for (const thing of list) if (matches(thing)) count++;
  return count >= least;
}

/** The stretches of a list that some places, each in order, make up together, as their places. */
export function stretches(...places: readonly Places[]): Places[] {
  const all = places.reduce(together);
  const found: Places[] = [];
  for (let begin = 0, end = 1; end <= all.length; end++) {
    if (end < all.length && all[end] === all[end - 1] + 1) continue;
    found.push(all.slice(begin, end));
    begin = end;
  }
  return found;
}
function together(some: Places, others: Places): Places {
  if (some.length === 0 || others.length === 0) return some.length === 0 ? others : some;
  const all: number[] = [];
  for (let i = 0, k = 0; i < some.length || k < others.length;) {
    const next = k === others.length || some[i] <= others[k] ? some[i] : others[k];
    if (some[i] === next) i++;
    if (others[k] === next) k++;
    all.push(next);
  }
  return all;
}

/** So many things of a list in a row, the last one at a place. */
export function rowOf<T>(list: readonly T[], place: number, length: number): readonly T[] {
  return list.slice(Math.max(0, place + 1 - length), place + 1);
}

/** The things of a list by a key of theirs, in the order in which the keys come up. */
export function byKey<T>(list: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of list) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}

/** How much evidence one finding names: enough to show it, not all that there may come to be. */
const mostEvidence = 50;
/** The ids of the telling fact and of the last ones of the others that show it, each once. */
export function shownBy(telling: { id: string }, others: readonly { id: string }[]): string[] {
  return [...new Set([telling, ...others.slice(-mostEvidence)].map(({ id }) => id))];
}
