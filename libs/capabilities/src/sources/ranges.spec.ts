import fc from 'fast-check';
import { joined, without, type Range } from './ranges.js';

const range = fc
  .tuple(fc.nat(40), fc.integer({ min: -2, max: 6 }))
  .map(([fromSeq, more]) => ({ fromSeq, toSeq: fromSeq + more }));
const ranges = fc.array(range, { maxLength: 12 });
const numbersOf = (runs: readonly Range[]) =>
  new Set(
    Array.from({ length: 60 }, (_, i) => i).filter((i) =>
      runs.some(({ fromSeq, toSeq }) => fromSeq <= i && i <= toSeq),
    ),
  );
const gapless = (runs: readonly Range[]) =>
  runs.every(({ fromSeq, toSeq }, i) => fromSeq <= toSeq && (i === 0 || runs[i - 1].toSeq + 1 < fromSeq));

describe('runs of sequence numbers', () => {
  it('joined hold the same numbers, in runs that do not touch', () => {
    fc.assert(
      fc.property(ranges, (some) => {
        expect(numbersOf(joined(some))).toEqual(numbersOf(some));
        expect(gapless(joined(some))).toBe(true);
      }),
    );
  });
  it('without others hold the numbers that are in none of those', () => {
    fc.assert(
      fc.property(ranges, ranges, (some, others) => {
        const taken = numbersOf(others);
        expect(numbersOf(without(some, others))).toEqual(new Set([...numbersOf(some)].filter((i) => !taken.has(i))));
        expect(gapless(without(some, others))).toBe(true);
      }),
    );
  });
});
