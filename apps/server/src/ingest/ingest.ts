import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Recorder, type Actor } from '@app/ledger';
import { CLOCK, Problem, TOKEN_OF, parseStrict, type Clock, type Fault, type TokenOf } from '@app/nest';
import { readCloudEvent, type Read } from './cloud-event.js';

/** What became of one item of a batch. */
export interface ItemAnswer {
  index: number;
  id: string | null;
  status: 'recorded' | 'duplicate' | 'conflict' | 'refused';
  eventId?: string;
  position?: string;
  code?: string;
  errors?: readonly Fault[];
}
export interface Counts {
  recorded: number;
  duplicate: number;
  conflict: number;
  refused: number;
}

/** From this many items on, a batch waits for a turn of its own. */
const itemsOfLargeBatch = 50;

/** Records observed facts: what can be read is recorded, each once; what cannot is refused alone. */
@Injectable()
export class Ingest {
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly recorder: Recorder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
  ) {}

  /** Items that are parsed already. Rejects with `LogUnavailable` when nothing can be acknowledged. */
  async items(items: readonly unknown[], actor: Actor, from = 0): Promise<readonly ItemAnswer[]> {
    await this.turnFor(items);
    const now = this.clock.now();
    return this.record(
      items.map((item) => readCloudEvent(item, actor, now, this.tokenOf)),
      from,
    );
  }

  /** Lines of JSON; `null` stands for one that was too long. A line that is no strict JSON is refused alone. */
  async lines(lines: readonly (Uint8Array | null)[], actor: Actor, from: number): Promise<readonly ItemAnswer[]> {
    await this.turnFor(lines);
    const now = this.clock.now();
    return this.record(
      lines.map((line) => this.readLine(line, actor, now)),
      from,
    );
  }

  // One large batch a turn of the event loop: between two of them the log's answers are heard, the next flush begins and
  // other requests are answered. Batches that came in together would otherwise keep the log waiting for the last.
  private turnFor({ length }: readonly unknown[]): Promise<unknown> {
    if (length < itemsOfLargeBatch) return Promise.resolve();
    return (this.lastTurn = this.lastTurn.then(() => nextTurn()));
  }

  private readLine(line: Uint8Array | null, actor: Actor, now: string): Read | { id: null; code: string } {
    if (line === null) return { id: null, code: 'body-large' };
    try {
      return readCloudEvent(parseStrict(line), actor, now, this.tokenOf);
    } catch (error) {
      if (error instanceof Problem) return { id: null, code: error.code };
      throw error;
    }
  }

  private async record(read: readonly (Read | { id: null; code: string })[], from: number): Promise<ItemAnswer[]> {
    const facts = read.flatMap((one) => ('fact' in one ? [one.fact] : []));
    const outcomes = facts.length > 0 ? await this.recorder.record(facts) : [];
    let taken = 0;
    return read.map((one, i): ItemAnswer => {
      const index = from + i;
      if (!('fact' in one)) {
        const { id, code } = one;
        return { index, id, status: 'refused', code, ...('errors' in one && one.errors && { errors: one.errors }) };
      }
      const { status, position } = outcomes[taken++];
      const { eventId } = one.fact;
      return {
        index, id: one.id, status, eventId, position: String(position), ...(status === 'conflict' && { code: 'id-reused' }),
      }; // prettier-ignore
    });
  }
}
