import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import type { Actor } from '@app/ledger';
import { actorOf } from './actor.js';
import type { EdgeConfig } from './describe.js';
import { badQuery } from './problem.js';
import { pathOf } from './routes.js';
import { READ_BOOK } from './tokens.js';

/** One read of what the ledger holds of a person. */
export interface PersonRead {
  reader: Actor;
  /** `GET /v1/accounts/{accountId}/history` */
  query: string;
  /** What the query named, by field; citizens as tokens. */
  about: Readonly<Record<string, string>>;
  /** The case and the inspection that the reader says it is for. */
  findingId?: string;
  inspectionId?: string;
  /** How many rows are answered. */
  rows: number;
  /** The answer's `Trace-Id`. */
  requestId: string;
}
/** Keeps who read. */
export interface ReadBook {
  /** Resolves when the read is durable; rejects with `LogUnavailable` when that cannot be said. */
  write(read: PersonRead): Promise<void>;
}

/** The answer of a handler that shows one person's look-ups, and what its query named. */
export class AboutPerson {
  constructor(
    readonly about: Readonly<Record<string, string>>,
    readonly answer: Readonly<{ items: readonly unknown[] }>,
  ) {}
}

/**
 * Records every answer about a person before it is sent: what cannot be recorded is not read. The routes say of
 * themselves that they are `personal`; who asks may name their `case` (its findingId) and their `inspection`.
 */
@Injectable()
export class PersonReads implements NestInterceptor<unknown, unknown> {
  constructor(@Inject(READ_BOOK) private readonly book: ReadBook) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { personal = false } = request.routeOptions.config as EdgeConfig;
    const purpose = personal ? purposeIn(request.query as Record<string, unknown>) : {};
    return next.handle().pipe(
      concatMap(async (told) => {
        if (!(told instanceof AboutPerson)) return told;
        if (!personal) throw new Error('an answer about a person comes from a route that says so');
        const { about, answer } = told;
        const reader = actorOf(request.headers['x-actor']);
        const query = `${request.method} ${pathOf(request.routeOptions.url!)}`;
        const rows = answer.items.length;
        await this.book.write({ reader, query, about, ...purpose, rows, requestId: request.id });
        return answer;
      }),
    );
  }
}

/** The parameters by which the reader of a `personal` route says what for, each a JSON Schema. */
export const purposeSchemas = {
  case: { type: 'string', format: 'uuid', description: 'the findingId of the open case that this is read for' },
  inspection: {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description: 'the inspection under way that this is read for',
  },
} as const;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const id = /^[^\u0000-\u001f\u007f-\u009f]{1,200}$/u;

/** Takes the purpose out of a query, which is the route's own without it. Refuses what names no finding, no inspection. */
function purposeIn(query: Record<string, unknown>): Pick<PersonRead, 'findingId' | 'inspectionId'> {
  const findingId = taken(query, 'case', uuid, 'case must be the id of a finding')?.toLowerCase();
  const inspectionId = taken(query, 'inspection', id, 'inspection must be an id');
  return { ...(findingId !== undefined && { findingId }), ...(inspectionId !== undefined && { inspectionId }) };
}

function taken(query: Record<string, unknown>, name: string, pattern: RegExp, message: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value.normalize('NFC') : '';
  if (!pattern.test(text)) throw badQuery(name, message);
  delete query[name];
  return text;
}
