import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Actor, EventLog, Queries } from '@app/ledger';
import {
  AboutPerson,
  ActedBy,
  At,
  Cursors,
  Describe,
  LOG,
  maxLimit,
  problem,
  QUERIES,
  TOKEN_OF,
  type ReadAt,
  type TokenOf,
} from '@app/nest';
import { answerPage, schemasOf } from '../asked.js';
import { accept, AccountId, Citizen, field, Id, Instant, Optional, Whole } from '../fields.js';
import { lookupsFound } from './lookup-search.js';

const Cursor = () =>
  field({
    name: 'a cursor',
    schema: { type: 'string', maxLength: 2000 },
    check: (value) => typeof value === 'string' && value.length <= 2000,
  });

/** What to search look-ups by: at least one thing, all of it together, within a half-open time of occurrence. */
export class SearchLookups {
  @Optional() @Citizen() citizen?: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Id() ip?: string;
  @Optional() @Id() dossierId?: string;
  @Optional() @Id() petitionId?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Instant() from?: string;
  @Optional() @Instant() to?: string;
  @Optional() @Whole(1, maxLimit) limit?: number;
  @Optional() @Cursor() cursor?: string;
}
const things = ['citizen', 'deviceId', 'ip', 'dossierId', 'petitionId', 'accountId', 'officialId'];

/** `POST /v1/lookups:search`: forensic search; a citizen's number comes in the body and is forgotten once tokenised. */
@Controller('v1')
export class LookupsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(Cursors) private readonly cursors: Cursors,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
  ) {}

  // find-my-way takes `:` for a parameter; `::` is the colon itself.
  @Post('lookups::search')
  @HttpCode(200)
  @Describe({
    summary: 'Look-ups of a citizen, from a device or address, for a dossier or petition, by an account or official',
    list: true,
    personal: true,
    body: { type: 'object', properties: schemasOf(SearchLookups), additionalProperties: false, minProperties: 1 },
  })
  async search(@ActedBy() _: Actor, @At() read: ReadAt, @Body() body: unknown): Promise<AboutPerson> {
    const accepted = accept(SearchLookups, body, this.tokenOf);
    if ('faults' in accepted) throw problem('body-invalid', { errors: accepted.faults });
    const { limit, cursor, ...filter } = accepted.value;
    if (!things.some((thing) => thing in filter)) {
      const message = `name at least one of ${things.join(', ')}`;
      throw problem('body-invalid', { errors: [{ pointer: '', code: 'search-empty', message }] });
    }
    const { citizen, from: _from, to: _to, ...named } = filter;
    const about = { ...named, ...(citizen !== undefined && { subjectToken: citizen }) };
    const asked = { list: 'lookups', ...filter };
    const answer = await answerPage(this.cursors, asked, read, { limit, cursor }, (then, page) =>
      lookupsFound(this.queries, this.log, filter, then, page),
    );
    return new AboutPerson(about, answer);
  }
}
