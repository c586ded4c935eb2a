import { Body, Controller, Headers, HttpCode, Post, Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { refusalsVi, type Command } from '@app/capabilities';
import type { Actor } from '@app/ledger';
import { sha256Hex } from '@app/merkle';
import { ActedBy, Describe, languageOf, problem, problemOf, type Fault, type Language } from '@app/nest';
import { named, type MessageClass } from './bus.js';
import { CommandDesk, isKey, type Asked } from './command-desk.js';

/** The most things that one request may give a command for. */
export const maxEach = 500;
/** How many are carried out at a time, so that they share the log's flushes. */
const atOnce = 25;

/** What became of the command for one thing. */
export interface EachAnswer {
  id: string;
  status: 'decided' | 'replayed' | 'refused';
  eventId?: string;
  position?: string;
  code?: string;
  detail?: string;
  errors?: readonly Fault[];
}

/**
 * The route `POST /v1/<collection>:<verb>All` of a command that may be given for many things at once: its body names
 * them in a list (`findingIds` for `findingId`). Each is decided alone, under a key of its own that follows from the
 * request's; one that is refused is named, and the others go on. Sent again, it does what is left to do.
 */
export function bulkRouteOf(command: Command, each: string, message: MessageClass): Type {
  const list = `${each}s`;

  @Controller('v1')
  class Route {
    constructor(private readonly desk: CommandDesk) {}

    @Post(`${command.collection}::${command.verb}All`)
    @HttpCode(200)
    @Describe({ command: command.name, each: { list, most: maxEach } })
    async give(
      @ActedBy() actor: Actor,
      @Headers('idempotency-key') key: string | undefined,
      @Headers('accept-language') language: string | undefined,
      @Body() body: unknown,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<object> {
      if (!isKey(key)) throw problem('idempotency-key-required');
      const { ids, rest } = listIn(body, list);
      const items: EachAnswer[] = [];
      for (let i = 0; i < ids.length; i += atOnce) {
        const some = ids.slice(i, i + atOnce).map((id) => {
          const own = sha256Hex(`${key}\n${id}`);
          const asked = { actor, key: own, ifMatch: undefined, body: { ...rest, [each]: id } };
          return this.one(id, asked, languageOf(language));
        });
        items.push(...(await Promise.all(some)));
      }
      const position = items.reduce((last, item) => Math.max(last, Number(item.position ?? 0)), 0);
      if (position > 0) reply.header('Ledger-Position', String(position));
      return { counts: countsOf(items), position: position > 0 ? String(position) : null, items };
    }

    private async one(id: string, asked: Asked, language: Language): Promise<EachAnswer> {
      try {
        const { events, position, replayed } = await this.desk.take(command, message, asked);
        const status = replayed ? 'replayed' : 'decided';
        return { id, status, eventId: events[0].eventId, position: String(position) };
      } catch (error) {
        const refusal = problemOf(error, refusalsVi);
        if (refusal.status >= 500) throw error;
        const { detail, errors } = refusal.more;
        const told = typeof detail === 'object' ? detail[language] : detail;
        return { id, status: 'refused', code: refusal.code, ...(told && { detail: told }), ...(errors && { errors }) };
      }
    }
  }
  return named(Route, `${command.name}AllRoute`);
}

function listIn(body: unknown, list: string): { ids: readonly string[]; rest: object } {
  const fields: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const { [list]: ids, ...rest } = fields;
  if (!areIds(ids) || ids.length === 0 || ids.length > maxEach) {
    const message = `${list} must be a list of 1 to ${maxEach} ids`;
    throw problem('body-invalid', { errors: [{ pointer: `/${list}`, code: 'invalid', message }] });
  }
  return { ids: [...new Set(ids)], rest };
}
const areIds = (ids: unknown): ids is readonly string[] =>
  Array.isArray(ids) && ids.every((id) => typeof id === 'string');

function countsOf(items: readonly EachAnswer[]): Record<EachAnswer['status'], number> {
  const counts = { decided: 0, replayed: 0, refused: 0 };
  for (const { status } of items) counts[status]++;
  return counts;
}
