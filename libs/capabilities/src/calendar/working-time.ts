import { addDays, localDay, startOfDay } from '../time.js';
import type { CalendarPublished } from './events.js';
import { calendarOf, noCalendar, workingDay } from './working-days.js';

type Calendars = readonly Readonly<CalendarPublished>[];
const minuteMs = 60_000;
/** Working hours of a working day, in minutes from local midnight: 07:30–11:30 and 13:30–17:00. */
const hours = [
  [7 * 60 + 30, 11 * 60 + 30],
  [13 * 60 + 30, 17 * 60],
] as const;

/** A half-open stretch of time. */
export interface Stretch {
  from: string;
  to: string;
}

/** The working hours of a local day, by the calendars in force at an instant. */
export function workingHours(calendars: Calendars, day: string, at = '9999'): Stretch[] {
  if (!workingDay(calendars, day, at)) return [];
  const midnight = Date.parse(startOfDay(day));
  const instant = (minutes: number) => new Date(midnight + minutes * minuteMs).toISOString();
  return hours.map(([from, to]) => ({ from: instant(from), to: instant(to) }));
}

/** How far ahead working hours are looked for: no term of them is longer. */
const furthestDays = 366;

/** When so much working time has passed since an instant, with the calendar versions used. */
export function dueAfterWorkingMs(calendars: Calendars, from: string, ms: number): { due: string; versions: string[] } {
  const versions = new Set<string>();
  let left = ms;
  let day = localDay(from);
  for (let looked = 0; looked < furthestDays; looked++, day = addDays(day, 1)) {
    versions.add(calendarOf(calendars, Number(day.slice(0, 4)), from)?.version ?? noCalendar);
    for (const stretch of workingHours(calendars, day, from)) {
      const begin = Math.max(Date.parse(stretch.from), Date.parse(from));
      const room = Date.parse(stretch.to) - begin;
      if (room <= 0) continue;
      if (left <= room) return { due: new Date(begin + left).toISOString(), versions: [...versions] };
      left -= room;
    }
  }
  throw new Error('the calendars have no working time within a year');
}

/** How much working time lies between two instants, in ms. */
export function workingMsBetween(calendars: Calendars, from: string, to: string): number {
  let sum = 0;
  for (let day = localDay(from); day <= localDay(to); day = addDays(day, 1)) {
    for (const stretch of workingHours(calendars, day)) {
      const [begin, end] = [stretch.from > from ? stretch.from : from, stretch.to < to ? stretch.to : to];
      if (begin < end) sum += Date.parse(end) - Date.parse(begin);
    }
  }
  return sum;
}
