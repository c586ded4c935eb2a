import { Controller, Get } from '@nestjs/common';
import type { Actor } from '@app/ledger';
import { ActedBy, At, Describe, type ReadAt } from '@app/nest';
import { Sealed } from './sealed.js';

/** `GET /v1/witnesses`: who witnesses this log and who stamps it with the time, and how far each has seen it. */
@Controller('v1/witnesses')
export class WitnessesController {
  constructor(private readonly sealed: Sealed) {}

  @Get()
  @Describe({
    summary:
      'The witnesses of the log, and the time-stamping authority: the size that each saw last, and why one does not',
  })
  list(@ActedBy() _: Actor, @At() at: ReadAt): object {
    const { witnesses, timestamps } = this.sealed;
    return { ...at, items: witnesses?.states ?? [], timestampAuthority: timestamps?.state ?? null };
  }
}
