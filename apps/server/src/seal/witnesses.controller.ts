import { Controller, Get } from '@nestjs/common';
import type { Actor } from '@app/ledger';
import { ActedBy, At, Describe, type ReadAt } from '@app/nest';
import { Sealed } from './sealed.js';

/** `GET /v1/witnesses`: who witnesses this log, and how far each has seen it. */
@Controller('v1/witnesses')
export class WitnessesController {
  constructor(private readonly sealed: Sealed) {}

  @Get()
  @Describe({ summary: 'The witnesses of the log: the size that each cosigned last, and why one does not' })
  list(@ActedBy() _: Actor, @At() at: ReadAt): object {
    return { ...at, items: this.sealed.witnesses?.states ?? [] };
  }
}
