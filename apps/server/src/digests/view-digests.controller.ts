import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { accept, OneOf, Optional } from '@app/capabilities';
import { answerPage, askedIn, pageOf, schemasOf } from '@app/capabilities/controllers.js';
import { digestedViews, type Actor } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, problem, TOKEN_OF, type ReadAt, type TokenOf } from '@app/nest';
import { ViewDigests, ViewUnsettled } from './view-digests.js';

/** Which view's digests; those of all where none is named. */
class DigestAsked {
  @Optional() @OneOf(digestedViews) view?: string;
}
const schemas = schemasOf(DigestAsked);
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
    const asked = askedIn(DigestAsked, query);
    return answerPage(this.cursors, { list: 'view-digests', ...asked }, read, query, async (then, { after, limit }) => {
      const all = await this.digests.sealed(namesOf(asked), then.knownAt);
      const left = all.filter(({ sealedPosition }) => after === undefined || sealedPosition < Number(after[0]));
      const { items, ...next } = pageOf(left, limit, ({ sealedPosition }) => [sealedPosition]);
      return { items: items.map(shown), ...next };
    });
  }
}

const namesOf = ({ view }: DigestAsked): readonly string[] => (view === undefined ? digestedViews : [view]);
