/**
 * The generator's own clock arithmetic: it shares none with the ledger, so that an error in either shows. Instants are
 * UTC text with three decimals, which sorts as time does; days are local (UTC+7).
 */
const offset = 7 * 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const daySpan = 24 * hour;

/** The instant of a local time of day, `HH:MM:SS`. */
export const at = (day: string, time: string) => iso(Date.parse(`${day}T${time}.000Z`) - offset);
/** An instant moved by milliseconds. */
export const shift = (instant: string, ms: number) => iso(Date.parse(instant) + ms);
/** Milliseconds from one instant to another. */
export const between = (from: string, to: string) => Date.parse(to) - Date.parse(from);
export const laterOf = (a: string, b: string) => (a > b ? a : b);
/** The local day of an instant. */
export const dayOf = (instant: string) => iso(Date.parse(instant) + offset).slice(0, 10);
/** The local day so many days later. */
export const dayAfter = (day: string, days: number) => iso(Date.parse(day) + days * daySpan).slice(0, 10);
/** The same day of a month so many months later; the last of that month where it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + months, Math.min(date, last))).slice(0, 10);
}

// Days off from Monday to Friday and the Saturdays worked for them, as they were announced for the years played.
const daysOff = new Set([
  ...['2024-01-01', '2024-02-08', '2024-02-09', '2024-02-12', '2024-02-13', '2024-02-14', '2024-04-18', '2024-04-29'],
  ...['2024-04-30', '2024-05-01', '2024-09-02', '2024-09-03'],
  ...['2025-01-01', '2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31', '2025-04-07', '2025-04-30'],
  ...['2025-05-01', '2025-05-02', '2025-09-01', '2025-09-02'],
  ...['2026-01-01', '2026-01-02'],
]);
const swapped = new Set(['2024-05-04', '2025-04-26', '2026-01-10']);
/** True on Monday to Friday, holidays excepted, and on Saturdays that are worked for another day. */
export const isWorkday = (day: string) =>
  swapped.has(day) || (!daysOff.has(day) && ![0, 6].includes(new Date(day).getUTCDay()));
/** The n-th working day after a local day; before it where n is negative. */
export function workdayAfter(day: string, count: number): string {
  let reached = day;
  for (let left = Math.abs(count); left > 0;) {
    reached = dayAfter(reached, Math.sign(count));
    if (isWorkday(reached)) left--;
  }
  return reached;
}
/** Local 24:00 of the n-th working day after a local day. */
export const endOfWorkdayAfter = (day: string, count: number) => midnightAfter(workdayAfter(day, count));
/** Local 24:00 of a day. */
export const midnightAfter = (day: string) => at(dayAfter(day, 1), '00:00:00');

/** The working days from one local day to another, both included. */
export function workdays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) if (isWorkday(day)) days.push(day);
  return days;
}
