import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { accept, addMs, keptHash, type Command } from '@app/capabilities';
import {
  canonical,
  earlierAnswer,
  fromLogged,
  KeyReused,
  Recorder,
  streamName,
  type Act,
  type Actor,
  type Decided,
  type Envelope,
  type EventLog,
} from '@app/ledger';
import { sha256Hex } from '@app/merkle';
import { CLOCK, LOG, problem, TOKEN_OF, type Clock, type TokenOf } from '@app/nest';
import { commandEventId } from '../event-ids.js';
import { oldest } from '../ingest/cloud-event.js';
import type { Message } from './bus.js';

/** A command as it came: who, the header values as they are, the parsed body. */
export interface Asked {
  actor: Actor;
  key: string | undefined;
  ifMatch: string | undefined;
  body: unknown;
}

/** How far a caller's clock may run ahead of the ledger's, in milliseconds. */
const skewMs = 2000;
// A bare 9 or 12 digits would be a citizen number, and keys are stored in clear.
const keyPattern = /^(?!\d{9}$|\d{12}$)[\x21-\x7e]{1,200}$/;
/** Whether a header's text may be an Idempotency-Key. */
export const isKey = (text: string | undefined): text is string => text !== undefined && keyPattern.test(text);

/**
 * Takes commands in: checks the body by its class, the headers, and that a key is used for one command only and by one
 * request at a time; then the bus carries it out.
 */
@Injectable()
export class CommandDesk {
  private readonly running = new Set<string>();

  constructor(
    private readonly bus: CommandBus,
    private readonly recorder: Recorder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
    @Inject(LOG) private readonly log: EventLog,
  ) {}

  /** Answers with what was stored, now or by an earlier request under the same key. Throws a `Problem` or `Refused`. */
  async take(command: Command, message: new (body: object, act: Act) => Message, asked: Asked): Promise<Decided> {
    const { actor, key } = asked;
    if (!isKey(key)) throw problem('idempotency-key-required');
    const body = this.accepted(command, asked.body);
    const ifVersion = versionSeen(command, body, asked.ifMatch);
    const eventId = (index: number) => commandEventId(actor, key, index);
    const running = `${actor.kind}:${actor.id}\n${key}`;
    if (this.running.has(running)) throw problem('idempotency-key-running', { headers: { 'Retry-After': '1' } });
    this.running.add(running);
    try {
      const hash = sha256Hex(canonical(body));
      const kept = (await this.recorder.find([eventId(0)])).get(eventId(0));
      if (kept && kept.hash !== hash) throw new KeyReused('this key was used for another command');
      const cause = { name: command.name, key, hash };
      // Without a date of its own a re-send may belong to another stream by now, so the answer is sought by the key.
      const answered = kept && (await this.answerAt(kept.position, { actor, command: cause }));
      if (answered) return this.noted(command, answered);
      const recordedAt = this.clock.now();
      const act: Act = {
        actor,
        command: cause,
        occurredAt: body.occurredAt ?? recordedAt,
        recordedAt,
        eventId,
        ...(ifVersion !== undefined && { ifVersion }),
      };
      // Rules compare other times with the command's own, so it has one by now.
      const dated = { ...body, occurredAt: act.occurredAt };
      const decided = await this.bus.execute<Message, Decided>(new message(dated, act));
      return this.noted(command, decided);
    } catch (error) {
      throw error instanceof RangeError && error.message.startsWith('an event may have')
        ? problem('event-large')
        : error;
    } finally {
      this.running.delete(running);
    }
  }

  private async answerAt(position: number, act: Pick<Act, 'actor' | 'command'>): Promise<Decided | undefined> {
    const [kept] = await this.log.readFrom(position, 1);
    return kept && earlierAnswer((await this.log.read(kept.stream)).map(fromLogged), act);
  }

  private accepted(command: Command, body: unknown): object & { occurredAt?: string } {
    const accepted = accept<object & { occurredAt?: string }>(command.rules.commands[command.name], body, this.tokenOf);
    if ('faults' in accepted) throw problem('body-invalid', { errors: accepted.faults });
    const { occurredAt } = accepted.value;
    if (occurredAt !== undefined && occurredAt > addMs(this.clock.now(), skewMs)) {
      const message = 'a command cannot have happened in the future';
      throw problem('body-invalid', { errors: [{ pointer: '/occurredAt', code: 'time-ahead', message }] });
    }
    if (occurredAt !== undefined && occurredAt < oldest) {
      const message = 'nothing before 2015 is taken';
      throw problem('body-invalid', { errors: [{ pointer: '/occurredAt', code: 'time-too-old', message }] });
    }
    return accepted.value;
  }

  // The same body may fit another command; the key stays with the first.
  private noted(command: Command, decided: Decided): Decided {
    if (decided.events[0].command?.name !== command.name) throw new KeyReused('this key was used for another command');
    for (const event of decided.events) {
      const { eventId } = event satisfies Envelope;
      this.recorder.note(eventId, keptHash({ ...event, position: decided.position }), decided.position);
    }
    return decided;
  }
}

/** The version of `If-Match: "<stream>@<version>"`, which commands on what changes must carry. */
function versionSeen(command: Command, body: object, ifMatch: string | undefined): number | undefined {
  if (!command.ifMatch) return undefined;
  if (ifMatch === undefined) throw problem('if-match-required');
  const [, stream, version] = /^"([^"]+)@(\d{1,12})"$/.exec(ifMatch) ?? [];
  if (stream === undefined) throw problem('if-match-required');
  if (stream !== streamName(command.rules.category, command.rules.idOf(body))) throw problem('if-match-failed');
  return Number(version);
}

/** The `ETag` of a stream at a version. */
export function etagOf(stream: string, version: number): string {
  return `"${stream}@${version}"`;
}
