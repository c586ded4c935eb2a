import { MemoryLog, type EventLog } from '@app/ledger';
import { json, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const request = (accountId = 'TTHC:an') => ({
  accountId, officialId: 'cb-1', system: 'TTHC', unitId: 'u-1', roleClass: 'RECEPTION', functions: ['F'], legalBasis: [],
}); // prettier-ignore
const ask = (server: TestServer, body: object, key: string, headers = {}) =>
  server.post('/v1/accounts:request', body, { 'Idempotency-Key': key, ...headers });

describe('a command under its Idempotency-Key', () => {
  it('is answered again with what was stored, and stored once', async () => {
    const server = await startServer();
    const first = await ask(server, request(), 'k');
    const second = await ask(server, request(), 'k');
    expect([first.status, second.status]).toEqual([201, 200]);
    const [stored, again] = [await json(first), await json(second)];
    expect(again).toEqual({ ...stored, replayed: true });
    expect(second.headers.get('ETag')).toBe(first.headers.get('ETag'));
    expect((await json(server.get('/v1/views'))).head).toBe('1');
  });

  it('is the same command in another spelling', async () => {
    const server = await startServer();
    await ask(server, { ...request(), occurredAt: '2025-01-01T07:00:00+07:00' }, 'k');
    const again = await ask(server, { ...request('TTHC:AN'), occurredAt: '2025-01-01T00:00:00Z' }, 'k');
    expect((await json(again)).replayed).toBe(true);
  });

  it.each([
    ['with another body in the same stream', '/v1/accounts:request', { ...request(), unitId: 'u-2' }],
    ['with another body in another stream', '/v1/accounts:request', request('TTHC:binh')],
  ])('is refused %s', async (_, path, body) => {
    const server = await startServer();
    await ask(server, request(), 'k');
    const response = await server.post(path, body, { 'Idempotency-Key': 'k' });
    expect(response.status).toBe(422);
    expect((await json(response)).code).toBe('idempotency-key-reused');
    expect((await json(server.get('/v1/views'))).head).toBe('1');
  });

  it('is remembered after a restart, also across streams', async () => {
    const first = await startServer();
    await ask(first, request(), 'k');
    await stop(first);
    const second = await startServer({ dataDir: first.dataDir });
    expect((await json(ask(second, request(), 'k'))).replayed).toBe(true);
    expect((await ask(second, request('TTHC:binh'), 'k')).status).toBe(422);
  });

  it('is another command for another actor', async () => {
    const server = await startServer();
    await ask(server, request(), 'k');
    expect((await ask(server, request('TTHC:binh'), 'k', { 'X-Actor': 'admin:binh' })).status).toBe(201);
  });

  it('is refused while the first request with the key runs', async () => {
    const log = new HeldLog();
    const server = await startServer({ log });
    const first = ask(server, request(), 'k');
    await log.reached;
    const second = await ask(server, request(), 'k');
    expect(second.status).toBe(409);
    expect((await json(second)).code).toBe('idempotency-key-running');
    log.release();
    expect((await first).status).toBe(201);
  });

  it('may be used again after a refusal', async () => {
    const server = await startServer();
    await ask(server, request(), 'a');
    expect((await json(ask(server, request(), 'b'))).code).toBe('already-requested');
    expect((await ask(server, { ...request(), officialId: 'cb-2' }, 'b')).status).toBe(201);
  });
});

describe('a change of an account', () => {
  it('needs the version that its caller saw, and moves it on', async () => {
    const server = await startServer();
    const change = (verb: string, body: object, key: string, ifMatch?: string) =>
      server.post(`/v1/accounts:${verb}`, body, {
        'Idempotency-Key': key,
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
      });
    const registered = await server.post('/v1/officials:register', official, { 'Idempotency-Key': 'o' });
    expect(registered.status).toBe(201);
    const granted = await change('grant', grant, 'g');
    expect(granted.status).toBe(201);
    const seen = granted.headers.get('ETag') ?? '';
    const suspension = { accountId: 'TTHC:an', cause: 'absence', effectiveAt: '2025-02-01T00:00:00Z', by: 'cb-9' };
    const suspended = await change('suspend', suspension, 's', seen);
    expect(suspended.status).toBe(201);
    const end = { accountId: 'TTHC:an', cause: 'other', effectiveAt: '2025-03-01T00:00:00Z' };
    expect((await change('revoke', end, 'r', seen)).status).toBe(412);
    expect((await change('suspend', suspension, 's', seen)).status).toBe(200);
    expect((await change('revoke', end, 'r', suspended.headers.get('ETag') ?? '')).status).toBe(201);
  });
});

const official = {
  officialId: 'cb-1', displayName: 'An', holderType: 'CC', unitId: 'u-1', duty: 'một cửa', citizenToken: '001099000777',
}; // prettier-ignore
const grant = {
  accountId: 'TTHC:an', grantId: 'g-1', username: 'an', officialId: 'cb-1', system: 'TTHC', unitId: 'u-1', accountClass: 'ONE_STOP',
  roleClass: 'RECEPTION', holderType: 'CC', functions: ['F'], fields: [], approvedBy: 'cb-9', validFrom: '2025-01-01T00:00:00Z',
}; // prettier-ignore

/** A log whose first append waits until it is released. */
class HeldLog extends MemoryLog implements EventLog {
  release: () => void = () => undefined;
  private arrived: () => void = () => undefined;
  readonly reached = new Promise<void>((resolve) => (this.arrived = resolve));
  private readonly released = new Promise<void>((resolve) => (this.release = resolve));

  override async append(...args: Parameters<MemoryLog['append']>) {
    this.arrived();
    await this.released;
    return super.append(...args);
  }
}
