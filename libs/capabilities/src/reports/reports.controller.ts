import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf } from '../asked.js';
import { Day, Id, OneOf, Optional } from '../fields.js';
import { reportKinds } from './events.js';
import { reportsOf, type ReportFilter } from './report-list.js';

class ReportsAsked implements ReportFilter {
  @Optional() @OneOf(reportKinds) kind?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @Day() from?: string;
  @Optional() @Day() to?: string;
}

/** `GET /v1/reports`: which reports were handed in, by kind, by the unit that owes them, by the days they are about. */
@Controller('v1/reports')
export class ReportsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get()
  @Describe({
    summary: 'Reports in the order in which they were handed in; from and to are days of their periods',
    list: true,
    query: schemasOf(ReportsAsked),
  })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(ReportsAsked, query) };
    return answerPage(this.cursors, { list: 'reports', ...filter }, read, query, (then, page) =>
      reportsOf(this.queries, filter, then, page),
    );
  }
}
