import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { CalendarPublished } from './events.js';
import { isWeekend } from './working-days.js';

/** Publishes one version of a year's working days, as announced. Nothing published is changed; a later version is. */
export class PublishCalendar extends stating(CalendarPublished) {}

/** The versions published so far, in the order of their publication. */
export type Calendar = Readonly<{ published: readonly Readonly<CalendarPublished>[] }>;

const commands = { PublishCalendar };
const events = { CalendarPublished };

/** The country's calendar: one stream, `calendar-vn`. */
export const calendar: Decider<Calendar, typeof commands, typeof events> = {
  category: 'calendar',
  commands,
  events,
  idOf: () => 'vn',
  initial: { published: [] },
  decide: {
    PublishCalendar(command, { published }) {
      const { version, year, effectiveFrom, holidays, workdays } = command;
      if (published.some((calendar) => calendar.version === version)) {
        throw new Refused('this version is already published, and versions do not change', 'version-published');
      }
      if (published.some((calendar) => calendar.year === year && calendar.effectiveFrom === effectiveFrom)) {
        throw new Refused('another version of this year holds from the same instant', 'same-effective-from');
      }
      const days = [...holidays, ...workdays];
      if (days.some((day) => !day.startsWith(`${year}-`))) {
        throw new Refused('every day of a calendar lies in its year', 'day-of-other-year');
      }
      if (new Set(days).size < days.length) throw new Refused('a day stands once in a calendar', 'day-twice');
      if (!workdays.every(isWeekend)) {
        throw new Refused('a swapped working day is a Saturday or a Sunday', 'workday-on-weekday');
      }
      return [{ type: 'CalendarPublished', data: statedBy(command) }];
    },
  },
  evolve: { CalendarPublished: ({ published }, calendar) => ({ published: [...published, calendar] }) },
};
