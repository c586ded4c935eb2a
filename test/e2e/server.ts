import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type RunningServer } from '../../apps/server/src/create-server.js';
import type { ServerConfig } from '../../apps/server/src/config.js';

/** A server on a free loopback port over a data folder of its own. */
export interface TestServer extends RunningServer {
  dataDir: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** One CloudEvent. */
  fact(event: object): Promise<Response>;
}

export const actor = { 'X-Actor': 'admin:an' };
const opened: TestServer[] = [];
const folders: string[] = [];

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-e2e-'));
  folders.push(folder);
  return folder;
}

export async function startServer(config: Partial<ServerConfig> = {}): Promise<TestServer> {
  const dataDir = config.dataDir ?? newFolder();
  const running = await createServer({ port: 0, threads: false, quiet: true, ...config, dataDir });
  const send = (path: string, init: RequestInit) => fetch(new URL(path, running.url), init);
  const server: TestServer = {
    ...running,
    dataDir,
    get: (path, headers = {}) => send(path, { headers: { ...actor, ...headers } }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { ...actor, 'Content-Type': 'application/json', ...headers },
        body: isRaw(body) ? (body as string) : JSON.stringify(body),
        ...{ duplex: 'half' },
      }),
    fact: (event) => server.post('/v1/events', event, { 'Content-Type': 'application/cloudevents+json' }),
  };
  opened.push(server);
  return server;
}

/** Stops a server before its test ends. */
export async function stop(server: TestServer): Promise<void> {
  opened.splice(opened.indexOf(server), 1);
  await server.close();
}

/** Stops what a test has started and removes its folders: `afterEach(stopAll)`. */
export async function stopAll(): Promise<void> {
  for (const server of opened.splice(0)) await server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const citizen = '001099123456';

/** A look-up as a source system sends it. */
export function lookup(id: string, data: object = {}, rest: object = {}): { id: string; data: object } {
  return {
    specversion: '1.0',
    id,
    source: 'TTHC',
    type: 'vn.accessledger.LookupPerformed.v1',
    time: '2025-05-06T02:03:04.000Z',
    data: {
      lookupId: id,
      accountId: 'TTHC:an.nv',
      system: 'TTHC',
      function: 'KIEM_TRA_TTCD',
      subjects: [citizen],
      fieldsReturned: ['fullName'],
      result: 'found',
      resultCount: 1,
      ...data,
    },
    ...rest,
  } as { id: string; data: object };
}

/** The JSON of an answer, for looking into. */
export async function json(response: Response | Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await response).json()) as Record<string, unknown>;
}

const isRaw = (body: unknown) =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
