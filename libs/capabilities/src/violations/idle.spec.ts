import { stretches } from './idle.js';

const span = { from: '2025-03-03T03:00:00.000Z', by: 'a', to: '2025-03-10T03:00:00.000Z', endedBy: 'z' };
const shown = (days: readonly string[], over = span) =>
  stretches(over, days).map(({ day, from, to, endedBy }) => [day, from.slice(5, 16), to?.slice(5, 16), endedBy]);

describe('the stretches between days of use', () => {
  it('begin with the time itself, then with each day of use, and end with the time', () => {
    expect(shown(['2025-03-05', '2025-03-06'])).toEqual([
      ['2025-03-03', '03-03T03:00', '03-04T17:00', undefined],
      ['2025-03-05', '03-04T17:00', '03-05T17:00', undefined],
      ['2025-03-06', '03-05T17:00', '03-10T03:00', 'z'],
    ]);
  });
  it('leave out days outside the time; that on which it begins is day 0 anyway', () => {
    const whole = [['2025-03-03', '03-03T03:00', '03-10T03:00', 'z']];
    expect(shown([])).toEqual(whole);
    expect(shown(['2025-02-01', '2025-03-03', '2025-03-11'])).toEqual(whole);
    expect(shown(['2025-03-10']).map(([day]) => day)).toEqual(['2025-03-03', '2025-03-10']);
    expect(shown(['2025-03-11'], { ...span, to: '2025-03-10T17:00:00.000Z' })).toHaveLength(1);
  });
  it('are open where the time is', () => {
    const open = stretches({ from: span.from, by: 'a' }, ['2025-03-05']);
    expect(open.at(-1)).toMatchObject({ day: '2025-03-05', by: 'a', to: undefined });
  });
});
