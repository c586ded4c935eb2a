import type { Period } from '../period.js';
import { addDays, addMonths, endOfDay, localDay, startOfDay } from '../time.js';

/** How many months there are in what repeats. */
export const monthsIn: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** The calendar months, quarters, halves or years (by their number of months) from an instant's on to the end of a year. */
export function periodsFrom(instant: string, months: number, lastYear: number): Period[] {
  const [year, month] = localDay(instant).split('-').map(Number);
  const begun = month - ((month - 1) % months);
  let from = `${year}-${String(begun).padStart(2, '0')}-01`;
  const periods: Period[] = [];
  while (Number(from.slice(0, 4)) <= lastYear) {
    const next = addMonths(from, months);
    periods.push({ from, to: addDays(next, -1) });
    from = next;
  }
  return periods;
}

/** The years from an instant's on in equal parts: halves where two are asked for. */
export const partsOfYears = (instant: string, perYear: number, lastYear: number): Period[] =>
  periodsFrom(instant, 12 / perYear, lastYear);

/** The instants between which a period of days lies: [from, to). */
export const instantsOf = ({ from, to }: Period) => ({ from: startOfDay(from), to: endOfDay(to) });

/** Whether a period lies in a time as a whole; an open end holds everything. */
export function liesWithin(period: Period, since: string, end: string | undefined): boolean {
  const { from, to } = instantsOf(period);
  return from >= since && (end === undefined || to <= end);
}

/** Whether one period holds all days of another. */
export const covers = (period: Period, other: Period) => period.from <= other.from && period.to >= other.to;

/** Periods by the year in which they begin. */
export function byYear(periods: readonly Period[]): Period[][] {
  const years = new Set(periods.map(({ from }) => from.slice(0, 4)));
  return [...years].map((year) => periods.filter(({ from }) => from.startsWith(year)));
}

/** The last instant of the year of a period, as the end of a half-open time. */
export const endOfYear = ({ from }: Period) => endOfDay(`${from.slice(0, 4)}-12-31`);
