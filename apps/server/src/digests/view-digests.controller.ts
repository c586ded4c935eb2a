import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { accept, fieldsOf, OneOf, Optional } from '@app/capabilities';
import { digestedViews, type Actor } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, problem, TOKEN_OF, type ReadAt, type TokenOf } from '@app/nest';
import { ViewDigests, ViewUnsettled } from './view-digests.js';

/** Which view's digests; those of all where none is named. */
class DigestAsked {
  @Optional() @OneOf(digestedViews) view?: string;
}
const schemas = Object.fromEntries([...fieldsOf(DigestAsked)].map(([name, { schema }]) => [name, schema]));
const shown = <T extends { position: number; sealedPosition: number }>(digest: T) => ({
  ...digest,
  position: String(digest.position),
  sealedPosition: String(digest.sealedPosition),
});

/** `/v1/view-digests`: what the views of permissions and findings held, sealed into the log as one hash each. */
@Controller('v1/view-digests')
export class ViewDigestsController {
  constructor(
    private readonly digests: ViewDigests,
    @Inject(Cursors) private readonly cursors: Cursors,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
  ) {}

  @Post()
  @HttpCode(200)
  @Describe({
    summary:
      'Seals what a view holds now, or all of permissions and findings; what is sealed already is answered as it is',
    body: { type: 'object', properties: schemas, additionalProperties: false },
  })
  async seal(@ActedBy() actor: Actor, @Body() body: unknown): Promise<object> {
    const accepted = accept(DigestAsked, body, this.tokenOf);
    if ('faults' in accepted) throw problem('body-invalid', { errors: accepted.faults });
    const items = await this.digests.seal(namesOf(accepted.value), actor).catch((error: unknown) => {
      if (!(error instanceof ViewUnsettled)) throw error;
      throw problem('views-behind', { headers: { 'Retry-After': '10' }, cause: error });
    });
    const position = Math.max(...items.map(({ sealedPosition }) => sealedPosition));
    return { position: String(position), items: items.map(shown) };
  }

  @Get()
  @Describe({ summary: 'The sealed digests of views, the newest first', list: true, query: schemas })
  async list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const { limit: _limit, cursor: _cursor, asOf: _asOf, knownAt: _knownAt, minPosition: _min, ...own } = query;
    const accepted = accept(DigestAsked, own, this.tokenOf);
    if ('faults' in accepted) throw problem('query-invalid', { errors: accepted.faults });
    const filter = { list: 'view-digests', ...accepted.value };
    const { at, after, limit } = this.cursors.page(filter, read, query);
    const all = await this.digests.sealed(namesOf(accepted.value), at.knownAt.position);
    const left = all.filter(({ sealedPosition }) => after === undefined || sealedPosition < Number(after[0]));
    const items = left.slice(0, limit).map(shown);
    const next = left.length > limit && this.cursors.next(filter, at, [Number(items[items.length - 1].sealedPosition)]);
    return { ...at, items, ...(next && { next }) };
  }
}

const namesOf = ({ view }: DigestAsked): readonly string[] => (view === undefined ? digestedViews : [view]);
