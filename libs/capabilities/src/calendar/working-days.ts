import { addDays, dayMs, dayNumber, localDay, startOfDay } from '../time.js';
import type { CalendarPublished } from './events.js';

type Calendars = readonly Readonly<CalendarPublished>[];

/** What stands for a calendar's version where none is published: Monday to Friday, without holidays. */
export const noCalendar = 'none';

/** True on Saturdays and Sundays of `YYYY-MM-DD`. */
export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(dayNumber(day) * dayMs).getUTCDay());
}

/** The calendar of a year as it held at an instant: the one with the latest `effectiveFrom` not after it. */
export function calendarOf(calendars: Calendars, year: number, at: string): Readonly<CalendarPublished> | undefined {
  return calendars
    .filter((calendar) => calendar.year === year && calendar.effectiveFrom <= at)
    .reduce<Calendars[number] | undefined>(
      (latest, next) => (latest && latest.effectiveFrom > next.effectiveFrom ? latest : next),
      undefined,
    );
}

/**
 * Whether a local day is worked: as the year's calendar says, and Monday to Friday where there is none. `at` is the
 * instant whose knowledge counts; without it the latest version does.
 */
export function workingDay(calendars: Calendars, day: string, at = '9999'): boolean {
  const calendar = calendarOf(calendars, Number(day.slice(0, 4)), at);
  if (isWeekend(day)) return calendar?.workdays.includes(day) ?? false;
  return !calendar?.holidays.includes(day);
}

/**
 * When a term of `n` working days from an act ends: local 24:00 of the nth working day, day 0 being the local day of the
 * act. Judged by the calendars in force at the act; answers their versions too, `none` for a year without one.
 */
export function dueAfterWorkingDays(
  calendars: Calendars,
  from: string,
  n: number,
): { due: string; versions: string[] } {
  const versions = new Set<string>();
  let day = localDay(from);
  for (let left = n; left > 0;) {
    day = addDays(day, 1);
    versions.add(calendarOf(calendars, Number(day.slice(0, 4)), from)?.version ?? noCalendar);
    if (workingDay(calendars, day, from)) left--;
  }
  return { due: startOfDay(addDays(day, 1)), versions: [...versions] };
}
