import { Inject, Injectable } from '@nestjs/common';
import { accepts, catalogue, factHash, LedgerRead } from '@app/capabilities';
import { canonical, Recorder } from '@app/ledger';
import { nameId } from '@app/merkle';
import { CLOCK, TOKEN_OF, type Clock, type PersonRead, type ReadBook, type TokenOf } from '@app/nest';
import { withoutNumbers } from './citizen-numbers.js';

const type = 'LedgerRead';

/**
 * Writes who read what about a person into the log, as an observed fact of the ledger's own: each answer is one, and
 * reads that come together share a flush.
 */
@Injectable()
export class LedgerReadBook implements ReadBook {
  constructor(
    private readonly recorder: Recorder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
  ) {}

  async write({ reader, requestId, ...read }: PersonRead): Promise<void> {
    const { about, inspectionId } = read;
    const data: LedgerRead = {
      ...read,
      reader,
      about: withoutNumbers(about, this.tokenOf),
      ...(inspectionId !== undefined && withoutNumbers({ inspectionId }, this.tokenOf)),
    };
    if (!accepts(LedgerRead, data)) throw new Error(`what is told of a read by ${read.query} is no LedgerRead`);
    const occurredAt = this.clock.now();
    const eventId = nameId(`read\n${requestId}`);
    const stream = catalogue[type].streamOf(data, occurredAt);
    const hash = factHash({ type, occurredAt, data });
    const event = { eventId, type, schemaVersion: 1, occurredAt, actor: reader, requestId };
    await this.recorder.record([{ eventId, stream, hash, event, dataText: canonical(data) }]);
  }
}
