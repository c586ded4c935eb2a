import { fromLogged, streamName, type EventLog, type RecordedEvent } from '@app/ledger';
import type { Then } from './pages.js';

/** A stream's events that had occurred by an instant, as known at a position, in the order of recording. */
export async function streamThen(
  log: EventLog,
  category: string,
  id: string,
  { asOf, knownAt }: Then,
): Promise<readonly RecordedEvent[]> {
  return (await log.read(streamName(category, id)))
    .filter(({ position }) => position <= knownAt)
    .map(fromLogged)
    .filter(({ occurredAt }) => occurredAt <= asOf);
}

/** An event as answers show it: the envelope, and beside it the position as a decimal string. */
export function shownEvent({ position, ...event }: RecordedEvent): object {
  return { position: String(position), event };
}
