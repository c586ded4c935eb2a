import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LedgerApi } from './ledger-api.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server | undefined;
afterEach(() => void server?.close());

/** A server that gives these answers in turn, and how often it was asked. */
async function answering(answers: readonly Answer[]) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(String(request.headers['x-actor']));
    answers[asked.length - 1](request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const problem =
  (status: number, code: string): Answer =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/problem+json' });
    response.end(JSON.stringify({ code, title: 'Sổ nhật ký không ghi được', status }));
  };
const cut: Answer = (request) => request.socket.destroy();
const fine: Answer = (_, response) => response.end('{"fine":true}');
const post = (url: string, waits: readonly number[]) =>
  new LedgerApi(url, 'admin:an', waits).post('/v1/events', 'application/x-ndjson', Buffer.from('{}'));

describe('a post that may be sent twice', () => {
  it('goes on over a server that starts, is busy, or is cut off', async () => {
    const { url, asked } = await answering([problem(503, 'starting'), cut, problem(429, 'rate-limited'), fine]);
    expect(await post(url, [1, 1, 1])).toEqual({ fine: true });
    expect(asked).toEqual(Array(4).fill('admin:an'));
  });

  it('ends with the title and the code of the last problem when the tries are over', async () => {
    const { url } = await answering([cut, problem(503, 'log-unavailable')]);
    await expect(post(url, [1])).rejects.toThrow('The server refuses: Sổ nhật ký không ghi được [log-unavailable]');
  });

  it('is not tried again where the server refuses it', async () => {
    const { url, asked } = await answering([problem(401, 'actor-required'), fine]);
    await expect(post(url, [1])).rejects.toThrow('[actor-required]');
    expect(asked).toHaveLength(1);
  });

  it('says who does not answer', async () => {
    const { url } = await answering([]);
    server?.close();
    await expect(post(url, [])).rejects.toThrow(`The server ${url} does not answer`);
  });

  it('tells an answer that is no problem by its status', async () => {
    const { url } = await answering([(_, response) => response.writeHead(502).end('<html>')]);
    await expect(post(url, [])).rejects.toThrow('The server refuses: HTTP 502');
  });
});
