import { Day } from './fields.js';

/** A span of local days, both of them included: the month of a report, the days that an inspection looks at. */
export class Period {
  @Day() from!: string;
  @Day() to!: string;
}
