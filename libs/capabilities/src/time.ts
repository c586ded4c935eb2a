/** Vietnam keeps UTC+7 all year; days, months and working hours are Asia/Ho_Chi_Minh's. */
export const vietnamOffsetMs = 7 * 3_600_000;
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * An RFC 3339 instant in the stored spelling, `YYYY-MM-DDTHH:mm:ss.sssZ`; finer parts of a second are cut off.
 * `undefined` for what is not one: impossible dates and leap seconds included.
 */
export function instantOf(text: string): string | undefined {
  if (isStored(text)) return text;
  const parts = rfc3339.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '.', zone] = parts;
  if (+month > 12 || +month < 1 || +day < 1 || +hour > 23 || +minute > 59 || +second > 59) return undefined;
  const ms = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second, +fraction.slice(1, 4).padEnd(3, '0'));
  if (new Date(ms).getUTCDate() !== +day) return undefined;
  const offset = zone.length === 1 ? 0 : (zone[0] === '-' ? -1 : 1) * (+zone.slice(1, 3) * 60 + +zone.slice(4));
  if (Math.abs(offset) > 14 * 60) return undefined;
  const instant = new Date(ms - offset * 60_000).toISOString();
  return instant.length === 24 ? instant : undefined;
}

// The stored spelling itself, which most sources send. Only the last days of a month need a calendar: one that does not
// exist comes back as another.
const storedSpelling = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
function isStored(text: string): boolean {
  if (!storedSpelling.test(text)) return false;
  return text.slice(8, 10) <= '28' || new Date(text).toISOString() === text;
}

/** The local day of a stored instant, `YYYY-MM-DD`. */
export function localDay(instant: string): string {
  // Local midnight is 17:00 UTC. Read off the text: asked several times for each look-up.
  const day = instant.slice(0, 10);
  return instant.slice(11, 13) < '17' ? day : addDays(day, 1);
}

/** The local month of an instant, `yyyymm`. */
export function localMonth(instant: string): string {
  return localDay(instant).slice(0, 7).replace('-', '');
}

/** The instant of local 00:00 of a day; 24:00 of a day is 00:00 of the next. */
export function startOfDay(day: string): string {
  return remembered(starts, day, () => new Date(dayNumber(day) * dayMs - vietnamOffsetMs).toISOString());
}

/** The day `days` later (earlier where negative). */
export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days);
}

// There are few days, and rules ask for the same ones again and again.
const numbers = new Map<string, number>();
const days = new Map<number, string>();
const starts = new Map<string, string>();
const mostDays = 20_000;
function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size >= mostDays) known.clear();
    known.set(key, (value = make()));
  }
  return value;
}

/** The days from 1970-01-01 to a day. */
export const dayNumber = (day: string): number =>
  remembered(numbers, day, () => Date.parse(`${day}T00:00:00.000Z`) / dayMs);
const dayOf = (number: number): string =>
  remembered(days, number, () => new Date(number * dayMs).toISOString().slice(0, 10));

/** The day `months` calendar months later; where that month is shorter, its last day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const there = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last.getUTCDate())));
  return there.toISOString().slice(0, 10);
}

/** The instant of local 24:00 of a day. */
export const endOfDay = (day: string): string => startOfDay(addDays(day, 1));

/** An instant moved by milliseconds. */
export function addMs(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** The instant so many calendar months later at the same local time; the last day of a month that is too short. */
export function addMonthsTo(instant: string, months: number): string {
  const day = localDay(instant);
  const timeOfDay = Date.parse(instant) - Date.parse(startOfDay(day));
  return addMs(startOfDay(addMonths(day, months)), timeOfDay);
}

/** An instant for people: `dd/mm/yyyy HH:mm:ss +07:00`. */
export function shown(instant: string): string {
  const local = new Date(Date.parse(instant) + vietnamOffsetMs).toISOString();
  const [year, month, day] = local.slice(0, 10).split('-');
  return `${day}/${month}/${year} ${local.slice(11, 19)} +07:00`;
}

let parsedDay = '';
let parsedMs = NaN;
/** A stored instant in ms since 1970. Read off the text, as `localDay` is: asked of every look-up of a day. */
export function msOf(instant: string): number {
  if (parsedDay === '' || !instant.startsWith(parsedDay)) {
    parsedDay = instant.slice(0, 10);
    parsedMs = Date.parse(`${parsedDay}T00:00:00.000Z`);
  }
  const minutes = digitsAt(instant, 11) * 60 + digitsAt(instant, 14);
  return (
    parsedMs + minutes * minuteMs + digitsAt(instant, 17) * 1000 + digitsAt(instant, 20) * 10 + digitAt(instant, 22)
  );
}
const digitAt = (text: string, at: number) => text.charCodeAt(at) - 48;
/** The number that two digits of a stored instant are: its hour at 11, its minute at 14. */
export const digitsAt = (text: string, at: number) => digitAt(text, at) * 10 + digitAt(text, at + 1);
