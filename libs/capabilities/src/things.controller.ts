import { Controller, Get, Inject, Param, type Type } from '@nestjs/common';
import type { Actor, EventLog } from '@app/ledger';
import { ActedBy, At, Describe, LOG, problem, type ReadAt } from '@app/nest';
import { askedIn, thenOf } from './asked.js';
import { Id } from './fields.js';
import { shownEvent, streamThen } from './stream-then.js';
import type { Thing } from './thing.js';

/**
 * The controller of one kind of thing: what its events come to, and the events themselves in order of recording, as of
 * any moment and as known at any moment. 404 where nothing was known of it.
 */
export function readOf({ collection, id: name, category, summary, told }: Thing): Type {
  class Asked {
    [id: string]: string;
  }
  Id()(Asked.prototype, name);

  @Controller(`v1/${collection}`)
  class ThingController {
    constructor(@Inject(LOG) private readonly log: EventLog) {}

    @Get(`:${name}`)
    @Describe({ summary })
    async one(@ActedBy() _: Actor, @At() at: ReadAt, @Param(name) asked: string): Promise<object> {
      const { [name]: id } = askedIn(Asked, { [name]: asked });
      const events = await streamThen(this.log, category, id, thenOf(at));
      if (events.length === 0) throw problem('not-found');
      return { ...at, [name]: id, ...told(events, at.asOf), events: events.map(shownEvent) };
    }
  }
  return ThingController;
}
