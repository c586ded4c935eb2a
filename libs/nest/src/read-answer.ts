import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

interface Answer {
  knownAt?: { position: number | string; at: string | null };
  next?: string;
}

/**
 * Finishes the answer of a read: `knownAt.position` becomes a decimal string and the header `Ledger-Position`, and a
 * GET list with `next` gets `Link: <…>; rel="next"`. Stands over every route; others pass unchanged.
 */
@Injectable()
export class ReadAnswer implements NestInterceptor<unknown, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(map((answer) => finished(answer, request, reply)));
  }
}

function finished(answer: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  if (typeof answer !== 'object' || answer === null || !('knownAt' in answer)) return answer;
  const { knownAt, next } = answer as Answer;
  if (!knownAt) return answer;
  const position = String(knownAt.position);
  reply.header('Ledger-Position', position);
  if (next !== undefined && request.method === 'GET') {
    const url = new URL(request.url, 'http://ledger');
    url.searchParams.set('cursor', next);
    reply.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
  }
  return { ...answer, knownAt: { ...knownAt, position } };
}
