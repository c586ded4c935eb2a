import fc from 'fast-check';
import type { Measure } from './along.js';
import { countWithin, keysWithin, manyKeysWithin, manyWithin, reachedBack, windowOf } from './windows.js';

interface Thing {
  id: string;
  at: string;
  keys: readonly string[];
}
const start = Date.UTC(2025, 2, 4);
let made = 0;
const thing = (second: number, ...keys: string[]): Thing => ({
  id: `t-${made++}`,
  at: new Date(start + second * 1000).toISOString(),
  keys,
});
const things = (...seconds: number[]) => seconds.map((second) => thing(second));
const keysOf = ({ keys }: Thing) => keys;
const isMarked = ({ keys }: Thing) => keys.length > 0;
const tenSeconds = 10_000;
const measured = (list: readonly Thing[], measure: Measure<Thing>) => list.map((one) => measure.forth(one));

const anyThings = fc
  .array(fc.tuple(fc.nat(30), fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 4 })), {
    maxLength: 40,
  })
  .map((list) => list.toSorted(([a], [b]) => a - b).map(([second, keys]) => thing(second, ...keys)));
const window = (list: readonly Thing[], place: number) =>
  list.slice(0, place + 1).filter(({ at }) => Date.parse(list[place].at) - Date.parse(at) < tenSeconds);

describe('a window', () => {
  it('holds what came less than its length before, and not what came exactly so long before', () => {
    expect(measured(things(0, 9, 10, 19, 20), countWithin(tenSeconds))).toEqual([1, 2, 2, 2, 2]);
    const list = things(0, 9, 10, 19, 20);
    expect(windowOf(list, 2, tenSeconds)).toEqual(list.slice(1, 3));
    expect(windowOf(list, 0, tenSeconds)).toEqual(list.slice(0, 1));
  });

  it('counts different keys, each once, and forgets those that have left it', () => {
    const list = [thing(0, 'a', 'b'), thing(5, 'a'), thing(10, 'c'), thing(15, 'c')];
    expect(measured(list, keysWithin(tenSeconds, keysOf))).toEqual([2, 2, 2, 1]);
  });

  it('counts in any list what lies in it', () => {
    fc.assert(
      fc.property(anyThings, (list) => {
        const windows = list.map((_, place) => window(list, place));
        expect(list.map((_, place) => windowOf(list, place, tenSeconds))).toEqual(windows);
        expect(measured(list, countWithin(tenSeconds))).toEqual(windows.map(({ length }) => length));
        expect(measured(list, keysWithin(tenSeconds, keysOf))).toEqual(
          windows.map((near) => new Set(near.flatMap(keysOf)).size),
        );
      }),
    );
  });

  it('says where it has at least so many that match, or so many keys', () => {
    fc.assert(
      fc.property(anyThings, fc.integer({ min: 1, max: 12 }), (list, least) => {
        const where = (count: (near: readonly Thing[]) => number) =>
          [...list.keys()].filter((place) => count(window(list, place)) >= least);
        expect(manyWithin(least, tenSeconds, isMarked)(list)).toEqual(where((near) => near.filter(isMarked).length));
        expect(manyKeysWithin(least, tenSeconds, keysOf)(list)).toEqual(
          where((near) => new Set(near.flatMap(keysOf)).size),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is reached back to', () => {
  const first = thing(100);
  const reached = (...earlier: Thing[]) =>
    reachedBack(earlier, first, tenSeconds, {
      counts: ({ keys }) => !keys.includes('other'),
      matches: ({ keys }) => keys.includes('match'),
    });

  it('is what lies less than two windows back', () => {
    const [far, near] = [thing(80), thing(81)];
    expect(reached(far, near)).toEqual([near]);
  });

  it('is a row of matching ones however far back, past what does not count', () => {
    const [broken, row, other, last] = [thing(0), thing(1, 'match'), thing(2, 'other'), thing(3, 'match')];
    expect(reached(broken, row, other, last)).toEqual([row, last]);
    expect(reached(row, broken, last)).toEqual([last]);
  });

  it('is nothing where nothing follows', () => {
    expect(reachedBack([thing(0)], undefined, tenSeconds, { counts: () => true, matches: () => true })).toEqual([]);
  });
});
