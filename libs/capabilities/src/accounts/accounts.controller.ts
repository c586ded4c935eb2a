import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { streamName, type Actor, type EventLog, type Queries } from '@app/ledger';
import { ActedBy, At, Cursors, Describe, LOG, problem, QUERIES, type ReadAt } from '@app/nest';
import { answerPage, askedIn, schemasOf, thenOf } from '../asked.js';
import { AccountId, Id, Instant, OneOf, Optional } from '../fields.js';
import { accountUse } from './account-use.js';
import { permissionsOf, rightsKnown } from './permissions-of.js';

/** Which accounts to list; all of it together. */
class AccountsAsked {
  @Optional() @Id() unitId?: string;
  @Optional() @Id() system?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @OneOf(['active', 'suspended', 'revoked', 'expired']) status?: string;
}
/** The same, and the time whose look-ups are counted, half-open. */
class UseAsked extends AccountsAsked {
  @Optional() @Instant() from?: string;
  @Optional() @Instant() to?: string;
}
class AccountAsked {
  @AccountId() accountId!: string;
}

/** `GET /v1/accounts…`: who may look up what, at any moment, and why. */
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(Cursors) private readonly cursors: Cursors,
  ) {}

  @Get()
  @Describe({ summary: 'The permissions that hold, by account', list: true, query: schemasOf(AccountsAsked) })
  list(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const filter = { ...askedIn(AccountsAsked, query) };
    return answerPage(this.cursors, { list: 'accounts', ...filter }, read, query, (then, page) =>
      permissionsOf(this.queries, filter, then, page),
    );
  }

  @Get('use')
  @Describe({
    summary: 'How the accounts are used (form F-01): whose, their state, how many look-ups from `from` to before `to`',
    list: true,
    query: schemasOf(UseAsked),
  })
  use(@ActedBy() _: Actor, @At() read: ReadAt, @Query() query: Record<string, unknown>): Promise<object> {
    const { from, to, ...filter } = { ...askedIn(UseAsked, query) };
    return answerPage(this.cursors, { list: 'account-use', from, to, ...filter }, read, query, (then, page) =>
      accountUse(this.queries, filter, { from, to }, then, page),
    );
  }

  @Get(':accountId')
  @Describe({ summary: 'One account: its permission, and every interval of its rights; its ETag is for commands' })
  async one(
    @ActedBy() _: Actor,
    @At() at: ReadAt,
    @Param('accountId') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { accountId } = askedIn(AccountAsked, { accountId: id });
    const then = thenOf(at);
    const stream = streamName('account', accountId);
    const version = (await this.log.read(stream)).filter(({ position }) => position <= then.knownAt).length;
    if (version === 0) throw problem('not-found');
    reply.header('ETag', `"${stream}@${version}"`);
    const { items } = await permissionsOf(this.queries, { accountId }, then, { limit: 1 });
    const timeline = await rightsKnown(this.queries, accountId, then.knownAt);
    return { ...at, accountId, status: items[0]?.status ?? 'none', permission: items[0] ?? null, timeline };
  }
}
