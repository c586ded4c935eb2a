import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem-of.js';
import { languageOf, type Problem } from './problem.js';

const logger = new Logger('Problem');

/**
 * Answers everything thrown under a request with `application/problem+json`; failures of the server are logged.
 * `refusalsVi` has the Vietnamese sentences of refusals by their codes.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly refusalsVi: Readonly<Record<string, string>>) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(
      problemOf(thrown, this.refusalsVi),
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
  }
}

/** Sends a problem. What is logged is the cause's stack, never the request. */
export function answerProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const { status, more } = problem;
  if (status >= 500 && more.cause !== undefined) {
    const { cause } = more;
    logger.error(`${problem.code} ${request.id}`, cause instanceof Error ? cause.stack : typeof cause);
  }
  if (reply.sent) return;
  // What was not read would be taken for the next request.
  if (hasBody(request) && !request.raw.complete) reply.header('Connection', 'close');
  reply
    .code(status)
    .headers({ ...more.headers, 'Content-Language': languageOf(request.headers['accept-language']) })
    .header('Cache-Control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.body(languageOf(request.headers['accept-language']), request.id)));
}

const hasBody = ({ headers }: FastifyRequest) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
