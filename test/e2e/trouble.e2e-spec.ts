import { join } from 'node:path';
import { LogUnavailable, MemoryLog, type EventLog } from '@app/ledger';
import { SqliteLog } from '@app/sqlite';
import { json, lookup, newFolder, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const batch = { 'Content-Type': 'application/cloudevents-batch+json' };
const codes = async (server: TestServer) => ((await json(server.get('/health/ready'))).errors as { code: string }[]).map(({ code }) => code); // prettier-ignore

describe('a log that cannot be written', () => {
  it('has facts and commands answered 503, acknowledges nothing, and is not ready', async () => {
    const log = new BrokenLog();
    const server = await startServer({ log });
    expect((await server.get('/health/ready')).status).toBe(200);
    await server.fact(lookup('a'));
    log.broken = true;
    const fact = await server.fact(lookup('b'));
    expect([fact.status, (await json(fact)).code]).toEqual([503, 'log-unavailable']);
    expect(fact.headers.get('Retry-After')).toBe('5');
    const both = await server.post('/v1/events', [lookup('a'), lookup('c')], batch);
    expect(both.status).toBe(503);
    const lines = await server.post('/v1/events', JSON.stringify(lookup('d')), {
      'Content-Type': 'application/x-ndjson',
    });
    expect(lines.status).toBe(503);
    const command = await server.post('/v1/accounts:request', request, { 'Idempotency-Key': 'k' });
    expect([command.status, (await json(command)).code]).toEqual([503, 'log-unavailable']);
    expect((await server.get('/health/ready')).status).toBe(503);
    expect(await codes(server)).toEqual(['log-unavailable']);
    expect((await server.get('/health/live')).status).toBe(200);
  });

  it('records a fact once when its sender tries again after the log is back', async () => {
    const log = new BrokenLog();
    const server = await startServer({ log });
    log.broken = true;
    expect((await server.fact(lookup('a'))).status).toBe(503);
    log.broken = false;
    expect((await server.fact(lookup('a'))).status).toBe(201);
    expect((await server.post('/v1/accounts:request', request, { 'Idempotency-Key': 'k' })).status).toBe(201);
    expect((await server.get('/health/ready')).status).toBe(200);
  });

  it('stays unready on a full disk, with every acknowledged fact kept', async () => {
    const dataDir = newFolder();
    const server = await startServer({
      dataDir,
      log: SqliteLog.open(join(dataDir, 'events.sqlite'), { maxPages: 40 }),
    });
    const acknowledged: object[] = [];
    for (let status = 200; status === 200;) {
      const from = acknowledged.length;
      const more = Array.from({ length: 50 }, (_, i) => lookup(`n-${from + i}`, { accountId: `TTHC:an${from + i}` }));
      ({ status } = await server.post('/v1/events', more, batch));
      if (status === 200) acknowledged.push(...more);
      else expect(status).toBe(503);
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(await codes(server)).toEqual(['log-unavailable']);
    await stop(server);
    const again = await startServer({ dataDir });
    const { counts } = await json(again.post('/v1/events', acknowledged, batch));
    expect(counts).toMatchObject({ recorded: 0, duplicate: acknowledged.length });
  });
});

describe('the views', () => {
  it('make a read wait until they have reached what was just written', async () => {
    const server = await startServer();
    const { position } = await json(server.fact(lookup('a')));
    const response = await server.get(`/v1/views?minPosition=${String(position)}`);
    expect(response.headers.get('Ledger-Position')).toBe(position);
    expect(await json(response)).toMatchObject({ knownAt: { position, at: expect.stringMatching(/Z$/) as string } });
  });

  it('answer as known at an instant or a position, resolved', async () => {
    let now = '2025-06-01T00:00:00.000Z';
    const server = await startServer({ now: () => now });
    await server.fact(lookup('a'));
    now = '2025-06-02T00:00:00.000Z';
    await server.fact(lookup('b'));
    await server.get('/v1/views?minPosition=2');
    const known = async (query: string) => (await json(server.get(`/v1/views?${query}`))).knownAt;
    const [first, second] = [
      { position: '1', at: '2025-06-01T00:00:00.000Z' },
      { position: '2', at: now },
    ];
    expect(await known('knownAt=2025-06-01T23:00:00Z')).toEqual(first);
    expect(await known('knownAt=1')).toEqual(first);
    expect(await known('')).toEqual(second);
    expect(await known('knownAt=2030-01-01T00:00:00Z')).toEqual(second);
    expect(await known('knownAt=2020-01-01T00:00:00Z')).toEqual({ position: '0', at: null });
    expect((await json(server.get('/v1/views?asOf=2025-06-01T07:00:00%2B07:00'))).asOf).toBe(
      '2025-06-01T00:00:00.000Z',
    );
  });

  it('are run anew from the log when their file is gone', async () => {
    const first = await startServer();
    await first.fact(lookup('a'));
    await stop(first);
    const second = await startServer({
      dataDir: newFolder(),
      log: SqliteLog.open(join(first.dataDir, 'events.sqlite')),
    });
    expect((await json(second.get('/v1/views'))).knownAt).toMatchObject({ position: '1' });
  });
});

const request = {
  accountId: 'TTHC:an', officialId: 'cb-1', system: 'TTHC', unitId: 'u', roleClass: 'RECEPTION', functions: ['F'], legalBasis: [],
}; // prettier-ignore

class BrokenLog extends MemoryLog implements EventLog {
  broken = false;

  override async append(...args: Parameters<MemoryLog['append']>) {
    if (this.broken) throw new LogUnavailable('the disk is gone');
    return super.append(...args);
  }
}
