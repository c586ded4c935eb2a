import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor, EventLog, Queries } from '@app/ledger';
import { AboutPerson, ActedBy, At, badQuery, Cursors, Describe, LOG, problem, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf, thenOf } from '../asked.js';
import { AccountId, Day, Id, OneOf, Optional } from '../fields.js';
import type { SampleDrawn } from '../inspections/events.js';
import { pageOf } from '../pages.js';
import { streamThen } from '../stream-then.js';
import { drawMethod, drawn, otherDraw, populationOf, scopeOf } from './control-sample.js';
import { explanationNames } from './explanation.js';
import { explainedShares } from './explanations-of.js';

/** Of which local days, half-open; whose; and whether each account is told or only each unit. */
class ExplanationsAsked {
  @Optional() @Day() from?: string;
  @Optional() @Day() to?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @OneOf(['account', 'unit']) by?: 'account' | 'unit';
}

/** A unit's day, and the draw that was recorded of it. */
class SampleAsked {
  @Id() unitId!: string;
  @Day() day!: string;
  @Optional() @Id() inspectionId?: string;
  @Optional() @Id() sampleId?: string;
}

/** `GET /v1/explanations`, `GET /v1/explanations:sample`: how look-ups are explained, and which of those people check. */
@Controller('v1')
export class ExplanationsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get('explanations')
  @Describe({
    summary: 'How many look-ups are explained by each reason, by unit and account; by all that is known now',
    list: true,
    personal: true,
    query: schemasOf(ExplanationsAsked),
  })
  async list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    if (query.knownAt !== undefined) throw badQuery('knownAt', 'explanations are counted by what is known now only');
    const { by = 'account', ...filter } = askedIn(ExplanationsAsked, query);
    const asked = { list: 'explanations', by, ...filter };
    const answer = await answerPage(this.cursors, asked, read, query, async (then, { after, limit }) => {
      const shares = await explainedShares(this.queries, by, filter, then, { after, limit: limit + 1 });
      return pageOf(shares, limit, ({ unitId, accountId }) => [unitId ?? '', ...(accountId ? [accountId] : [])]);
    });
    const told = { ...answer, codes: explanationNames };
    const { accountId } = filter;
    return accountId === undefined ? told : new AboutPerson({ accountId }, told);
  }

  /**
   * What a day's control sample is drawn from and how it is to be recorded; once `DrawSample` has recorded its seed, the
   * sample itself, of what was known when that was recorded. Nobody can try seeds unseen.
   */
  @Get('explanations::sample')
  @Describe({
    summary: "A random sample of a unit's explained look-ups of a day, by a seed that a recorded draw names",
    query: schemasOf(SampleAsked),
  })
  async sample(@ActedBy() _: Actor, @At() at: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const { inspectionId, sampleId, ...asked } = askedIn(SampleAsked, query);
    if ((inspectionId === undefined) !== (sampleId === undefined)) {
      throw badQuery('sampleId', 'a recorded draw is named by its inspectionId and its sampleId');
    }
    if (inspectionId === undefined || sampleId === undefined) {
      const { lookups, samplePercent, size } = await populationOf(this.queries, asked, at.knownAt.position);
      const record = {
        unitId: asked.unitId,
        scope: scopeOf(asked.day),
        population: lookups.length,
        size,
        method: drawMethod,
      };
      return { ...at, ...asked, samplePercent, record };
    }
    const events = await streamThen(this.log, 'inspection', inspectionId, thenOf(at));
    const draws = events.filter(({ type }) => type === 'SampleDrawn');
    const event = draws.find(({ data }) => (data as SampleDrawn).sampleId === sampleId);
    if (!event) throw problem('not-found');
    const draw = event.data as SampleDrawn;
    const wrong = otherDraw(draw, asked);
    if (wrong !== undefined) throw badQuery('sampleId', wrong);
    const { lookups, samplePercent, size } = await populationOf(this.queries, asked, event.position);
    return {
      ...{
        ...at,
        ...asked,
        samplePercent,
        draw,
        drawnFrom: { position: String(event.position), population: lookups.length },
      },
      ...{ leastSize: size, items: drawn(lookups, draw.seed, draw.size) },
    };
  }
}
