import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor, EventLog, Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, LOG, problem, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf, thenOf } from '../asked.js';
import { Id, OneOf, Optional } from '../fields.js';
import { shownEvent, streamThen } from '../stream-then.js';
import { sourceKinds, sourceRoles } from './events.js';
import { sourcesOf } from './source-list.js';

class SourcesAsked {
  @Optional() @OneOf(sourceKinds) kind?: string;
  @Optional() @OneOf(sourceRoles) role?: string;
}
class SourceAsked {
  @Id() sourceId!: string;
}

/** `GET /v1/sources…`: which systems report, when each last showed that it lives, which of its records are missing. */
@Controller('v1/sources')
export class SourcesController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get()
  @Describe({
    summary: 'Registered sources by id, with their last sign of life, numbers reached and gaps',
    list: true,
    query: schemasOf(SourcesAsked),
  })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(SourcesAsked, query) };
    return answerPage(this.cursors, { list: 'sources', ...filter }, read, query, (then, page) =>
      sourcesOf(this.queries, filter, then, page),
    );
  }

  @Get(':sourceId')
  @Describe({ summary: 'One source: as in the list, with its registrations and planned maintenance as events' })
  async one(@ActedBy() _: Actor, @At() at: ReadAt, @Param('sourceId') id: string): Promise<object> {
    const { sourceId } = askedIn(SourceAsked, { sourceId: id });
    const then = thenOf(at);
    const [source] = (await sourcesOf(this.queries, { sourceId }, then, { limit: 1 })).items;
    if (!source) throw problem('not-found');
    const events = await streamThen(this.log, 'source', sourceId, then);
    return { ...at, source, events: events.map(shownEvent) };
  }
}
