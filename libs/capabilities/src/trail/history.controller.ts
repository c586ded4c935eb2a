import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor, EventLog, Queries } from '@app/ledger';
import { AboutPerson, ActedBy, At, Cursors, Describe, LOG, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf } from '../asked.js';
import { AccountId, Id, Ids, Instant, OneOf, Optional } from '../fields.js';
import { historyOf, type Subject } from './history.js';

/** In which order, from when to when in that order's time (half-open), which types of events. */
class HistoryAsked {
  @Optional() @OneOf(['occurred', 'recorded']) by?: 'occurred' | 'recorded';
  @Optional() @Instant() from?: string;
  @Optional() @Instant() to?: string;
  @Optional() @Ids(50) type?: string[];
}
class AccountAsked {
  @AccountId() accountId!: string;
}
class OfficialAsked {
  @Id() officialId!: string;
}
class UnitAsked {
  @Id() unitId!: string;
}

/**
 * `GET /v1/accounts/{id}/history`, `GET /v1/officials/{id}/history`: one user's replay. `GET /v1/units/{id}/history`:
 * what a unit did, was told and was asked for.
 */
@Controller('v1')
export class HistoryController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get('accounts/:accountId/history')
  @Describe({
    summary: 'Every event of an account, with the rights, the files and the findings of its moment',
    list: true,
    personal: true,
    query: schemasOf(HistoryAsked),
  })
  async ofAccount(
    @ActedBy() _: Actor,
    @At() read: ReadAt,
    @Param('accountId') accountId: string,
    @Query() query: Record<string, unknown>,
  ): Promise<AboutPerson> {
    const about = { ...askedIn(AccountAsked, { accountId }) };
    return new AboutPerson(about, await this.tell(about, read, query));
  }

  @Get('officials/:officialId/history')
  @Describe({
    summary: 'Every event that names an official or is of an account held, with what held at its moment',
    list: true,
    personal: true,
    query: schemasOf(HistoryAsked),
  })
  async ofOfficial(
    @ActedBy() _: Actor,
    @At() read: ReadAt,
    @Param('officialId') officialId: string,
    @Query() query: Record<string, unknown>,
  ): Promise<AboutPerson> {
    const about = { ...askedIn(OfficialAsked, { officialId }) };
    return new AboutPerson(about, await this.tell(about, read, query));
  }

  @Get('units/:unitId/history')
  @Describe({
    summary: 'Every event that names a unit or one that has become it, look-ups aside, with what held at its moment',
    list: true,
    query: schemasOf(HistoryAsked),
  })
  ofUnit(
    @ActedBy() _: Actor,
    @At() read: ReadAt,
    @Param('unitId') unitId: string,
    @Query() query: Record<string, unknown>,
  ): Promise<object> {
    return this.tell({ ...askedIn(UnitAsked, { unitId }) }, read, query);
  }

  private tell(subject: Subject, read: ReadAt, query: Record<string, unknown>) {
    const { type } = query;
    const { by = 'occurred', ...asked } = askedIn(HistoryAsked, {
      ...query,
      ...(typeof type === 'string' && { type: [type] }),
    });
    const { from, to, type: types } = asked;
    const filter = { by, ...(from && { from }), ...(to && { to }), ...(types && { types }) };
    return answerPage(this.cursors, { list: 'history', ...subject, ...filter }, read, query, (then, page) =>
      historyOf(this.queries, this.log, subject, filter, then, page),
    );
  }
}
