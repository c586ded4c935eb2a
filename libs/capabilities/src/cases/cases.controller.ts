import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor, EventLog, Queries, Seal } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, LOG, problem, QUERIES, SEAL, type ReadAt } from '@app/nest';
import { answerPage, askedIn, WholeDays, schemasOf, thenOf } from '../asked.js';
import { AccountId, Id, OneOf, Optional } from '../fields.js';
import { severities } from '../incidents/events.js';
import { findingOfId } from '../violations/findings-of.js';
import { askedStates, caseOf, casesOf, eventsOf, timesOf, type CaseFilter } from './cases-of.js';
import type { MisuseReported, ReporterUnsealed } from './events.js';
import { ruleQuality } from './rule-quality.js';

class CasesAsked {
  @Optional() @OneOf(askedStates) state?: (typeof askedStates)[number];
  @Optional() @Id() assignee?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @Id() rule?: string;
  @Optional() @OneOf(severities) severity?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @WholeDays() minAgeDays?: string;
}
class CaseAsked {
  @Id() findingId!: string;
}

/** `GET /v1/cases…`, `GET /v1/rules/quality`: what people made of the findings. */
@Controller('v1')
export class CasesController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(Cursors) private readonly cursors: Cursors,
    @Inject(SEAL) private readonly seal: Seal,
  ) {}

  @Get('cases')
  @Describe({
    summary: 'Violation cases, in the order in which their findings began to stand; `new`: nobody has begun one yet',
    list: true,
    query: schemasOf(CasesAsked),
  })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const { minAgeDays, ...asked } = askedIn(CasesAsked, query);
    const filter: CaseFilter = { ...asked, ...(minAgeDays !== undefined && { minAgeDays: Number(minAgeDays) }) };
    return answerPage(this.cursors, { list: 'cases', ...filter }, read, query, (then, page) =>
      casesOf(this.queries, this.log, filter, then, page),
    );
  }

  @Get('cases/:findingId')
  @Describe({ summary: 'One case: its finding, what is owed, its events, and how long it was in each state' })
  async one(@ActedBy() _: Actor, @At() at: ReadAt, @Param('findingId') id: string): Promise<object> {
    const { findingId } = askedIn(CaseAsked, { findingId: id });
    const then = thenOf(at);
    const finding = await findingOfId(this.queries, findingId, { asOf: then.asOf, position: then.knownAt });
    const state = await caseOf(this.queries, this.log, findingId, then);
    if (!finding && !state) throw problem('not-found');
    const events = await eventsOf(this.queries, this.log, findingId, then);
    return {
      ...at,
      findingId,
      state: state?.state ?? 'new',
      case: state ?? null,
      finding: finding ?? null,
      times: await timesOf(this.queries, findingId, then),
      events: events.map(({ position, ...event }) => ({ position: String(position), event })),
    };
  }

  @Get('cases/:findingId/reporter')
  @Describe({ summary: 'Who reported a misuse: to the persons to whom two have had it opened' })
  async reporter(@ActedBy() actor: Actor, @At() at: ReadAt, @Param('findingId') id: string): Promise<object> {
    const { findingId } = askedIn(CaseAsked, { findingId: id });
    const events = await eventsOf(this.queries, this.log, findingId, thenOf(at));
    const report = events.find(({ type }) => type === 'MisuseReported')?.data as MisuseReported | undefined;
    const opened = events.filter(({ type }) => type === 'ReporterUnsealed').map(({ data }) => data as ReporterUnsealed);
    const isOpen = opened.some(({ decidedBy, second }) => [decidedBy, second].includes(actor.id));
    // Whether a name lies under seal is not for others to know either.
    if (!report || !isOpen) throw problem('not-found');
    return { ...at, findingId, reporter: this.seal.open(report.reporterSealed) };
  }

  @Get('rules/quality')
  @Describe({ summary: 'How each rule fares: what was found, decided, dismissed as false, and how long it took' })
  async quality(@ActedBy() _: Actor, @At() at: ReadAt): Promise<object> {
    return { ...at, items: await ruleQuality(this.queries, thenOf(at)) };
  }
}
