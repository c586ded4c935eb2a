import { Controller, Get, Inject } from '@nestjs/common';
import type { Actor, Queries } from '@app/ledger';
import { ActedBy, At, Describe, QUERIES, type ReadAt } from '@app/nest';
import { thenOf } from '../asked.js';
import { publishedVersions } from './rule-list.js';

/** `GET /v1/rules/versions`: which versions of which rules were in force when, and who answers for them. */
@Controller('v1/rules')
export class RulesController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  @Get('versions')
  @Describe({ summary: 'The published versions of the rules, with the hashes of their files' })
  async versions(@ActedBy() _: Actor, @At() at: ReadAt): Promise<object> {
    return { ...at, items: await publishedVersions(this.queries, thenOf(at)) };
  }
}
