import fc from 'fast-check';
import { holesBetween } from './ranges.js';

const range = (from: number, to: number, at = '2025-03-03T00:00:00.000Z') => ({ from, to, at, by: `${from}-${to}` });

describe('the holes between ranges of numbers', () => {
  it('are each told with what comes after', () => {
    expect(holesBetween([range(20, 29), range(1, 9), range(10, 12), range(15, 15)])).toEqual([
      { from: 13, to: 14, next: range(15, 15) },
      { from: 16, to: 19, next: range(20, 29) },
    ]);
  });

  it('are none where ranges touch or overlap, and none before the first or after the last', () => {
    expect(holesBetween([range(5, 9), range(1, 4), range(2, 8)])).toEqual([]);
    expect(holesBetween([])).toEqual([]);
  });

  it('hold just the numbers in no range between the lowest and the highest', () => {
    const some = fc.array(
      fc.tuple(fc.nat(40), fc.nat(6)).map(([from, more]) => range(from, from + more)),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, (ranges) => {
        const [low, high] = [Math.min(...ranges.map(({ from }) => from)), Math.max(...ranges.map(({ to }) => to))];
        const missing = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter(
          (number) => !ranges.some(({ from, to }) => from <= number && number <= to),
        );
        const told = holesBetween(ranges).flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, i) => from + i),
        );
        expect(told).toEqual(missing);
      }),
    );
  });
});
