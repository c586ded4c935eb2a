import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, problem, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf, WholeDays } from '../asked.js';
import { DutyId } from '../duty-id.js';
import { AccountId, Id, OneOf, Optional } from '../fields.js';
import { severities } from '../incidents/events.js';
import { pageOf } from '../pages.js';
import {
  findingHistory,
  findingOfId,
  findingsOf,
  findingStates,
  type FindingAsOf,
  type FindingFilter,
  type FindingState,
} from './findings-of.js';
import { riskOf } from './rule.js';
import { fileHashOf } from './rule-build.js';
import { judging } from './reported.js';
import { rules } from './rules/index.js';

class FindingsAsked implements Omit<FindingFilter, 'suppressed' | 'minAgeDays'> {
  @Optional() @OneOf(judging.map(({ code }) => code)) rule?: string;
  @Optional() @DutyId() clause?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @OneOf(severities) severity?: string;
  @Optional() @OneOf(findingStates) state?: FindingState;
  @Optional() @Id() subject?: string;
  @Optional() @WholeDays() minAgeDays?: string;
  @Optional() @OneOf(['true', 'false']) suppressed?: 'true' | 'false';
}

const withRisk = (finding: FindingAsOf) => ({ ...finding, risk: riskOf[finding.severity] });

/** `GET /v1/findings…`, `GET /v1/rules`: what the rules found, and the rules themselves. */
@Controller('v1')
export class FindingsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get('findings')
  @Describe({
    summary: 'Violation findings, in the order in which they began to stand; MISUSE: what a person reported',
    list: true,
    query: schemasOf(FindingsAsked),
  })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const { suppressed, minAgeDays, ...asked } = askedIn(FindingsAsked, query);
    const filter = {
      ...asked,
      ...(suppressed && { suppressed: suppressed === 'true' }),
      ...(minAgeDays && { minAgeDays: Number(minAgeDays) }),
    };
    return answerPage(this.cursors, filter, read, query, async ({ asOf, knownAt }, { after, limit }) => {
      const page = { after: after as [string, string] | undefined, limit: limit + 1 };
      const found = await findingsOf(this.queries, filter, { asOf, position: knownAt }, page);
      return pageOf(found.map(withRisk), limit, ({ since, findingId }) => [since, findingId]);
    });
  }

  @Get('findings/:findingId')
  @Describe({ summary: 'One finding, with every state that it went through' })
  async one(@ActedBy() _: Actor, @At() at: ReadAt, @Param('findingId') findingId: string): Promise<object> {
    const when = { asOf: at.asOf, position: at.knownAt.position };
    const finding = await findingOfId(this.queries, findingId, when);
    if (!finding) throw problem('not-found');
    const states = await findingHistory(this.queries, findingId, when.position);
    return { ...at, finding: withRisk(finding), states };
  }

  @Get('rules')
  @Describe({ summary: 'The rules: titles, clauses, parameters, what looks like a violation and is none, next steps' })
  listRules(@ActedBy() _: Actor): object {
    return {
      items: rules.map(({ judges, examples, ...rule }) => ({
        ...rule,
        judges: Object.keys(judges),
        fileHash: fileHashOf(rule),
        risk: riskOf[rule.severity],
        examples: examples.map(({ title, finds }) => ({ title, finds: finds.length })),
      })),
    };
  }
}
