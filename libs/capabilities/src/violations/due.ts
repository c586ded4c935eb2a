import { calendarOf, dueAfterWorkingDays, noCalendar, workingDay } from '../calendar/working-days.js';
import { dueAfterWorkingMs, workingMsBetween } from '../calendar/working-time.js';
import type { Known } from './folders.js';

/** When something is due, and by which calendar versions that was worked out. */
export interface DueDay {
  due: string;
  versions: readonly string[];
}

/** Terms by the calendars published; instants are judged by the calendars in force then. */
export class Terms {
  private readonly calendars;

  constructor(published: readonly Known<'CalendarPublished'>[]) {
    this.calendars = published.map(({ data }) => data);
  }

  /** Local 24:00 of the Nth working day after an instant's day. */
  due(from: string, workingDays: number): DueDay {
    return dueAfterWorkingDays(this.calendars, from, workingDays);
  }

  /** When so many working hours have passed since an instant. */
  dueHours(from: string, workingHours: number): DueDay {
    return dueAfterWorkingMs(this.calendars, from, workingHours * 3_600_000);
  }

  /** How much working time lies between two instants, in ms. */
  workingMs(from: string, to: string): number {
    return workingMsBetween(this.calendars, from, to);
  }

  /** Whether a local day is worked, by the calendar in force at an instant of it. */
  worked(day: string, at?: string): boolean {
    return workingDay(this.calendars, day, at);
  }

  /** The version of the calendar that says so; `none` where none was published. */
  version(day: string, at?: string): string {
    return calendarOf(this.calendars, Number(day.slice(0, 4)), at ?? '9999')?.version ?? noCalendar;
  }

  /** The last year whose working days are published: as far ahead as due dates that repeat are worked out. */
  get lastYear(): number {
    return Math.max(0, ...this.calendars.map(({ year }) => year));
  }
}
