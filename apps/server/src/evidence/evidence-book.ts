import { Inject, Injectable } from '@nestjs/common';
import { accepts, catalogue, factHash, type DataOf } from '@app/capabilities';
import { canonical, Recorder, type Actor } from '@app/ledger';
import { nameId } from '@app/merkle';
import { CLOCK, TOKEN_OF, type Clock, type TokenOf } from '@app/nest';
import { withoutNumbers } from '../citizen-numbers.js';

const type = 'EvidenceExported';

/** Writes into the log who took which evidence away, with the package's hash. */
@Injectable()
export class EvidenceBook {
  constructor(
    private readonly recorder: Recorder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
  ) {}

  /** Resolves when it is durable; rejects with `LogUnavailable` when that cannot be said. */
  async write({ about, inspectionId, ...rest }: DataOf<typeof type>, requestId: string): Promise<void> {
    const data: DataOf<typeof type> = {
      ...rest,
      about: withoutNumbers({ ...about }, this.tokenOf),
      ...(inspectionId !== undefined && withoutNumbers({ inspectionId }, this.tokenOf)),
    };
    const { of, streamOf } = catalogue[type];
    if (!accepts(of, data)) throw new Error('what is told of evidence taken is no EvidenceExported');
    const occurredAt = this.clock.now();
    const eventId = nameId(`evidence\n${requestId}`);
    const actor = { kind: data.reader.kind, id: data.reader.id } as Actor;
    const event = { eventId, type, schemaVersion: 1, occurredAt, actor, requestId };
    const hash = factHash({ type, occurredAt, data });
    await this.recorder.record([
      { eventId, stream: streamOf(data, occurredAt), hash, event, dataText: canonical(data) },
    ]);
  }
}
