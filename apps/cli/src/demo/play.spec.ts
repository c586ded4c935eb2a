import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { City } from './city.js';
import { findingsOf, playCity, rulesOf } from './play.js';
import type { CloudEvent, Command } from './stage.js';
import { december } from './term.js';

interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}
type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

let server: Server;
let baseUrl: string;
let asked: Asked[];
let answer: (asked: Asked) => Answer;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
      asked.push(one);
      const { status = 200, headers: more, body } = answer(one);
      response.writeHead(status, { 'Content-Type': 'application/json', ...more }).end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const fact = (id: string): CloudEvent => {
  return { specversion: '1.0', id, source: 'TTHC', type: 't', time: '2025-12-01T00:00:00.000Z', data: {} };
};
const command = (key: string, ofAccount?: string): Command => {
  return { path: 'accounts:revoke', actor: 'admin:a', key, body: { key }, ofAccount };
};
const cityWith = (parts: Partial<City>): City => ({
  seed: 1,
  term: december,
  setup: [],
  facts: [],
  acts: [],
  manifest: [],
  boundaries: [],
  hero: '',
  units: [],
  officials: 0,
  accounts: 0,
  ...parts,
});
const recorded = (count: number) => ({ recorded: count, duplicate: 0, conflict: 0, refused: 0 });
const ledger = ({ url, method, body }: Asked): Answer => {
  if (url === '/v1/events') return { body: { counts: recorded((body as []).length), position: '7', items: [] } };
  if (method === 'POST') return { status: 201, headers: { 'Ledger-Position': '5' }, body: {} };
  return { headers: { ETag: '"account-A@3"' }, body: { items: [] } };
};
const told = ({ url, body }: Asked) =>
  Array.isArray(body) ? (body as CloudEvent[]).map(({ id }) => id).join() : `${url} ${JSON.stringify(body ?? '')}`;

describe('playing a city', () => {
  it('gives each command after the facts that come before it, and sends the last facts again', async () => {
    answer = ledger;
    const facts = [fact('a'), fact('b'), fact('c')];
    const city = cityWith({ setup: [command('1')], facts, acts: [{ after: 2, command: command('2') }] });
    const played = await playCity(baseUrl, city);
    expect(asked.map(told)).toEqual([
      '/v1/accounts:revoke {"key":"1"}',
      'a,b',
      '/v1/accounts:revoke {"key":"2"}',
      'c',
      'c',
    ]);
    expect(played).toMatchObject({ commands: 2, recorded: 3, position: '7' });
  });

  it('says which key a command has, and which version of an account it saw', async () => {
    answer = ledger;
    await playCity(baseUrl, cityWith({ setup: [command('1', 'TTHC:an')] }));
    expect(asked[0].url).toBe('/v1/accounts/TTHC%3Aan?minPosition=0');
    expect(asked[1].headers).toMatchObject({
      'idempotency-key': '1',
      'if-match': '"account-A@3"',
      'x-actor': 'admin:a',
    });
  });

  it('stops at a refused command with the problem that the ledger told', async () => {
    answer = () => ({ status: 409, body: { code: 'second-account' } });
    await expect(playCity(baseUrl, cityWith({ setup: [command('1')] }))).rejects.toThrow('second-account');
  });

  it('stops at a fact in conflict', async () => {
    const items = [{ id: 'a', status: 'conflict', code: 'id-reused' }];
    answer = () => ({ body: { counts: recorded(0), position: null, items } });
    await expect(playCity(baseUrl, cityWith({ facts: [fact('a')] }))).rejects.toThrow('a conflict id-reused');
  });

  it('says that nobody listens', async () => {
    await expect(playCity('http://127.0.0.1:1', cityWith({ setup: [command('1')] }))).rejects.toThrow('reached');
  });
});

describe('reading the findings', () => {
  it('waits for the views, then reads the standing and the remedied ones, page by page', async () => {
    let waits = 2;
    answer = ({ url }) => {
      const query = new URL(url, baseUrl).searchParams;
      if (query.has('minPosition') && waits-- > 0) return { status: 503, headers: { 'Retry-After': '0' }, body: {} };
      const next = query.get('state') === 'standing' && !query.has('cursor') ? 'two' : undefined;
      return { body: { items: [{ code: `${query.get('state')} ${query.get('cursor')}` }], next } };
    };
    const found = await findingsOf(baseUrl, cityWith({}), '9');
    expect(found.map(({ code }) => code)).toEqual(['standing null', 'standing two', 'remedied null']);
    expect(asked[0].url).toContain('asOf=2026-01-07T17%3A00%3A00.000Z');
    expect(asked[0].url).toContain('minPosition=9');
  });

  it('asks which rules there are', async () => {
    answer = () => ({ body: { items: [{ code: 'V-01' }] } });
    expect(await rulesOf(baseUrl)).toEqual([{ code: 'V-01' }]);
    expect(asked[0].url).toBe('/v1/rules');
  });
});
