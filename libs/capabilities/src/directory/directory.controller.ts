import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, problem, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf, thenOf } from '../asked.js';
import { Id, OneOf, Optional, Text } from '../fields.js';
import { unitKinds } from '../units/events.js';
import { officialsOf, serviceKnown, unitsOf } from './directory-of.js';

/** Which units to list; `name` is a part of it, with or without Vietnamese marks. */
class UnitsAsked {
  @Optional() @OneOf(unitKinds) kind?: string;
  @Optional() @Id() parentUnitId?: string;
  @Optional() @OneOf(['open', 'closed']) status?: string;
  @Optional() @Text(200) name?: string;
}
/** Which officials to list; `name` is a part of it, with or without Vietnamese marks. */
class OfficialsAsked {
  @Optional() @Id() unitId?: string;
  @Optional() @OneOf(['active', 'absent', 'dutyEnded', 'left']) status?: string;
  @Optional() @Text(200) name?: string;
}
class OfficialAsked {
  @Id() officialId!: string;
}

/** `GET /v1/units`, `GET /v1/officials…`: who is where, at any moment. */
@Controller('v1')
export class DirectoryController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get('units')
  @Describe({ summary: 'Units as they existed, by id', list: true, query: schemasOf(UnitsAsked) })
  units(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(UnitsAsked, query) };
    return answerPage(this.cursors, { list: 'units', ...filter }, read, query, (then, page) =>
      unitsOf(this.queries, filter, then, page),
    );
  }

  @Get('officials')
  @Describe({ summary: 'Officials in their service, by id', list: true, query: schemasOf(OfficialsAsked) })
  officials(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(OfficialsAsked, query) };
    return answerPage(this.cursors, { list: 'officials', ...filter }, read, query, (then, page) =>
      officialsOf(this.queries, filter, then, page),
    );
  }

  @Get('officials/:officialId')
  @Describe({ summary: 'One official: the service that holds, and every interval of it' })
  async official(@ActedBy() _: Actor, @At() at: ReadAt, @Param('officialId') id: string): Promise<object> {
    const { officialId } = askedIn(OfficialAsked, { officialId: id });
    const timeline = await serviceKnown(this.queries, officialId, at.knownAt.position);
    if (timeline.length === 0) throw problem('not-found');
    const { asOf } = thenOf(at);
    const service = timeline.findLast(({ validFrom }) => validFrom <= asOf);
    return { ...at, officialId, status: service?.status ?? 'none', service: service ?? null, timeline };
  }
}
