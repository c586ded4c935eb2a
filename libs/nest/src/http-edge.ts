import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyTimeMs, linesOf, maxBatchBytes, maxBodyBytes, readBody } from './body.js';
import type { EdgeConfig } from './describe.js';
import { answerProblem } from './problem-filter.js';
import { problemOf } from './problem-of.js';
import { problem } from './problem.js';
import { Routes } from './routes.js';
import { parseStrict } from './strict-json.js';

export const batchType = 'application/cloudevents-batch+json';
export const eventType = 'application/cloudevents+json';
export const linesType = 'application/x-ndjson';
const jsonTypes = ['application/json', eventType, batchType];

/** The times that a slow client has, in milliseconds. */
export interface EdgeTimes {
  headers: number;
  body: number;
}

/**
 * Fastify as the ledger's edge: strict JSON in bounded size, depth and time, a `Trace-Id` on every answer, 404, 405 and
 * 415 as problems, and no answer that repeats input.
 */
export function httpEdge(times: EdgeTimes = { headers: 10_000, body: bodyTimeMs }): {
  adapter: FastifyAdapter;
  routes: Routes;
} {
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: maxBatchBytes,
    http: {
      headersTimeout: times.headers,
      connectionsCheckingInterval: Math.min(2000, times.headers),
      requireHostHeader: false,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: 2000 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(problemOf(error), request, reply),
    clientErrorHandler: answerBrokenRequest,
  });
  const fastify = adapter.getInstance();
  const routes = new Routes();
  routes.listen(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('Trace-Id', request.id).header('X-Content-Type-Options', 'nosniff');
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const refusal = wrongHost(request) ?? (request.is404 ? missing(request, routes) : wrongType(request));
    if (refusal) answerProblem(refusal, request, reply);
    else done();
  });
  fastify.removeAllContentTypeParsers();
  for (const type of jsonTypes) {
    const limit = type === batchType ? maxBatchBytes : maxBodyBytes;
    fastify.addContentTypeParser(type, async (request: FastifyRequest, payload: FastifyRequest['raw']) =>
      parseStrict(await readBody(payload, request.headers['content-length'], limit, times.body)),
    );
  }
  // A stream of lines is read by its handler, as fast as it can take them.
  fastify.addContentTypeParser(linesType, (_request, payload, done) =>
    done(null, linesOf(payload, maxBodyBytes, times.body)),
  );
  return { adapter, routes };
}

// A page elsewhere could have its own name resolve to this machine; it cannot have it be called localhost.
function wrongHost({ headers }: FastifyRequest) {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(headers.host ?? '') ? undefined : problem('host-unknown');
}

function missing(request: FastifyRequest, routes: Routes) {
  const methods = routes.methodsAt(pathOf(request.url));
  if (methods.length === 0) return problem('not-found');
  return problem('method-not-allowed', { headers: { Allow: methods.join(', ') } });
}

function pathOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0];
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a malformed escape has no route
  }
}

function wrongType(request: FastifyRequest) {
  if (request.method !== 'POST') return undefined;
  const { consumes = ['application/json'] } = request.routeOptions.config as EdgeConfig;
  const type = request.headers['content-type']?.split(';', 1)[0].trim().toLowerCase();
  return type !== undefined && consumes.includes(type)
    ? undefined
    : problem('content-type', { headers: { 'Accept-Post': consumes.join(', ') } });
}

// What is no HTTP, or came too slowly, has no request to answer: the problem is written to the socket.
function answerBrokenRequest(error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const answer = problemOf(Object.assign(error, { statusCode: 400 }));
  const body = JSON.stringify(answer.body('vi', randomUUID()));
  socket.end(
    `HTTP/1.1 ${answer.status} \r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
