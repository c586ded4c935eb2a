import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf } from '../asked.js';
import { AccountId, Id, OneOf, Optional } from '../fields.js';
import { RuleCode } from '../rule-code.js';
import { suppressionsOf, suppressionStates } from './suppressions-of.js';

class SuppressionsAsked {
  @Optional() @RuleCode() rule?: string;
  @Optional() @OneOf(suppressionStates) state?: (typeof suppressionStates)[number];
  @Optional() @Id() owner?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Id() unitId?: string;
}

/** `GET /v1/suppressions`: which findings are expected where, until when, who answers for it. */
@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get()
  @Describe({ summary: 'Suppressions, by id', list: true, query: schemasOf(SuppressionsAsked) })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(SuppressionsAsked, query) };
    return answerPage(this.cursors, { list: 'suppressions', ...filter }, read, query, (then, page) =>
      suppressionsOf(this.queries, filter, then, page),
    );
  }
}
