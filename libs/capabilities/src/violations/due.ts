import { dueAfterWorkingDays } from '../calendar/working-days.js';
import type { Known } from './folders.js';

/** When something is due, and by which calendar versions that was worked out. */
export interface DueDay {
  due: string;
  versions: readonly string[];
}

/** Local 24:00 of the Nth working day after an instant's day, by the calendars published. */
export function dueAfter(calendars: readonly Known<'CalendarPublished'>[], from: string, workingDays: number): DueDay {
  return dueAfterWorkingDays(
    calendars.map(({ data }) => data),
    from,
    workingDays,
  );
}
