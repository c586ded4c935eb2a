/** Places of a list, in order. */
export type Places = readonly number[];

/** Whether a list is so long that what was worked out along it is worth knowing; a shorter one is gone through each time. */
export const isLong = (list: readonly unknown[]) => list.length >= 500;

/** What is worked out along a list: `forth` takes the next thing in, `back` the one that was taken last out again. */
interface Walk<T> {
  forth(thing: T): void;
  back(thing: T): void;
}

/**
 * Walks along a list to its end. Rules are asked of a whole list again with each thing that comes to it, mostly near its
 * end: along a long one the walk goes back to where the list has changed since, and forth from there, so that a day of a
 * hundred thousand look-ups takes little more steps. What it answers is good until the next walk along that list.
 */
function along<T extends object, W extends Walk<T>>(begin: () => W): (list: readonly T[]) => W {
  const known = new WeakMap<T, { walk: W; done: T[] }>();
  return (list) => {
    if (!isLong(list)) {
      const walk = begin();
      for (const thing of list) walk.forth(thing);
      return walk;
    }
    let { walk, done } = known.get(list[0]) ?? { walk: begin(), done: [] as T[] };
    known.delete(list[0]); // one that an error breaks off is not gone on with
    let same = 0;
    while (same < done.length && done[same] === list[same]) same++;
    if (same < done.length / 2) [walk, done, same] = [begin(), [], 0]; // the way back would be the longer one
    while (done.length > same) walk.back(done.pop()!);
    for (let place = same; place < list.length; place++) {
      walk.forth(list[place]);
      done.push(list[place]);
    }
    known.set(list[0], { walk, done });
    return walk;
  };
}

/** A walk that gathers things on its way. */
interface Gathering<T> extends Walk<T> {
  readonly things: readonly T[];
}

/** A walk of its own for the things of each key: the keys in the order in which they first come up. */
class Forks<T, W extends Gathering<T>> implements Walk<T> {
  private readonly walks = new Map<string, W>();
  constructor(
    private readonly keyOf: (thing: T) => string,
    private readonly begin: () => W,
  ) {}
  at(key: string): W | undefined {
    return this.walks.get(key);
  }
  /** The walks along more than one thing. */
  get recurring(): readonly W[] {
    return [...this.walks.values()].filter(({ things }) => things.length > 1);
  }
  forth(thing: T): void {
    const key = this.keyOf(thing);
    let walk = this.walks.get(key);
    if (!walk) this.walks.set(key, (walk = this.begin()));
    walk.forth(thing);
  }
  back(thing: T): void {
    const key = this.keyOf(thing);
    const walk = this.walks.get(key)!;
    walk.back(thing);
    if (walk.things.length === 0) this.walks.delete(key);
  }
}

class Found<T> implements Gathering<T> {
  readonly things: T[] = [];
  constructor(private readonly matches: (thing: T) => boolean) {}
  forth(thing: T): void {
    if (this.matches(thing)) this.things.push(thing);
  }
  back(thing: T): void {
    if (this.things.at(-1) === thing) this.things.pop();
  }
}

/** The things of a list that match. */
export function alongSome<T extends object>(matches: (thing: T) => boolean) {
  const walk = along<T, Found<T>>(() => new Found(matches));
  return (list: readonly T[]): readonly T[] => walk(list).things;
}

/** The things of a list with a key. */
export function alongKey<T extends object>(keyOf: (thing: T) => string) {
  const walk = along<T, Forks<T, Found<T>>>(() => new Forks(keyOf, () => new Found(() => true)));
  return (list: readonly T[], key: string): readonly T[] => walk(list).at(key)?.things ?? nothing;
}
const nothing: readonly never[] = [];

/** Answers of each thing of a list a number that depends on it and those before it. `back` forgets the last one. */
export interface Measure<T> {
  forth(thing: T): number;
  back(): void;
}

/**
 * Where in a list what is measured is as asked for. A short list of which `mayHold` says that it is so nowhere is not
 * walked along: most lists have few things that count, and are asked again with each that comes to them.
 */
export function alongPlaces<T extends object>(
  measures: () => readonly Measure<T>[],
  holds: Holds,
  mayHold: (list: readonly T[]) => boolean = () => true,
) {
  const walk = along<T, Measured<T>>(() => new Measured(measures(), holds));
  return (list: readonly T[]): Places => (isLong(list) || mayHold(list) ? walk(list).places : nothing);
}
/** The same for the things of each key that comes up more than once: what they are, and where among them it is so. */
export function alongPlacesOfEach<T extends object>(
  keyOf: (thing: T) => string,
  measures: () => readonly Measure<T>[],
  holds: Holds,
) {
  const walk = along<T, Forks<T, Measured<T>>>(() => new Forks(keyOf, () => new Measured(measures(), holds)));
  return (list: readonly T[]): readonly Pick<Measured<T>, 'things' | 'places'>[] =>
    isLong(list) || recurs(list, keyOf) ? walk(list).recurring : nothing;
}

// Of most lists no key comes up twice, and they are short.
function recurs<T>(list: readonly T[], keyOf: (thing: T) => string): boolean {
  return list.length > 1 && new Set(list.map(keyOf)).size < list.length;
}

type Holds = (...measured: number[]) => boolean;

class Measured<T> implements Gathering<T> {
  readonly things: T[] = [];
  readonly places: number[] = [];
  constructor(
    private readonly measures: readonly Measure<T>[],
    private readonly holds: Holds,
  ) {}
  forth(thing: T): void {
    if (this.holds(...this.measures.map((measure) => measure.forth(thing)))) this.places.push(this.things.length);
    this.things.push(thing);
  }
  back(): void {
    for (const measure of this.measures) measure.back();
    this.things.pop();
    if (this.places.at(-1) === this.things.length) this.places.pop();
  }
}
