import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, badQuery, Cursors, Describe, problem, QUERIES, type ReadAt } from '@app/nest';
import { severities } from '../incidents/events.js';
import { findingHistory, findingOfId, findingsOf, findingStates, type FindingFilter } from './findings-of.js';
import { riskOf } from './rule.js';
import { rules } from './rules/index.js';

const general = ['asOf', 'knownAt', 'minPosition', 'limit', 'cursor'];
const text = { type: 'string', maxLength: 200 };
const filterSchema = {
  rule: { type: 'string', enum: rules.map(({ code }) => code) },
  unitId: text,
  accountId: text,
  officialId: text,
  severity: { type: 'string', enum: severities },
  state: { type: 'string', enum: findingStates },
} as const;

/** `GET /v1/findings…`, `GET /v1/rules`: what the rules found, and the rules themselves. */
@Controller('v1')
export class FindingsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get('findings')
  @Describe({
    summary: 'Violation findings, in the order in which they began to stand',
    list: true,
    query: filterSchema,
  })
  async list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = filterOf(query);
    const { at, after, limit } = this.cursors.page(filter, read, query);
    const when = { asOf: at.asOf, position: at.knownAt.position };
    const items = await findingsOf(this.queries, filter, when, { after: after as [string, string] | undefined, limit });
    const last = items[items.length - 1];
    const next = items.length === limit ? this.cursors.next(filter, at, [last.since, last.findingId]) : undefined;
    return { ...at, items: items.map((finding) => ({ ...finding, risk: riskOf[finding.severity] })), next };
  }

  @Get('findings/:findingId')
  @Describe({ summary: 'One finding, with every state that it went through' })
  async one(@ActedBy() _: Actor, @At() at: ReadAt, @Param('findingId') findingId: string): Promise<object> {
    const when = { asOf: at.asOf, position: at.knownAt.position };
    const finding = await findingOfId(this.queries, findingId, when);
    if (!finding) throw problem('not-found');
    const states = await findingHistory(this.queries, findingId, when.position);
    return { ...at, finding: { ...finding, risk: riskOf[finding.severity] }, states };
  }

  @Get('rules')
  @Describe({ summary: 'The rules: titles, clauses, parameters, what looks like a violation and is none, next steps' })
  listRules(@ActedBy() _: Actor): object {
    return {
      items: rules.map(({ judge: _judge, examples, ...rule }) => ({
        ...rule,
        risk: riskOf[rule.severity],
        examples: examples.map(({ title, finds }) => ({ title, finds: finds.length })),
      })),
    };
  }
}

function filterOf(query: Record<string, unknown>): FindingFilter {
  const stranger = Object.keys(query).find((name) => !(name in filterSchema) && !general.includes(name));
  if (stranger !== undefined) {
    const known = [...Object.keys(filterSchema), ...general].join(', ');
    throw problem('query-invalid', { detail: `a query parameter is not known; known are ${known}` });
  }
  const filter: Record<string, string> = {};
  for (const [name, schema] of Object.entries(filterSchema)) {
    const value = query[name];
    if (value === undefined) continue;
    const known =
      'enum' in schema ? schema.enum.includes(value as never) : typeof value === 'string' && value.length <= 200;
    if (!known) throw badQuery(name, `${name} has a value that is not known`);
    filter[name] = value as string;
  }
  return filter;
}
