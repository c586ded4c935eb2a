import { Inject, Injectable } from '@nestjs/common';
import type { DataOf } from '@app/capabilities';
import { Recorder, type Actor } from '@app/ledger';
import { CLOCK, TOKEN_OF, type Clock, type TokenOf } from '@app/nest';
import { withoutNumbers } from '../citizen-numbers.js';
import { ownEvent } from '../own-event.js';

/** Writes into the log who took which evidence away, with the package's hash. */
@Injectable()
export class EvidenceBook {
  constructor(
    private readonly recorder: Recorder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
  ) {}

  /** Resolves when it is durable; rejects with `LogUnavailable` when that cannot be said. */
  async write({ about, inspectionId, ...rest }: DataOf<'EvidenceExported'>, requestId: string): Promise<void> {
    const data: DataOf<'EvidenceExported'> = {
      ...rest,
      about: withoutNumbers({ ...about }, this.tokenOf),
      ...(inspectionId !== undefined && withoutNumbers({ inspectionId }, this.tokenOf)),
    };
    const actor = { kind: data.reader.kind, id: data.reader.id } as Actor;
    const told = { name: `evidence\n${requestId}`, occurredAt: this.clock.now(), actor, requestId };
    await this.recorder.record([ownEvent('EvidenceExported', data, told)]);
  }
}
