import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { Sealed } from './sealed.js';

/** The longest that an answer waits, in seconds. */
const mostSeconds = 60;

/**
 * `Prefer: wait=N` (RFC 7240 §4.3) on what writes: the answer comes once a signed checkpoint covers it, or after N
 * seconds, and says which in `durability`.
 */
@Injectable()
export class SealWait implements NestInterceptor<unknown, unknown> {
  constructor(private readonly sealed: Sealed) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const seconds = request.method === 'POST' ? waitOf(request.headers.prefer) : undefined;
    if (seconds === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(mergeMap((answer) => from(this.waited(answer, seconds, reply))));
  }

  private async waited(answer: unknown, seconds: number, reply: FastifyReply): Promise<unknown> {
    const position = positionIn(answer);
    if (position === undefined) return answer;
    reply.header('Preference-Applied', `wait=${seconds}`);
    const isSealed = await this.sealed.waitFor(position, seconds * 1000);
    return { ...(answer as object), durability: isSealed ? 'sealed' : 'recorded' };
  }
}

function waitOf(prefer: string | readonly string[] | undefined): number | undefined {
  const [, seconds] = /(?:^|[,;\s])wait=(\d{1,3})(?:$|[,;\s])/.exec([prefer].flat().join(',')) ?? [];
  return seconds === undefined ? undefined : Math.min(Number(seconds), mostSeconds);
}

function positionIn(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null || !('position' in answer)) return undefined;
  const position = Number(answer.position);
  return Number.isSafeInteger(position) && position > 0 ? position : undefined;
}
