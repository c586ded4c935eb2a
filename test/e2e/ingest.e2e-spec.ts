import { json, lookup, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const batchType = { 'Content-Type': 'application/cloudevents-batch+json' };
const linesType = { 'Content-Type': 'application/x-ndjson' };
const send = (server: TestServer, events: readonly unknown[], headers = {}) =>
  json(server.post('/v1/events', events, { ...batchType, ...headers }));
const lines = (events: readonly unknown[]) => events.map((event) => JSON.stringify(event)).join('\n');

describe('a batch of facts', () => {
  it('records what can be read and refuses the rest alone, with the places', async () => {
    const server = await startServer();
    const answer = await send(server, [
      lookup('a'),
      lookup('b', { resultCount: 'one', subjects: ['123'] }),
      7,
      lookup('c', {}, { type: 'vn.accessledger.Nothing.v1' }),
      { ...lookup('d'), id: undefined },
      lookup('e'),
    ]);
    expect(answer.counts).toEqual({ recorded: 2, duplicate: 0, conflict: 0, refused: 4 });
    expect(answer.position).toBe('2');
    expect(answer.items).toMatchObject([
      { index: 0, id: 'a', status: 'recorded' },
      {
        index: 1,
        id: 'b',
        status: 'refused',
        code: 'data-invalid',
        errors: [{ pointer: '/data/resultCount' }, { pointer: '/data/subjects' }],
      },
      { index: 2, id: null, status: 'refused', code: 'not-an-event' },
      { index: 3, id: 'c', status: 'refused', code: 'type-unknown' },
      { index: 4, id: null, status: 'refused', code: 'not-an-event', errors: [{ pointer: '/id' }] },
      { index: 5, id: 'e', status: 'recorded' },
    ]);
  });

  it('records a fact once, however often and in whatever spelling it is sent', async () => {
    const server = await startServer();
    const sent = lookup('a', { dossierId: 'Hồ sơ'.normalize('NFD') });
    expect((await send(server, [sent, sent])).counts).toMatchObject({ recorded: 1, duplicate: 1 });
    const respelt = lookup('a', { dossierId: 'Hồ sơ'.normalize('NFC'), accountId: 'TTHC:AN.NV' }, { time: '2025-05-06T09:03:04+07:00' }); // prettier-ignore
    expect((await server.fact(respelt)).status).toBe(200);
    expect((await send(server, [respelt])).counts).toMatchObject({ recorded: 0, duplicate: 1 });
    expect((await json(server.get('/v1/views'))).head).toBe('1');
  });

  it('lets the first body stand when an id comes again with another', async () => {
    const server = await startServer();
    await send(server, [lookup('a')]);
    const other = lookup('a', { resultCount: 2 });
    expect(await send(server, [other])).toMatchObject({
      counts: { conflict: 1 },
      items: [{ status: 'conflict', code: 'id-reused' }],
    });
    const single = await server.fact(other);
    expect(single.status).toBe(409);
    expect((await json(single)).code).toBe('id-reused');
    expect((await send(server, [lookup('a')])).counts).toMatchObject({ duplicate: 1 });
  });

  it('knows another citizen in the same fact as another body', async () => {
    const server = await startServer();
    await send(server, [lookup('a')]);
    expect((await send(server, [lookup('a', { subjects: ['001099000009'] })])).counts).toMatchObject({ conflict: 1 });
  });

  it('tells sources apart', async () => {
    const server = await startServer();
    const answer = await send(server, [lookup('a'), lookup('a', {}, { source: 'LGSP' })]);
    expect(answer.counts).toMatchObject({ recorded: 2 });
  });

  it('records nothing unlawful less: no account, no dossier, no purpose', async () => {
    const server = await startServer();
    expect((await server.fact(lookup('a', { accountId: 'TTHC:nobody' }))).status).toBe(201);
  });

  it('answers with conflicts and refusals only where the sender prefers that', async () => {
    const server = await startServer();
    const answer = await send(server, [lookup('a'), 7, lookup('b')], { Prefer: 'return=minimal' });
    expect(answer).toMatchObject({ counts: { recorded: 2, refused: 1 }, items: [{ index: 1 }] });
  });

  it('takes an empty batch', async () => {
    const server = await startServer();
    expect(await send(server, [])).toEqual({
      counts: { recorded: 0, duplicate: 0, conflict: 0, refused: 0 },
      position: null,
      items: [],
    });
  });
});

describe('a stream of lines', () => {
  it('records each line, refuses a bad one alone, and knows it by its index', async () => {
    const server = await startServer();
    const good = Array.from({ length: 1201 }, (_, i) => lookup(`n-${i}`, { accountId: `TTHC:an${i}` }));
    const body = `${lines(good)}\n\n{"id": \n${' '.repeat(1024 * 1024)}x\n{"a":1,"a":2}\r\n${JSON.stringify(lookup('last'))}`;
    const answer = await json(server.post('/v1/events', body, linesType));
    expect(answer.counts).toEqual({ recorded: 1202, duplicate: 0, conflict: 0, refused: 3 });
    expect(answer.items).toEqual([
      { index: 1201, id: null, status: 'refused', code: 'body-syntax' },
      { index: 1202, id: null, status: 'refused', code: 'body-large' },
      { index: 1203, id: null, status: 'refused', code: 'body-repeated-key' },
    ]);
  });

  it('records lines while later ones are still on their way', async () => {
    const server = await startServer();
    let more: ReadableStreamDefaultController<Uint8Array> | undefined;
    const text = (events: readonly unknown[]) => new TextEncoder().encode(lines(events) + '\n');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        more = controller;
        controller.enqueue(text(Array.from({ length: 500 }, (_, i) => lookup(`n-${i}`, { accountId: `TTHC:an${i}` }))));
      },
    });
    const answer = server.post('/v1/events', body, linesType);
    await until(async () => (await json(server.get('/v1/views'))).head === '500');
    more?.enqueue(text([lookup('n-500')]));
    more?.close();
    expect((await json(answer)).counts).toMatchObject({ recorded: 501 });
  });

  it('keeps what was recorded before a stream broke off, and a re-send goes on', async () => {
    const server = await startServer();
    const events = Array.from({ length: 600 }, (_, i) => lookup(`n-${i}`, { accountId: `TTHC:an${i}` }));
    const abort = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(lines(events))),
    });
    const broken = fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: { 'X-Actor': 'system:TTHC', ...linesType },
      body,
      signal: abort.signal,
      ...{ duplex: 'half' },
    });
    await until(async () => (await json(server.get('/v1/views'))).head === '500');
    abort.abort();
    await expect(broken).rejects.toThrow();
    const answer = await json(server.post('/v1/events', lines(events), linesType));
    expect(answer.counts).toMatchObject({ recorded: 100, duplicate: 500 });
  });
});

describe('a restart', () => {
  it('keeps every fact, and knows re-sends and conflicts of before', async () => {
    const first = await startServer();
    await send(first, [lookup('a'), lookup('b')]);
    await stop(first);
    const second = await startServer({ dataDir: first.dataDir });
    const answer = await send(second, [lookup('a'), lookup('b', { resultCount: 2 }), lookup('c')]);
    expect(answer).toMatchObject({ counts: { recorded: 1, duplicate: 1, conflict: 1 }, position: '3' });
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
