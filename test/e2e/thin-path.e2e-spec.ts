import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fromLogged } from '@app/ledger';
import { SqliteLog } from '@app/sqlite';
import { json, lookup, startServer, stop, stopAll } from './server.js';

afterEach(stopAll);

describe('the thin path', () => {
  it('records a look-up in events.sqlite and says where', async () => {
    const server = await startServer();
    const response = await server.fact(lookup('a-1'));
    expect(response.status).toBe(201);
    const answer = await json(response);
    expect(answer).toMatchObject({
      counts: { recorded: 1 },
      position: '1',
      items: [{ id: 'a-1', status: 'recorded' }],
    });
    expect(response.headers.get('Ledger-Position')).toBe('1');
    await stop(server);
    const log = SqliteLog.open(join(server.dataDir, 'events.sqlite'), { readOnly: true });
    const [logged] = await log.readAll(0, 10);
    expect(fromLogged(logged)).toMatchObject({
      type: 'LookupPerformed',
      stream: 'lookups-TTHC%3Aan.nv-202505',
      occurredAt: '2025-05-06T02:03:04.000Z',
      source: { system: 'TTHC', sourceEventId: 'a-1' },
      actor: { kind: 'admin', id: 'an' },
    });
    await log.close();
  });

  it('carries out a command and gives its events, version and ETag', async () => {
    const server = await startServer();
    const response = await server.post('/v1/accounts:request', request(), { 'Idempotency-Key': 'k-1' });
    expect(response.status).toBe(201);
    expect(response.headers.get('ETag')).toBe('"account-TTHC%3Aan.nv@1"');
    expect(response.headers.get('Ledger-Position')).toBe('1');
    expect(await json(response)).toMatchObject({
      stream: 'account-TTHC%3Aan.nv',
      version: 1,
      position: '1',
      replayed: false,
      events: [{ type: 'AccountRequested', data: { accountId: 'TTHC:an.nv' } }],
    });
  });

  it('says where it runs in server.json while it runs', async () => {
    const server = await startServer();
    const file = join(server.dataDir, 'server.json');
    expect(existsSync(file)).toBe(true);
    await stop(server);
    expect(existsSync(file)).toBe(false);
  });
});

const request = () => ({
  accountId: 'TTHC:AN.nv',
  officialId: 'cb-1',
  system: 'TTHC',
  unitId: 'ubnd-1',
  roleClass: 'RECEPTION',
  functions: ['KIEM_TRA_TTCD'],
  legalBasis: [],
});
