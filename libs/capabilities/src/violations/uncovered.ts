import type { Span } from './spans.js';
import { sortedBy } from './order.js';

/**
 * The parts of a span that none of some others covers. Each begins with the event that ended the cover before it, and
 * ends with the one that began the next.
 */
export function uncovered(span: Span, covers: readonly Span[]): Span[] {
  const found: Span[] = [];
  let { from, by } = span;
  for (const cover of sortedBy(covers, (cover) => cover.from)) {
    if (!isBefore(from, cover.to)) continue;
    if (!isBefore(cover.from, span.to)) break;
    if (from < cover.from) found.push({ from, to: cover.from, by, endedBy: cover.by });
    if (cover.to === undefined) return found;
    [from, by] = [cover.to, cover.endedBy ?? cover.by];
  }
  return isBefore(from, span.to) ? [...found, { from, to: span.to, by, endedBy: span.endedBy }] : found;
}

// Whether one time comes before another; one that is not given is the end of time.
function isBefore(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && (b === undefined || a < b);
}
