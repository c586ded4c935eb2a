import fc from 'fast-check';
import { NumberSet } from './number-set.js';

describe('a set of numbers', () => {
  it('knows just what was added', () => {
    const number = fc.oneof(
      fc.nat(50),
      fc.maxSafeNat(),
      fc.nat(9).map((n) => n * 2 ** 40),
    );
    fc.assert(
      fc.property(fc.array(number, { maxLength: 3000 }), (numbers) => {
        const [set, known] = [new NumberSet(), new Set<number>()];
        for (const one of numbers) {
          expect(set.add(one)).toBe(!known.has(one));
          known.add(one);
        }
      }),
    );
  });
  it('grows', () => {
    const set = new NumberSet();
    for (let i = 0; i < 100_000; i++) expect(set.add(i * 65_536)).toBe(true);
    for (let i = 0; i < 100_000; i++) expect(set.add(i * 65_536)).toBe(false);
  });
});
