import { at, dayAfter, dayOf, daySpan, monthsAfter, shift } from './days.js';

/** The months that are played, how the city came to be before them, and when its clocks are read. */
export interface Term {
  /** The city's rules come into force, its first officials take up service. */
  foundedAt: string;
  opensAt: string;
  closesAt: string;
  /** The moment as of which the findings are read: the clocks of the last month have run out by then. */
  asOf: string;
  /** The first day of each month that is played. */
  months: readonly string[];
}

function term(from: string, months: number): Term {
  const opensAt = at(from, '00:00:00');
  const to = monthsAfter(from, months);
  return {
    foundedAt: at(monthsAfter(from, -4), '00:00:00'),
    opensAt,
    closesAt: at(to, '00:00:00'),
    asOf: at(dayAfter(to, 7), '00:00:00'),
    months: Array.from({ length: months }, (_, i) => monthsAfter(from, i)),
  };
}

/** December 2025. */
export const december = term('2025-12-01', 1);
/** The whole of 2025. */
export const year2025 = term('2025-01-01', 12);

/** The first and the last local day of a term. */
export const daysOfTerm = ({ opensAt, closesAt }: Term) => ({
  from: dayOf(opensAt),
  to: dayOf(shift(closesAt, -daySpan)),
});
