import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf } from '../asked.js';
import { DutyId } from '../duty-id.js';
import { AccountId, Id, Instant, OneOf, Optional } from '../fields.js';
import { dutyKinds } from './duty.js';
import { obligationsOf, obligationStates, type ObligationFilter, type ObligationState } from './obligations-of.js';
import { rules } from './rules/index.js';

class ObligationsAsked implements ObligationFilter {
  @Optional() @OneOf(obligationStates) state?: ObligationState;
  @Optional() @OneOf(dutyKinds) kind?: string;
  @Optional() @OneOf(rules.map(({ code }) => code)) rule?: string;
  @Optional() @DutyId() clause?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Instant() dueBefore?: string;
}

/** `GET /v1/obligations`: what is due, for whom, by when, and what is late; no timer writes any of it. */
@Controller('v1/obligations')
export class ObligationsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get()
  @Describe({
    summary: 'Obligations that had arisen by an instant, in the order of their due dates',
    list: true,
    query: schemasOf(ObligationsAsked),
  })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(ObligationsAsked, query) };
    return answerPage(this.cursors, { list: 'obligations', ...filter }, read, query, (then, page) =>
      obligationsOf(this.queries, filter, then, page),
    );
  }
}
