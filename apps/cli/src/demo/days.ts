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
/** The local day of an instant. */
export const dayOf = (instant: string) => iso(Date.parse(instant) + offset).slice(0, 10);
/** The local day so many days later. */
export const dayAfter = (day: string, days: number) => iso(Date.parse(day) + days * daySpan).slice(0, 10);

/** The month that is played, and the moment at which the city's clocks are read: all of December's are due by then. */
export const opensAt = at('2025-12-01', '00:00:00');
export const closesAt = at('2026-01-01', '00:00:00');
export const asOf = at('2026-01-08', '00:00:00');

// The only days off around this month: the public holiday, and the Friday swapped for Saturday 10 January.
const holidays = new Set(['2026-01-01', '2026-01-02']);
/** True on Monday to Friday, holidays excepted. */
export const isWorkday = (day: string) => !holidays.has(day) && ![0, 6].includes(new Date(day).getUTCDay());
/** True on a working day from seven in the morning to before six in the evening. */
export function isOfficeTime(time: string): boolean {
  const day = dayOf(time);
  return isWorkday(day) && at(day, '07:00:00') <= time && time < at(day, '18:00:00');
}
/** Local 24:00 of the n-th working day after a local day. */
export function endOfWorkdayAfter(day: string, count: number): string {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = dayAfter(reached, 1);
    if (isWorkday(reached)) left--;
  }
  return at(dayAfter(reached, 1), '00:00:00');
}

/** The working days from one local day to another, both included. */
export function workdays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) if (isWorkday(day)) days.push(day);
  return days;
}
