import fc from 'fast-check';
import { alongKey, alongPlaces, alongPlacesOfEach, alongSome, isLong } from './along.js';
import { longRows } from './lists.js';
import { sortedBy } from './order.js';
import { countWithin, keysWithin } from './windows.js';

interface Thing {
  at: string;
  keys: readonly string[];
}
const start = Date.UTC(2025, 2, 4);
const thing = (second: number, ...keys: string[]): Thing => ({
  at: new Date(start + second * 1000).toISOString(),
  keys,
});
const tenSeconds = 10_000;
const keysOf = ({ keys }: Thing) => keys;
const isMarked = ({ keys }: Thing) => keys.includes('a');
const firstKey = ({ keys }: Thing) => keys[0] ?? 'none';

/** All that goes along lists, each made anew: what it answers of one list. */
function walks() {
  const all = {
    some: alongSome(isMarked),
    keys: alongKey(firstKey),
    rows: longRows(3, isMarked),
    places: alongPlaces<Thing>(
      () => [countWithin(tenSeconds), keysWithin(tenSeconds, keysOf)],
      (count, keys) => count > 3 && keys < 3,
    ),
    ofEach: alongPlacesOfEach<Thing>(
      firstKey,
      () => [keysWithin(tenSeconds, keysOf)],
      (keys) => keys > 1,
    ),
  };
  return (list: readonly Thing[]) => ({
    some: [...all.some(list)],
    keys: ['a', 'b', 'none'].map((key) => [...all.keys(list, key)]),
    rows: [...all.rows(list)],
    places: [...all.places(list)],
    ofEach: all.ofEach(list).map(({ things, places }) => [[...things], [...places]]),
  });
}

const base = Array.from({ length: 510 }, (_, i) => thing(i * 3, ...['a', 'b', 'c'].slice(0, (i * 7) % 4)));
const anyKeys = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 });
/** Puts some things in at a place from the end, after so many are taken out there. */
const anyEdit = fc.record({
  back: fc.oneof(fc.nat(3), fc.nat(30), fc.nat(509)),
  out: fc.nat(3),
  seconds: fc.array(fc.tuple(fc.nat(5), anyKeys), { maxLength: 3 }),
});
type Edit = typeof anyEdit extends fc.Arbitrary<infer E> ? E : never;
function edited(list: readonly Thing[], { back, out, seconds }: Edit): readonly Thing[] {
  const place = Math.max(0, list.length - back);
  const from = list[place - 1] ? (Date.parse(list[place - 1].at) - start) / 1000 : 0;
  const more = seconds.map(([later, keys]) => thing(from + later, ...keys));
  return sortedBy([...list.slice(0, place), ...more, ...list.slice(place + out)], ({ at }) => at);
}

describe('along a list', () => {
  it('answers after any changes what it answers of the list as it is', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 6 }), (edits) => {
        const again = walks();
        let list: readonly Thing[] = base;
        again(list);
        for (const edit of edits) {
          list = edited(list, edit);
          expect(again(list)).toEqual(walks()(list));
        }
      }),
    );
  });

  it('answers of a list that begins alike as if it had seen no other', () => {
    const again = walks();
    const others = [base, base.slice(0, 505), [...base, thing(2000, 'a')], base, base.slice(0, 20)];
    for (const list of others) expect(again(list)).toEqual(walks()(list));
    expect(isLong(others[4])).toBe(false);
  });

  it('looks at what has come since, and at what was moved by it, and not at the thousands before', () => {
    let looks = 0;
    const some = alongSome<Thing>(() => ++looks > 0);
    some(base);
    looks = 0;
    let list = base;
    for (let i = 0; i < 100; i++) some((list = [...list, thing(2000 + i)]));
    expect(looks).toBe(100);
    const [last, ...before] = list.toReversed();
    expect(some([...before.toReversed(), thing(2098), last])).toHaveLength(list.length + 1);
    expect(looks).toBe(102);
  });

  it('begins anew where an error broke it off', () => {
    const strict = alongSome<Thing>(({ keys }) => {
      if (keys.includes('bad')) throw new Error('bad');
      return true;
    });
    const list = [...base, thing(2000, 'a')];
    strict(base);
    expect(() => strict([...list, thing(2001, 'bad')])).toThrow('bad');
    expect(strict([...list, thing(2002)])).toEqual([...list, thing(2002)]);
  });
});
