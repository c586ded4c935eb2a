import { localDay, startOfDay } from '../time.js';
import { inTurn, type Span } from './spans.js';

/**
 * The stretches of a time from one local day of use to the next: each begins with the day of a use, the first with the
 * time itself, and ends where the next day of use begins. A day counts as one of use whatever the hour.
 */
export function stretches(time: Span, daysUsed: readonly string[]): (Span & { day: string })[] {
  const first = { from: time.from, by: time.by, day: localDay(time.from) };
  const later = daysUsed
    .filter((day) => day > first.day && (time.to === undefined || startOfDay(day) < time.to))
    .map((day) => ({ from: startOfDay(day), by: time.by, day }));
  const turns = inTurn([first, ...later]);
  const last = turns.pop()!;
  return [...turns.map((turn) => ({ ...turn, endedBy: undefined })), { ...last, to: time.to, endedBy: time.endedBy }];
}
