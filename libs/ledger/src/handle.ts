import { streamName, fold, type AnyDecider } from './decider.js';
import { fromLogged, toStored, type EventLog } from './event-log.js';
import type { Actor, Cause, Envelope, RecordedEvent } from './event.js';

/** One command as it is carried out: who, under which key, when. All of it is fixed before the first try. */
export interface Act {
  actor: Actor;
  command: Cause;
  /** When it happened in the world: the date on the paper, else the time of recording. */
  occurredAt: string;
  recordedAt: string;
  /** The id of the command's n-th event: the same for every try and every re-send. */
  eventId: (index: number) => string;
  /** The version that the caller saw (`If-Match`); the command fails with `Stale` when the stream has moved on. */
  ifVersion?: number;
}

/** What a command brought about: the events as stored, the log position of the last of them. */
export interface Decided {
  stream: string;
  /** How many events the stream held with the last of these; more may have come since when this is a re-send. */
  version: number;
  position: number;
  events: readonly Envelope[];
  /** True when this was a re-send, and the answer is the stored one. */
  replayed: boolean;
}

/** The stream changed under the caller's `If-Match`. */
export class Stale extends Error {}
/** Other writers kept winning; nothing was written. */
export class Contended extends Error {}
/** The same key came before with another command. */
export class KeyReused extends Error {}

const tries = 5;

/**
 * Carries out one command on one stream: reads it, folds, decides, appends with the version read; on a lost race reads
 * and decides again. A re-send of the same act answers with what the first one stored. Throws `Refused`, `Stale`,
 * `Contended`, `KeyReused`, or the log's `LogUnavailable`.
 */
export async function handle(
  log: EventLog,
  rules: AnyDecider,
  name: string,
  command: object,
  act: Act,
): Promise<Decided> {
  const stream = streamName(rules.category, rules.idOf(command));
  for (let attempt = 0; attempt < tries; attempt++) {
    const logged = await log.read(stream);
    const held = logged.map(fromLogged);
    const answered = earlierAnswer(held, act);
    if (answered) return answered;
    if (act.ifVersion !== undefined && act.ifVersion !== held.length) throw new Stale('the stream has moved on');
    const decided = rules.decide[name](command, fold(rules, held));
    if (decided.length === 0) throw new Error(`${name} decided nothing; a command gives an event or is refused`);
    const events = decided.map(({ type, data }, i): Envelope => {
      const { actor, command: cause, occurredAt, recordedAt } = act;
      const eventId = act.eventId(i);
      const version = held.length + i;
      return {
        eventId, stream, version, type, schemaVersion: 1, occurredAt, recordedAt, actor, command: cause, data,
      }; // prettier-ignore
    });
    const [appended] = await log.append([{ stream, expected: held.length, events: events.map(toStored) }]);
    if (appended.ok) {
      return { stream, version: held.length + events.length, position: appended.position, events, replayed: false };
    }
  }
  throw new Contended('other writers kept changing this stream; try again');
}

/** What an earlier try of the same act stored among a stream's events, if it did. Throws `KeyReused`. */
export function earlierAnswer(
  held: readonly RecordedEvent[],
  { actor, command }: Pick<Act, 'actor' | 'command'>,
): Decided | undefined {
  const own = held.filter((event) => event.command?.key === command.key && sameActor(event.actor, actor));
  const last = own.at(-1);
  if (!last) return undefined;
  if (last.command?.hash !== command.hash) throw new KeyReused('this key was used for another command');
  const events = own.map(({ position: _, ...event }) => event);
  return { stream: last.stream, version: last.version + 1, position: last.position, events, replayed: true };
}

const sameActor = (a: Actor, b: Actor) => a.kind === b.kind && a.id === b.id;
