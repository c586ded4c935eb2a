import { Rejected } from '@app/merkle';
import { isInstant, type Manifest } from './manifest.js';
import { canonicalObject, isObject } from './strict.js';

/** What is looked at in an event of a package. */
export interface PackedEvent {
  eventId: string;
  type: string;
  stream: string;
  occurredAt: string;
  data: Readonly<Record<string, unknown>>;
}

/** The event that stored bytes are. Refuses (`text`, `leaf`) what is not canonical, or lacks what every envelope has. */
export function packedEvent(bytes: Uint8Array): PackedEvent {
  const event = canonicalObject(bytes, 'the event');
  const { eventId, type, stream, version, occurredAt, recordedAt, data } = event;
  const isOne =
    [eventId, type, stream].every((value) => typeof value === 'string' && value !== '') &&
    Number.isSafeInteger(version) &&
    (version as number) >= 0 &&
    isInstant(occurredAt) &&
    isInstant(recordedAt) &&
    isObject(data);
  if (!isOne) throw new Rejected('leaf', 'this is no event');
  return event as unknown as PackedEvent;
}

/** Whether the event's data names a thing: in a field of its own, or in a list. */
export function names({ data }: Pick<PackedEvent, 'data'>, id: string): boolean {
  return Object.values(data).some((value) => value === id || (Array.isArray(value) && value.includes(id)));
}

const idIn = (about: string) => about.slice(about.indexOf(':') + 1);

/**
 * Asserts that an event is one that the package says it is about. Answers whether it names the subject itself; what names
 * only an account of an official is refused (`range`) where the manifest does not list that account.
 */
export function assertAbout(event: PackedEvent, { about, from, to, through = [] }: Manifest): boolean {
  if ((from !== undefined && event.occurredAt < from) || (to !== undefined && event.occurredAt >= to))
    throw new Rejected('range', 'it happened outside the time that the package is about');
  if (names(event, idIn(about))) return true;
  if (!through.some((account) => event.data.accountId === idIn(account)))
    throw new Rejected('range', 'it does not name what the package is about');
  return false;
}
