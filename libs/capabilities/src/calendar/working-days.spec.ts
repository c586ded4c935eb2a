import { localDay, startOfDay } from '../time.js';
import { calendars } from './calendars.js';
import { calendarOf, dueAfterWorkingDays, workingDay } from './working-days.js';

/** The last local day of a term of `n` working days from a local noon. */
function lastDay(day: string, n: number): string {
  const { due } = dueAfterWorkingDays(calendars, `${day}T05:00:00.000Z`, n);
  return localDay(new Date(Date.parse(due) - 1).toISOString());
}

describe('a working day', () => {
  it.each([
    ['2025-01-24', true, 'the Friday before Tết'],
    ['2025-01-27', false, 'the first day of Tết'],
    ['2025-01-31', false, 'the last day of Tết'],
    ['2025-02-02', false, 'the Sunday after'],
    ['2025-02-03', true, 'the Monday after'],
    ['2025-04-07', false, 'the Hùng Kings’ day'],
    ['2025-04-26', true, 'a swapped Saturday'],
    ['2025-05-02', false, 'the Friday that it stands for'],
    ['2024-04-29', false, 'a swapped Monday'],
    ['2024-05-04', true, 'its Saturday'],
    ['2024-09-03', false, 'the second National Day'],
    ['2026-01-02', false, 'a swapped Friday'],
    ['2026-01-10', true, 'its Saturday'],
    ['2026-02-20', false, 'the last day of Tết'],
    ['2026-02-23', true, 'the Monday after'],
    ['2026-04-27', false, 'in lieu of a Sunday'],
    ['2026-08-22', true, 'a swapped Saturday'],
    ['2026-08-31', false, 'the Monday that it stands for'],
    ['2027-04-16', false, 'the Hùng Kings’ day'],
    ['2027-05-03', false, 'in lieu of a Saturday'],
  ])('%s: %s, %s', (day, worked) => {
    expect(workingDay(calendars, day)).toBe(worked);
  });
  it('is one of Monday to Friday in a year without a calendar', () => {
    const days = ['2023-09-01', '2023-09-02', '2023-09-03', '2023-09-04'];
    expect(days.map((day) => workingDay(calendars, day))).toEqual([true, false, false, true]);
  });
  it('is what was known at an instant', () => {
    expect(workingDay(calendars, '2024-04-29', '2024-04-11T16:59:59.999Z')).toBe(true);
    expect(workingDay(calendars, '2024-04-29', '2024-04-11T17:00:00.000Z')).toBe(false);
  });
});

describe('the calendar of a year', () => {
  it('is the latest in force at an instant, in whatever order they came', () => {
    for (const order of [calendars, [...calendars].reverse()]) {
      expect(calendarOf(order, 2026, startOfDay('2025-12-24'))?.version).toBe('2026.1');
      expect(calendarOf(order, 2026, startOfDay('2025-12-25'))?.version).toBe('2026.2');
      expect(calendarOf(order, 2026, '9999')?.version).toBe('2026.3');
    }
  });
  it('is none before the first is in force', () => {
    expect(calendarOf(calendars, 2026, startOfDay('2025-10-15'))).toBeUndefined();
  });
});

describe('a term in working days', () => {
  it('ends with the nth working day after the day of the act', () => {
    expect(dueAfterWorkingDays(calendars, '2025-03-03T05:00:00.000Z', 1)).toEqual({
      due: startOfDay('2025-03-05'),
      versions: ['2025.1'],
    });
  });
  it('starts on the local day, which begins at 17:00 UTC', () => {
    expect(dueAfterWorkingDays(calendars, '2025-03-03T16:59:59.999Z', 1).due).toBe('2025-03-04T17:00:00.000Z');
    expect(dueAfterWorkingDays(calendars, '2025-03-03T17:00:00.000Z', 1).due).toBe('2025-03-05T17:00:00.000Z');
  });
  it.each([
    ['2025-01-21', 3, '2025-01-24'],
    ['2025-01-21', 4, '2025-02-03'],
    ['2025-01-22', 5, '2025-02-05'],
    ['2025-01-22', 6, '2025-02-06'],
    ['2025-01-24', 5, '2025-02-07'],
    ['2025-01-24', 6, '2025-02-10'],
    ['2025-01-29', 1, '2025-02-03'],
  ])('from %s, across Tết 2025, %i days: till %s', (day, n, last) => {
    expect(lastDay(day, n)).toBe(last);
  });
  it.each([
    ['2025-04-25', 1, '2025-04-26'],
    ['2025-04-25', 4, '2025-05-05'],
    ['2024-04-26', 1, '2024-05-02'],
    ['2024-04-26', 3, '2024-05-04'],
    ['2024-04-26', 4, '2024-05-06'],
    ['2025-12-31', 1, '2026-01-05'],
    ['2026-01-09', 1, '2026-01-10'],
  ])('from %s, over swapped days, %i days: till %s', (day, n, last) => {
    expect(lastDay(day, n)).toBe(last);
  });
  it('is judged by what was published at the act, though more is known now', () => {
    expect(lastDay('2024-04-11', 10)).toBe('2024-04-26');
    expect(lastDay('2024-04-22', 5)).toBe('2024-05-02');
    const early = dueAfterWorkingDays(calendars, '2024-04-10T05:00:00.000Z', 13);
    expect(early).toEqual({ due: startOfDay('2024-05-03'), versions: ['2024.1'] });
  });
  it('names each year’s version, and none for a year without one', () => {
    expect(dueAfterWorkingDays(calendars, '2025-12-30T05:00:00.000Z', 3).versions).toEqual(['2025.1', '2026.2']);
    expect(dueAfterWorkingDays(calendars, '2023-12-29T05:00:00.000Z', 2).versions).toEqual(['none', '2024.1']);
    expect(dueAfterWorkingDays([], '2025-01-24T05:00:00.000Z', 5)).toEqual({
      due: startOfDay('2025-02-01'),
      versions: ['none'],
    });
  });
  it('of no days ends with the day of the act', () => {
    expect(dueAfterWorkingDays(calendars, '2025-03-01T05:00:00.000Z', 0).due).toBe(startOfDay('2025-03-02'));
  });
});
