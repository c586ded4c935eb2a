import { Refused } from '@app/ledger';
import { Day } from './fields.js';

/** A span of local days, both of them included: the month of a report, the days that an inspection looks at. */
export class Period {
  @Day() from!: string;
  @Day() to!: string;
}

/** Refuses a period that ends before it begins. */
export function forwards({ from, to }: Readonly<Period>): void {
  if (to < from) throw new Refused('the period would end before it begins', 'period-backwards');
}
