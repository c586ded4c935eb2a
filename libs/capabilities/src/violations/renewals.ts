import { latest, sortedBy } from './order.js';
import { firstEnd, type End, type Time } from './spans.js';

/** What was given at an instant, by which event. */
export interface Given {
  at: string;
  by: string;
}

/** One time of owing something: since when it is lacking if it is not given, until when it may be, and when it came. */
export interface Owed {
  /** The start of it all, or the event by which it was last given. */
  anchor: string;
  from: string;
  lacking: string;
  due: string;
  done?: End;
}

/**
 * What is owed throughout a time and given anew whenever it runs out: first by `firstDue`, then each time by the end of
 * what was given last, which `lasting` tells. What was given before the time counts as far as it lasts into it.
 */
export function renewals(
  time: Time & { endedBy?: string },
  given: readonly Given[],
  firstDue: string,
  lasting: (at: string) => string,
): Owed[] {
  const inOrder = sortedBy(given, ({ at }) => at);
  const before = inOrder.findLast(({ at }) => at <= time.from);
  const within = inOrder.filter(({ at }) => at > time.from && (time.to === undefined || at < time.to));
  const held = before && lasting(before.at);
  const first = { anchor: time.from, from: time.from, lacking: latest(time.from, held), due: latest(firstDue, held) };
  const others = within.map(({ at, by }) => ({ anchor: by, from: at, lacking: lasting(at), due: lasting(at) }));
  return [first, ...others].map((owed, i) => ({
    ...owed,
    done: firstEnd(within[i] ?? {}, { at: time.to, by: time.endedBy }),
  }));
}
