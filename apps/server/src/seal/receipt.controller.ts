import { Controller, Get, Inject, Param } from '@nestjs/common';
import { receivedIn } from '@app/capabilities';
import type { Actor, EventLog, Queries } from '@app/ledger';
import { ActedBy, At, Describe, LOG, problem, QUERIES, type ReadAt } from '@app/nest';
import { receiptOf } from '@app/sealing';
import { Sealed } from './sealed.js';

/** `GET /v1/events/{eventId}/receipt`: how far an event has got, and its proof. */
@Controller('v1/events')
export class ReceiptController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    private readonly sealed: Sealed,
  ) {}

  @Get(':eventId/receipt')
  @Describe({
    summary: 'How far an event has got: recorded, sealed, witnessed, timestamped; with its proof (C2SP tlog-proof)',
  })
  async receipt(@ActedBy() _: Actor, @At() at: ReadAt, @Param('eventId') eventId: string): Promise<object> {
    const kept = (await receivedIn(this.queries).find([eventId])).get(eventId);
    if (!kept) throw problem('not-found');
    const { tree, trusted } = this.sealed;
    const receipt = tree && (await receiptOf(this.log, tree, kept.position, trusted));
    const { position, ...more } = receipt ?? { position: kept.position, durability: 'recorded' };
    return { ...at, eventId, position: String(position), ...more };
  }
}
