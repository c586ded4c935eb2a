import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf } from '../asked.js';
import { AccountId, Id, Optional } from '../fields.js';
import { readsOf, type ReadFilter } from './read-list.js';

/** Who read, about whom, for what; all of it together. */
class ReadsAsked implements ReadFilter {
  @Optional() @Id() reader?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Id() subjectToken?: string;
  @Optional() @Id() findingId?: string;
  @Optional() @Id() inspectionId?: string;
}

/** `GET /v1/reads`: who read what of the ledger about a person (R46, R56). */
@Controller('v1/reads')
export class ReadsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get()
  @Describe({
    summary: "Who read a person's look-ups in the ledger, and for which case or inspection, in the order of recording",
    list: true,
    query: schemasOf(ReadsAsked),
  })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(ReadsAsked, query) };
    return answerPage(this.cursors, { list: 'reads', ...filter }, read, query, (then, page) =>
      readsOf(this.queries, filter, then, page),
    );
  }
}
