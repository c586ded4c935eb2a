import { dueAfterWorkingMs, workingHours, workingMsBetween } from './working-time.js';

const tet = {
  version: 'vn-2025.1',
  year: 2025,
  effectiveFrom: '2024-12-01T00:00:00.000Z',
  holidays: ['2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31'],
  workdays: ['2025-02-08'],
};
const hour = 3_600_000;
const local = (text: string) => `${text.replace(' ', 'T')}:00+07:00`;
const utc = (text: string) => new Date(local(text)).toISOString();
const due = (from: string, hours: number) => dueAfterWorkingMs([tet], utc(from), hours * hour).due;

describe('working time', () => {
  it('is 07:30–11:30 and 13:30–17:00 of a working day, a swapped Saturday too', () => {
    const day = (date: string) => [
      { from: utc(`${date} 07:30`), to: utc(`${date} 11:30`) },
      { from: utc(`${date} 13:30`), to: utc(`${date} 17:00`) },
    ];
    expect(workingHours([tet], '2025-02-03')).toEqual(day('2025-02-03'));
    expect(workingHours([tet], '2025-02-08')).toEqual(day('2025-02-08'));
    expect(workingHours([tet], '2025-02-09')).toEqual([]);
    expect(workingHours([tet], '2025-01-29')).toEqual([]);
  });

  it.each([
    ['within a morning', '2025-02-03 07:30', 4, '2025-02-03 11:30'],
    ['over the midday break', '2025-02-03 10:00', 4, '2025-02-03 16:00'],
    ['from the evening on', '2025-02-03 20:00', 1, '2025-02-04 08:30'],
    ['over Tết', '2025-01-24 16:00', 4, '2025-02-03 10:30'],
  ])('is counted %s', (_, from, hours, expected) => {
    expect(due(from, hours)).toBe(utc(expected));
  });

  it('tells the calendar versions that it used', () => {
    expect(dueAfterWorkingMs([tet], utc('2025-12-31 16:00'), 2 * hour).versions).toEqual(['vn-2025.1', 'none']);
  });

  it('between two instants leaves out nights, breaks and days off', () => {
    expect(workingMsBetween([tet], utc('2025-01-24 16:00'), utc('2025-02-03 08:00'))).toBe(1.5 * hour);
    expect(workingMsBetween([tet], utc('2025-02-03 11:30'), utc('2025-02-03 13:30'))).toBe(0);
  });
});
