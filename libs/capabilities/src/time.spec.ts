import fc from 'fast-check';
import { isWeekend } from './calendar/working-days.js';
import { addDays, addMonthsTo, dayMs, instantOf, localDay, msOf, startOfDay, vietnamOffsetMs } from './time.js';

const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true });
const digits = (max: number, width = 2) => fc.nat({ max }).map((n) => String(n).padStart(width, '0'));

describe('a day', () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });

  it('begins, ends a week and comes before others as the calendar has it, however often it is asked for', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (date, n) => {
        const day = date.toISOString().slice(0, 10);
        const midnight = Date.parse(`${day}T00:00:00.000Z`);
        for (let times = 0; times < 2; times++) {
          expect(startOfDay(day)).toBe(new Date(midnight - vietnamOffsetMs).toISOString());
          expect(addDays(day, n)).toBe(new Date(midnight + n * dayMs).toISOString().slice(0, 10));
          expect(isWeekend(day)).toBe([0, 6].includes(date.getUTCDay()));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('stays what it is when more days were asked for than are remembered', () => {
    for (let n = 0; n < 21_000; n++) addDays('1970-01-01', n);
    expect([addDays('1970-01-01', 1), addDays('2025-02-28', 1)]).toEqual(['1970-01-02', '2025-03-01']);
  });
});

describe('an instant', () => {
  it('in the stored spelling is taken as it is, and refused when no calendar or clock has it', () => {
    const spelled = fc.tuple(
      digits(9999, 4),
      digits(14),
      digits(33),
      digits(26),
      digits(61),
      digits(61),
      digits(999, 3),
    );
    fc.assert(
      fc.property(spelled, ([year, month, day, hour, minute, second, ms]) => {
        const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
        const at = Date.parse(text);
        const isOne = !Number.isNaN(at) && new Date(at).toISOString() === text;
        expect(instantOf(text)).toBe(isOne ? text : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['2025-02-29', '2024-02-30', '2025-04-31', '2025-00-10', '2025-13-10', '2025-01-00'])(
    'does not lie on %s',
    (day) => expect(instantOf(`${day}T03:04:05.678Z`)).toBeUndefined(),
  );

  it('lies on the day that the clock of Vietnam shows', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const shown = new Date(date.getTime() + vietnamOffsetMs).toISOString().slice(0, 10);
        expect(localDay(date.toISOString())).toBe(shown);
      }),
    );
    expect(localDay('2024-02-28T16:59:59.999Z')).toBe('2024-02-28');
    expect(localDay('2024-02-28T17:00:00.000Z')).toBe('2024-02-29');
    expect(localDay('2024-12-31T17:00:00.000Z')).toBe('2025-01-01');
  });
});

it('an instant in ms is what the clock of the language says', () => {
  fc.assert(fc.property(dates, (date) => msOf(date.toISOString()) === date.getTime()));
});

it.each([
  ['2025-03-04T02:00:00.000Z', 12, '2026-03-04T02:00:00.000Z'],
  ['2025-11-30T16:59:59.999Z', 3, '2026-02-28T16:59:59.999Z'],
  ['2025-11-30T17:00:00.000Z', 3, '2026-02-28T17:00:00.000Z'],
  ['2025-05-30T18:00:00.000Z', 1, '2025-06-29T18:00:00.000Z'],
  ['2025-03-31T02:00:00.000Z', -1, '2025-02-28T02:00:00.000Z'],
])('%s and %i months is %s, by local days', (instant, months, later) => {
  expect(addMonthsTo(instant, months)).toBe(later);
});
