import { fromLogged, type EventLog, type RecordedEvent } from '@app/ledger';

const widest = 256;

/**
 * The events at positions that the log holds, by position. Neighbours are read together, the more at once the closer
 * they lie; a position without an event throws, since a view named it.
 */
export async function eventsAt(
  log: EventLog,
  positions: readonly number[],
): Promise<ReadonlyMap<number, RecordedEvent>> {
  const events = new Map<number, RecordedEvent>();
  const wanted = new Set(positions);
  let width = 2;
  for (const position of [...wanted].sort((a, b) => a - b)) {
    if (events.has(position)) continue;
    const near = (await log.readFrom(position, width)).filter((logged) => wanted.has(logged.position));
    for (const logged of near) events.set(logged.position, fromLogged(logged));
    if (!events.has(position)) throw new Error(`the log holds no event at position ${position}`);
    width = near.length * 2 > width ? Math.min(width * 2, widest) : 2;
  }
  return events;
}
