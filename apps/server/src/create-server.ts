import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { queryControllers } from '@app/capabilities/controllers.js';
import { Routes, answerProblem, httpEdge, problem } from '@app/nest';
import { Closing } from './closing.js';
import { loopbackOf, type ServerConfig } from './config.js';
import { openLedger } from './ledger.js';
import { announce } from './server-file.js';
import { serveTree } from './seal/tree-routes.js';
import { ServerModule } from './server.module.js';

/** A running server. */
export interface RunningServer {
  url: string;
  /** Resolves when the views have caught up and `/v1` is served; until then it answers 503 `starting`. */
  started: Promise<void>;
  /** Finishes the requests in hand, then stops the views and closes the log. */
  close(): Promise<void>;
}

/** Starts a server and answers once it listens. Rejects with an Error for people when its data cannot be used. */
export async function listen(config: ServerConfig): Promise<RunningServer> {
  const host = loopbackOf(config.host ?? '127.0.0.1');
  const closing = new Closing();
  try {
    const { health, parts, started, sealed, log } = await openLedger(config, closing);
    const { adapter, routes } = httpEdge(config.times);
    adapter.getInstance().addHook('onRequest', (request, reply, done) => {
      if (health.started || !request.url.startsWith('/v1')) done();
      else answerProblem(problem('starting', { headers: { 'Retry-After': '2' } }), request, reply);
    });
    serveTree(adapter.getInstance(), sealed, log);
    const module = ServerModule.over([...parts, { provide: Routes, useValue: routes }], queryControllers);
    const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
      bodyParser: false,
      logger: config.quiet === true ? false : ['error', 'warn'],
      abortOnError: false,
    });
    closing.add(() => finish(app));
    await app.listen(config.port, host);
    const url = `http://${host === '::1' ? '[::1]' : host}:${portOf(app)}`;
    closing.add(announce(config.dataDir, url).withdraw);
    return { url, started, close: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** Starts a server and answers once it serves everything; closes what it opened when that fails. */
export async function createServer(config: ServerConfig): Promise<RunningServer> {
  const server = await listen(config);
  try {
    await server.started;
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

// Requests in hand are finished; what takes longer is cut.
async function finish(app: NestFastifyApplication): Promise<void> {
  const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), finishMs);
  await app.close().finally(() => clearTimeout(cut));
}
const finishMs = 10_000;

function portOf(app: NestFastifyApplication): number {
  const address = app.getHttpServer().address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  return address.port;
}
