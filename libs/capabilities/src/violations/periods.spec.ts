import { byYear, covers, endOfYear, liesWithin, periodsFrom } from './periods.js';

const shown = (at: string, months: number, lastYear: number) =>
  periodsFrom(at, months, lastYear).map(({ from, to }) => `${from}..${to}`);

describe('calendar periods', () => {
  it('begin with the one that an instant lies in, by local days, and end with a year', () => {
    expect(shown('2025-10-31T17:00:00.000Z', 1, 2025)).toEqual(['2025-11-01..2025-11-30', '2025-12-01..2025-12-31']);
    expect(shown('2025-08-20T00:00:00.000Z', 3, 2025)).toEqual(['2025-07-01..2025-09-30', '2025-10-01..2025-12-31']);
    expect(shown('2023-12-31T00:00:00.000Z', 6, 2024)).toEqual([
      '2023-07-01..2023-12-31',
      '2024-01-01..2024-06-30',
      '2024-07-01..2024-12-31',
    ]);
    expect(shown('2025-01-01T00:00:00.000Z', 12, 2024)).toEqual([]);
  });

  it('lie in a time only as a whole', () => {
    const june = { from: '2025-06-01', to: '2025-06-30' };
    expect(liesWithin(june, '2025-05-31T17:00:00.000Z', '2025-06-30T17:00:00.000Z')).toBe(true);
    expect(liesWithin(june, '2025-05-31T17:00:00.001Z', undefined)).toBe(false);
    expect(liesWithin(june, '2025-05-31T17:00:00.000Z', '2025-06-30T16:59:59.999Z')).toBe(false);
  });

  it('cover others day by day', () => {
    const june = { from: '2025-06-01', to: '2025-06-30' };
    expect(covers(june, june)).toBe(true);
    expect(covers(june, { from: '2025-06-01', to: '2025-07-01' })).toBe(false);
    expect(covers(june, { from: '2025-05-31', to: '2025-06-30' })).toBe(false);
  });

  it('are told apart by year', () => {
    const halves = periodsFrom('2024-08-01T00:00:00.000Z', 6, 2025);
    expect(byYear(halves).map((year) => year.length)).toEqual([1, 2]);
    expect(endOfYear(halves[0])).toBe('2024-12-31T17:00:00.000Z');
  });
});
