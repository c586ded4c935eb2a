import { Controller, Get } from '@nestjs/common';
import type { Actor } from '@app/ledger';
import { ActedBy, At, Describe, type ReadAt } from '@app/nest';
import { Completeness } from './completeness.js';
import { Sealed } from './sealed.js';

/** `GET /v1/completeness`: which map of who is in which leaves was sealed last, and how far behind the checkpoints it is. */
@Controller('v1/completeness')
export class CompletenessController {
  constructor(
    private readonly completeness: Completeness,
    private readonly sealed: Sealed,
  ) {}

  @Get()
  @Describe({
    summary: 'The map that proves that nobody’s events are left out: the one sealed last, and how far it has come',
  })
  show(@ActedBy() _: Actor, @At() at: ReadAt): object {
    const { everyMs, reached, latest, ended, lastUntold } = this.completeness;
    return {
      ...at,
      everyMs: everyMs ?? null,
      sealedLeaves: this.sealed.tree?.latest?.size ?? 0,
      mappedLeaves: reached,
      latest: latest
        ? {
            treeSize: latest.size,
            root: Buffer.from(latest.root).toString('hex'),
            entries: latest.entries,
            madeAt: latest.madeAt,
          }
        : null,
      ended: ended ?? lastUntold ?? null,
    };
  }
}
