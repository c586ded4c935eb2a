// Rows, groups and firsts of lists, for rules about what comes together.

/** Places of a list, in order. */
export type Places = readonly number[];

/** The things of a list that match: the list itself where all do, as mostly. */
export const only = <T>(list: readonly T[], matches: (thing: T) => boolean): readonly T[] =>
  list.every(matches) ? list : list.filter(matches);

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
export function longRows<T>(list: readonly T[], least: number, matches: (thing: T) => boolean): Places {
  const found: number[] = [];
  let length = 0;
  for (let place = 0; place < list.length; place++) {
    length = matches(list[place]) ? length + 1 : 0;
    if (length >= least) found.push(place);
  }
  return found;
}

/** The stretches of a list that some places make up together, each as its places. */
export function stretches(...places: readonly Places[]): number[][] {
  const all = together(places.filter(({ length }) => length > 0));
  const found: number[][] = [];
  for (let begin = 0, end = 1; end <= all.length; end++) {
    if (end < all.length && all[end] === all[end - 1] + 1) continue;
    found.push(all.slice(begin, end));
    begin = end;
  }
  return found;
}
const together = (places: readonly Places[]): Places =>
  places.length > 1 ? [...new Set(places.flat())].sort((a, b) => a - b) : (places.at(0) ?? []);

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

/** The same, of keys that come up more than once. */
export const recurring = <T>(list: readonly T[], keyOf: (thing: T) => string): (readonly T[])[] =>
  list.length < 2 ? [] : [...byKey(list, keyOf).values()].filter((group) => group.length > 1);

/** How much evidence one finding names: enough to show it, not all that there may come to be. */
const mostEvidence = 50;
/** The ids of the telling fact and of the last ones of the others that show it, each once. */
export function shownBy(telling: { id: string }, others: readonly { id: string }[]): string[] {
  return [...new Set([telling, ...others.slice(-mostEvidence)].map(({ id }) => id))];
}
