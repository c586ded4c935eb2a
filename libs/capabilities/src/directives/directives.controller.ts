import { Controller, Get, Inject } from '@nestjs/common';
import type { Actor, EventLog } from '@app/ledger';
import { ActedBy, At, Describe, LOG, type ReadAt } from '@app/nest';
import { thenOf } from '../asked.js';
import { streamThen } from '../stream-then.js';
import type { DirectiveDistributed, DirectiveRegistered } from './events.js';

/** `GET /v1/directives`: which directives there are, what each replaces, and who was sent it when. */
@Controller('v1/directives')
export class DirectivesController {
  constructor(@Inject(LOG) private readonly log: EventLog) {}

  @Get()
  @Describe({ summary: 'All directives in the order of their registration, with the units that they were sent to' })
  async all(@ActedBy() _: Actor, @At() at: ReadAt): Promise<object> {
    const events = await streamThen(this.log, 'directive', 'register', thenOf(at));
    const dataOf = <T>(type: string) => events.filter((event) => event.type === type).map(({ data }) => data as T);
    const sent = dataOf<DirectiveDistributed>('DirectiveDistributed');
    const items = dataOf<DirectiveRegistered>('DirectiveRegistered').map((directive) => ({
      ...directive,
      distributed: sent
        .filter(({ directiveId }) => directiveId === directive.directiveId)
        .map(({ units, at }) => ({ units, at })),
    }));
    return { ...at, items };
  }
}
