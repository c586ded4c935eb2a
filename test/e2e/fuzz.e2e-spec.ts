import fc from 'fast-check';
import { commands } from '@app/capabilities';
import { json, lookup, startServer, stopAll, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(stopAll);

const paths = commands.map(({ collection, verb }) => `/v1/${collection}:${verb}`);
const types = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/x-ndjson',
];

describe('no input makes the server fail', () => {
  it('as a body of any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 40 }), async (path, body) => {
        const response = await server.post(path, JSON.stringify(body), { 'Idempotency-Key': 'k', 'If-Match': '"a@1"' });
        expect(response.status).toBe(400);
      }),
      { numRuns: 300 },
    );
  });

  it('as bytes of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.uint8Array({ maxLength: 200 }), async (type, body) => {
        const { status } = await server.post('/v1/events', body, { 'Content-Type': type });
        expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('as a fact with any value in any place', async () => {
    const names = [...Object.keys(lookup('a')), ...Object.keys(lookup('a').data).map((name) => `data.${name}`)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), anything(), fc.nat(), async (name, value, id) => {
        const event = lookup(`f-${id}`) as Record<string, unknown> & { data: Record<string, unknown> };
        if (name.startsWith('data.')) event.data[name.slice(5)] = value;
        else event[name] = value;
        const { status } = await server.fact(event);
        expect([200, 201, 400, 409]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });

  it('as a query, a path or a header', async () => {
    const word = fc.string({ unit: 'binary-ascii', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(word, word, fc.constantFrom('asOf', 'knownAt', 'minPosition', 'limit', 'cursor', 'state'), async (a, b, name) => {
        const text = (value: string) => value.replace(/[^\x21-\x7e]/g, '');
        const query = `/v1/findings?${name}=${encodeURIComponent(a)}`;
        const answers = [
          await server.get(query),
          await server.get(`/v1/findings/${encodeURIComponent(b)}`),
          await server.get('/v1/views', { 'X-Actor': text(a), 'Accept-Language': text(b) }),
        ];
        for (const response of answers) {
          expect(response.status).toBeLessThan(500);
          if (response.status >= 400) expect((await json(response)).traceId).toBeDefined();
        }
      }),
      { numRuns: 200 },
    ); // prettier-ignore
  });
});

const anything = () =>
  fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      '0',
      '__proto__',
      'constructor',
      '\u0000',
      '9999-12-31T23:59:59Z',
      '2025-02-30',
      -1,
      1e21,
      null,
    ),
  );
