import { Inject, Injectable } from '@nestjs/common';
import type { LedgerRead } from '@app/capabilities';
import { Recorder } from '@app/ledger';
import { CLOCK, TOKEN_OF, type Clock, type PersonRead, type ReadBook, type TokenOf } from '@app/nest';
import { withoutNumbers } from './citizen-numbers.js';
import { ownEvent } from './own-event.js';

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
    const told = { name: `read\n${requestId}`, occurredAt: this.clock.now(), actor: reader, requestId };
    await this.recorder.record([ownEvent('LedgerRead', data, told)]);
  }
}
