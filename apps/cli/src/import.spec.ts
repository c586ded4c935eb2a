import { afterAll, afterEach, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport } from './import.js';

let server: Server | undefined;
const folder = mkdtempSync(join(tmpdir(), 'ledger-import-'));
afterEach(() => void server?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOfTwo(): string {
  const file = join(folder, 'a.ndjson');
  writeFileSync(file, '{}\n{}\n');
  return file;
}

it('says how to go on when it cannot, and why', async () => {
  server = createServer((_, response) =>
    response.writeHead(401).end('{"code":"actor-required","title":"Thiếu X-Actor"}'),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const err: string[] = [];
  const terminal = {
    out: () => undefined,
    err: (line: string) => void err.push(line),
    watched: false,
    columns: undefined,
  };
  const start = () => Promise.resolve({ url, close: () => Promise.resolve() });
  await expect(runImport(fileOfTwo(), { data: join(folder, 'data') }, terminal, undefined, start)).rejects.toThrow(
    'The server refuses: Thiếu X-Actor [actor-required]',
  );
  expect(err.join()).toContain('run the same command again to go on');
});

it('gives up its own server only when every view that has not stopped has seen what was imported', async () => {
  const positions = ['3', '4', '5'];
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    const counts = { recorded: 2, duplicate: 0, conflict: 0, refused: 0 };
    const views = () => [
      { position: positions.shift(), parked: null },
      { position: '1', parked: 'poisoned' },
    ];
    response.end(JSON.stringify(request.method === 'POST' ? { counts, position: '5', items: [] } : { items: views() }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => Promise.resolve(void asked.push('close'));

  const terminal = { out: () => undefined, err: () => undefined, watched: false, columns: undefined };
  const start = () => Promise.resolve({ url, close });
  expect(await runImport(fileOfTwo(), { data: join(folder, 'data') }, terminal, undefined, start)).toBe(0);
  expect(asked).toEqual(['POST /v1/events', 'GET /v1/views', 'GET /v1/views', 'GET /v1/views', 'close']);
});
