import { connect } from 'node:net';
import { refusalsVi } from '@app/capabilities';
import { json, lookup, startServer, stopAll, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ times: { headers: 400, body: 400 } });
});
afterAll(stopAll);

const event = { 'Content-Type': 'application/cloudevents+json' };
const batch = { 'Content-Type': 'application/cloudevents-batch+json' };
const key = { 'Idempotency-Key': 'k' };
const request = {
  accountId: 'TTHC:an', officialId: 'cb-1', system: 'TTHC', unitId: 'u', roleClass: 'RECEPTION', functions: ['F'], legalBasis: [],
}; // prettier-ignore
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** What is sent, and the status and code that it must be refused with. */
const refusals: readonly [string, () => Promise<Response>, number, string][] = [
  ['a path that is not there', () => server.get('/v1/nothing'), 404, 'not-found'],
  ['an escape that is none', () => server.get('/v1/%zz'), 400, 'request-invalid'],
  ['a very long parameter', () => server.get(`/v1/findings/${'a'.repeat(5000)}`), 414, 'uri-long'],
  ['a method that a path does not have', () => server.get('/v1/events'), 405, 'method-not-allowed'],
  ['another host name', () => rawStatus('GET /health/live HTTP/1.1\r\nHost: ledger.example\r\nConnection: close\r\n\r\n'), 421, 'host-unknown'],
  ['no actor', () => server.get('/v1/views', { 'X-Actor': '' }), 401, 'actor-required'],
  ['an actor of an unknown kind', () => server.get('/v1/views', { 'X-Actor': 'hacker:1' }), 401, 'actor-required'],
  ['an actor who is a citizen number', () => server.get('/v1/views', { 'X-Actor': 'official:001099123456' }), 401, 'actor-required'],
  ['facts without an actor', () => server.post('/v1/events', [], { ...batch, 'X-Actor': '' }), 401, 'actor-required'],
  ['facts as plain JSON', () => server.post('/v1/events', lookup('a')), 415, 'content-type'],
  ['a command as a CloudEvent', () => server.post('/v1/accounts:request', request, { ...key, ...event }), 415, 'content-type'],
  ['a command as text', () => server.post('/v1/accounts:request', request, { ...key, 'Content-Type': 'text/plain' }), 415, 'content-type'],
  ['no body and no type', () => fetch(`${server.url}/v1/accounts:request`, { method: 'POST', headers: { 'X-Actor': 'admin:a', ...key } }), 415, 'content-type'],
  ['an empty body', () => server.post('/v1/accounts:request', '', key), 400, 'body-syntax'],
  ['half a body', () => server.post('/v1/accounts:request', '{"accountId": "TTHC:an"', key), 400, 'body-syntax'],
  ['a body that is a list', () => server.post('/v1/accounts:request', [], key), 400, 'body-invalid'],
  ['a body that is null', () => server.post('/v1/accounts:request', 'null', key), 400, 'body-invalid'],
  ['20 kB nested 10,000 deep', () => server.post('/v1/accounts:request', deep(10_000), key), 400, 'body-deep'],
  ['33 levels', () => server.post('/v1/events', deep(33), batch), 400, 'body-deep'],
  ['a repeated key', () => server.post('/v1/accounts:request', '{"accountId":"TTHC:an","accountId":"TTHC:binh"}', key), 400, 'body-repeated-key'],
  ['a lone surrogate', () => server.post('/v1/accounts:request', '{"accountId":"TTHC:\\ud800"}', key), 400, 'body-text'],
  ['bytes that are not UTF-8', () => server.post('/v1/accounts:request', Buffer.from([0x22, 0xc3, 0x28, 0x22]), key), 400, 'body-text'],
  ['a byte order mark', () => server.post('/v1/accounts:request', Buffer.from('\ufeff{}'), key), 400, 'body-syntax'],
  ['a number past 2^53', () => server.post('/v1/accounts:request', '{"n":9007199254740993}', key), 400, 'body-number'],
  ['a number past all', () => server.post('/v1/accounts:request', '{"n":1e999}', key), 400, 'body-number'],
  ['more than 1 MiB', () => server.post('/v1/accounts:request', ' '.repeat(1024 * 1024 + 1), key), 413, 'body-large'],
  ['more than 8 MiB', () => server.post('/v1/events', ' '.repeat(8 * 1024 * 1024 + 1), batch), 413, 'body-large'],
  ['more than 1 MiB that does not say so', () => server.post('/v1/events', chunked(1024 * 1024 + 1), event), 413, 'body-large'],
  ['a batch of 5,001', () => server.post('/v1/events', Array<number>(5001).fill(0), batch), 400, 'body-invalid'],
  ['a batch that is an object', () => server.post('/v1/events', {}, batch), 400, 'body-invalid'],
  ['an unknown field', () => server.post('/v1/accounts:request', { ...request, more: 1 }, key), 400, 'body-invalid'],
  ['a field of a wrong type', () => server.post('/v1/accounts:request', { ...request, unitId: 7 }, key), 400, 'body-invalid'],
  ['a missing field', () => server.post('/v1/accounts:request', { accountId: 'TTHC:an' }, key), 400, 'body-invalid'],
  ['an impossible date', () => server.post('/v1/accounts:request', { ...request, occurredAt: '2025-02-30T00:00:00Z' }, key), 400, 'body-invalid'],
  ['a command from tomorrow', () => server.post('/v1/accounts:request', { ...request, occurredAt: tomorrow() }, key), 400, 'body-invalid'],
  ['a prototype as a field', () => server.post('/v1/accounts:request', '{"__proto__":{"a":1}}', key), 400, 'body-invalid'],
  ['a command without a key', () => server.post('/v1/accounts:request', request), 400, 'idempotency-key-required'],
  ['a key with blanks', () => server.post('/v1/accounts:request', request, { 'Idempotency-Key': 'a b' }), 400, 'idempotency-key-required'],
  ['a key of 201 letters', () => server.post('/v1/accounts:request', request, { 'Idempotency-Key': 'a'.repeat(201) }), 400, 'idempotency-key-required'],
  ['a key that is a citizen number', () => server.post('/v1/accounts:request', request, { 'Idempotency-Key': '001099123456' }), 400, 'idempotency-key-required'],
  ['a change without If-Match', () => server.post('/v1/accounts:revoke', revocation, key), 428, 'if-match-required'],
  ['If-Match that is no ETag', () => server.post('/v1/accounts:revoke', revocation, { ...key, 'If-Match': '*' }), 428, 'if-match-required'],
  ['If-Match of another account', () => server.post('/v1/accounts:revoke', revocation, { ...key, 'If-Match': '"account-x@0"' }), 412, 'if-match-failed'],
  ['If-Match of another version', () => server.post('/v1/accounts:revoke', revocation, { ...key, 'If-Match': '"account-TTHC%3Aan@7"' }), 412, 'if-match-failed'],
  ['what the rules refuse', () => server.post('/v1/accounts:revoke', revocation, { ...key, 'If-Match': '"account-TTHC%3Aan@0"' }), 409, 'not-granted'],
  ['asOf that is no instant', () => server.get('/v1/views?asOf=2025-02-30T00:00:00Z'), 400, 'query-invalid'],
  ['asOf given twice', () => server.get('/v1/views?asOf=2025-02-03T00:00:00Z&asOf=2025-02-03T00:00:00Z'), 400, 'query-invalid'],
  ['knownAt that is neither', () => server.get('/v1/views?knownAt=x'), 400, 'query-invalid'],
  ['knownAt beyond the log', () => server.get('/v1/views?knownAt=999999'), 400, 'query-invalid'],
  ['minPosition beyond the log', () => server.get('/v1/views?minPosition=999999'), 400, 'query-invalid'],
  ['a fact of an unknown type', () => server.fact(lookup('u', {}, { type: 'vn.accessledger.Nothing.v1' })), 400, 'type-unknown'],
  ['a fact of a type that only commands make', () => server.fact(lookup('d', {}, { type: 'vn.accessledger.AccountReserved.v1' })), 400, 'type-decided'],
  ['a fact from after tomorrow', () => server.fact(lookup('f', {}, { time: afterTomorrow() })), 400, 'time-ahead'],
  ['a fact from 2014', () => server.fact(lookup('o', {}, { time: '2014-12-31T23:59:59Z' })), 400, 'time-too-old'],
  ['a fact with an unknown field', () => server.fact(lookup('x', { name: 'Nguyễn Văn An' })), 400, 'data-invalid'],
  ['a fact of CloudEvents 0.3', () => server.fact(lookup('v', {}, { specversion: '0.3' })), 400, 'not-an-event'],
  ['a fact past 56 KiB', () => server.fact(lookup('l', { fieldsReturned: Array<string>(100).fill('ệ'.repeat(200)) })), 400, 'event-large'],
  ['a body that stops coming', () => rawStatus(`POST /v1/accounts:request HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`), 408, 'body-slow'],
  ['a stream that stops coming', () => rawStatus(`POST /v1/events HTTP/1.1\r\nHost: localhost\r\nX-Actor: system:a\r\nContent-Type: application/x-ndjson\r\nContent-Length: 9\r\n\r\n{`), 408, 'body-slow'],
  ['headers that stop coming', () => rawStatus('GET /health/live HTTP/1.1\r\nHost: loc'), 408, 'body-slow'],
  ['headers past 16 KiB', () => rawStatus(`GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`), 431, 'headers-large'],
  ['what is no HTTP', () => rawStatus('GIVE ME\r\n\r\n'), 400, 'request-invalid'],
]; // prettier-ignore

