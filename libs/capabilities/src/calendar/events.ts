import { inStream } from '../facts.js';
import { Days, Id, Text, Whole, Optional, Instant } from '../fields.js';

/**
 * The working days of Vietnam for one year: Monday to Friday but `holidays`, and the weekend days of `workdays` (swapped
 * days). Immutable; a later version for the same year holds from `effectiveFrom` on.
 */
export class CalendarPublished {
  @Id() version!: string;
  @Whole(2015, 2100) year!: number;
  @Instant() effectiveFrom!: string;
  @Days() holidays!: string[];
  @Days() workdays!: string[];
  @Optional() @Text() basis?: string;
}
export const calendarEvents = {
  CalendarPublished: inStream(CalendarPublished, 'calendar', () => 'vn', 'decided'),
};
