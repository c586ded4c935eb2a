import { Controller, Get, Inject } from '@nestjs/common';
import { ActedBy, Describe, LOG, type ReadAt, At } from '@app/nest';
import type { Actor } from '@app/ledger';
import { Gate } from './gate.js';
import type { WatchedLog } from './watched-log.js';

/** `GET /v1/views`: how far each view has got. */
@Controller('v1/views')
export class ViewsController {
  constructor(
    private readonly gate: Gate,
    @Inject(LOG) private readonly log: WatchedLog,
  ) {}

  @Get()
  @Describe({ summary: 'How far each view has got, and the head of the log as this server knows it' })
  list(@ActedBy() _: Actor, @At() { asOf, knownAt }: ReadAt): object {
    const reached = this.gate.progress;
    const head = Math.max(this.log.written, ...reached.map(({ position }) => position));
    const items = reached.map(({ view, position, parked }) => ({
      view,
      position: String(position),
      parked: parked ?? null,
    }));
    return { asOf, knownAt, head: String(head), items };
  }
}
