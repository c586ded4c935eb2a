import fc from 'fast-check';
import { addMonths, msOf } from './time.js';

const utc = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();

describe('an instant some months later', () => {
  it.each([
    ['on the same day at the same local time', '2025-03-04 09:00', 12, '2026-03-04 09:00'],
    ['over the end of a year', '2025-11-30 23:59', 3, '2026-02-28 23:59'],
    ['on the last day of a shorter month', '2024-02-29 00:00', 12, '2025-02-28 00:00'],
    ['by the local day, which has begun though UTC has not', '2025-03-31 00:30', 1, '2025-04-30 00:30'],
  ])('is %s', (_, from, months, expected) => {
    expect(addMonths(utc(from), months)).toBe(utc(expected));
  });
});

describe('an instant in ms', () => {
  it('is what the clock of the language says', () => {
    const ms = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2099, 11, 31) });
    fc.assert(fc.property(ms, (at) => msOf(new Date(at).toISOString()) === at));
  });
});