const revocation = { accountId: 'TTHC:an', cause: 'other', effectiveAt: '2025-01-01T00:00:00Z' };
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const afterTomorrow = () => new Date(Date.now() + 2 * 86_400_000).toISOString();

describe('every refusal is a problem with its status and code', () => {
  it.each(refusals)('%s', async (_, send, status, code) => {
    const response = await send();
    const body = await json(response);
    expect({ status: response.status, code: body.code }).toEqual({ status, code });
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ type: `urn:accessledger:problem:${code}`, status });
    expect(body.traceId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names the wrong places and never the values', async () => {
    const body = await json(server.post('/v1/accounts:request', { ...request, unitId: 7, secret: 'xyzzy' }, key));
    expect(body.errors).toEqual([
      { pointer: '/secret', code: 'unknown-field', message: 'this field is not known' },
      { pointer: '/unitId', code: 'invalid', message: 'unitId must be an id' },
    ]);
    expect(JSON.stringify(body)).not.toContain('xyzzy');
  });

  it('speaks Vietnamese unless English is liked better', async () => {
    const title = async (language: string) => (await json(server.get('/no', { 'Accept-Language': language }))).title;
    expect(await title('')).toBe('Không tìm thấy');
    expect(await title('fr, en;q=0.5, vi;q=0.9')).toBe('Không tìm thấy');
    expect(await title('en-GB, vi;q=0.5')).toBe('Not found');
  });

  it('says why the rules refuse in the language asked for', async () => {
    const none = { ...key, 'If-Match': '"account-TTHC%3Aan@0"' };
    const detail = async (language: object) =>
      (await json(server.post('/v1/accounts:revoke', revocation, { ...none, ...language }))).detail;
    expect(await detail({})).toBe(refusalsVi['not-granted']);
    expect(await detail({ 'Accept-Language': 'en' })).toBe('this account is not granted');
  });

  it('says which methods and types there are', async () => {
    expect((await server.get('/v1/events')).headers.get('Allow')).toBe('POST');
    expect((await server.post('/v1/accounts:request', '', { 'Content-Type': 'a/b' })).headers.get('Accept-Post')).toBe(
      'application/json',
    );
  });

  it('tells nothing of its make and traces every answer', async () => {
    const response = await server.get('/health/live');
    expect(response.headers.get('X-Powered-By')).toBeNull();
    expect(response.headers.get('Server')).toBeNull();
    expect(response.headers.get('ETag')).toBeNull();
    expect(response.headers.get('Trace-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has recorded nothing of all this', async () => {
    expect((await json(server.get('/v1/views'))).head).toBe('0');
  });
});

function chunked(bytes: number): Uint8Array {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes).fill(32));
      controller.close();
    },
  });
  return stream as unknown as Uint8Array;
}

/** Sends bytes as they stand and reads one answer. */
async function rawStatus(text: string): Promise<Response> {
  const { port } = new URL(server.url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
  const [head, body] = answer.split('\r\n\r\n');
  const [statusLine, ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => [line.split(': ')[0], line.split(': ').slice(1).join(': ')]);
  return new Response(body, { status: Number(statusLine.split(' ')[1]), headers });
}
