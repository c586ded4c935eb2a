import { fromLogged, Stale, type Act, type EventLog, type RecordedEvent } from '@app/ledger';

// What a flow over several streams is made of: it reads, writes one step after another, and can be sent again.

/** The events of a stream, oldest first. */
export async function eventsOf(log: EventLog, stream: string): Promise<readonly RecordedEvent[]> {
  return (await log.read(stream)).map(fromLogged);
}

/**
 * The act of an inner step: an event id and a key of its own, at an exact version. Steps of one act differ in `index`,
 * also those that are tried again after a lost race. A caller's key comes in a header and so has no line feed; the two
 * cannot meet.
 */
export function step(act: Act, name: string, index: number, ifVersion: number): Act {
  const command = { ...act.command, name, key: `${act.command.key}\n${name}\n${index}` };
  return { ...act, command, ifVersion, eventId: (i) => act.eventId(firstStepIndex + index + i) };
}
const firstStepIndex = 100;

/** What came of a step, or nothing where its stream had moved on. */
export async function unlessStale<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Stale) return undefined;
    throw error;
  }
}

/** Whether a stored event is of this act, so that the act was carried out already. */
export function isOf({ actor, command }: Act, event: RecordedEvent): boolean {
  return event.command?.key === command.key && event.actor.kind === actor.kind && event.actor.id === actor.id;
}
