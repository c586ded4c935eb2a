import { digitsAt, vietnamOffsetMs } from '../time.js';

const offsetHours = vietnamOffsetMs / 3_600_000;

/** The local time of day of an instant as HHMM: 1759 is the last minute before six in the evening. */
export function clockOf(at: string): number {
  return ((digitsAt(at, 11) + offsetHours) % 24) * 100 + digitsAt(at, 14);
}
