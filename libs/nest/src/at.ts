import { createParamDecorator, Inject, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { EventLog } from '@app/ledger';
import { badQuery, problem } from './problem.js';
import { CLOCK, LOG, LOG_TIMES, READ_GATE, type Clock, type LogTimes, type ReadGate } from './tokens.js';

/** The two times of a read: when in the world, and with which knowledge. */
export interface ReadAt {
  /** The instant in the world; the request's time where none was asked. */
  asOf: string;
  /** The last position that counts, and the log's time there; the position all views have passed where none was asked. */
  knownAt: { position: number; at: string | null };
}

/** The longest that a read waits for the views, in milliseconds. */
export const waitMs = 5000;
const positionPattern = /^(0|[1-9]\d{0,15})$/;

/** Resolves `asOf`, `knownAt` and `minPosition` of a query string; refuses what is no instant, no position, or not yet there. */
@Injectable()
export class AtPipe implements PipeTransform<Record<string, unknown>, Promise<ReadAt>> {
  constructor(
    @Inject(READ_GATE) private readonly gate: ReadGate,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG_TIMES) private readonly times: LogTimes,
    @Inject(LOG) private readonly log: EventLog,
  ) {}

  async transform(query: Record<string, unknown>): Promise<ReadAt> {
    const asOf = this.asOf(single(query, 'asOf'));
    const minPosition = single(query, 'minPosition');
    if (minPosition !== undefined) await this.wait('minPosition', minPosition);
    const position = await this.knownAt(single(query, 'knownAt'));
    return { asOf, knownAt: { position, at: await this.times.timeAt(position) } };
  }

  private asOf(text: string | undefined): string {
    if (text === undefined) return this.clock.now();
    const instant = this.clock.instantOf(text);
    if (!instant) throw badQuery('asOf', 'asOf must be an RFC 3339 instant');
    return instant;
  }

  private async knownAt(text: string | undefined): Promise<number> {
    if (text === undefined) return this.gate.reached();
    if (positionPattern.test(text)) return this.wait('knownAt', text);
    const instant = this.clock.instantOf(text);
    if (!instant) throw badQuery('knownAt', 'knownAt must be an RFC 3339 instant or a position');
    return Math.min(await this.times.positionAt(instant), this.gate.reached());
  }

  private async wait(name: string, text: string): Promise<number> {
    const position = Number(text);
    if (!positionPattern.test(text) || !Number.isSafeInteger(position))
      throw badQuery(name, `${name} must be a position`);
    if (position <= this.gate.reached()) return position;
    if (await this.isBeyond(position)) {
      throw badQuery(name, `${name} lies beyond the end of the log`);
    }
    if (!(await this.gate.waitFor(position, waitMs)))
      throw problem('views-behind', { headers: { 'Retry-After': '2' } });
    return position;
  }

  private async isBeyond(position: number): Promise<boolean> {
    const ahead = await this.log.readAll(this.gate.reached(), looked);
    return ahead.length < looked && !ahead.some((event) => event.position >= position);
  }
}

/** How many events it looks through to tell a position that is still to be viewed from one that does not exist. */
const looked = 5000;

function single(query: Record<string, unknown>, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw badQuery(name, `${name} may be given once`);
}

const QueryString = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<{ query: Record<string, unknown> }>().query;
});

/** A controller's parameter of type `ReadAt`: `list(@At() at: ReadAt)`. */
export const At = () => QueryString(AtPipe);
