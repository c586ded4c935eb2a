import { fromLogged, LogUnavailable, MemoryLog, type Write } from '@app/ledger';
import { SqliteLog } from '@app/sqlite';
import { join } from 'node:path';
import { citizen, json, lookup, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

interface Read {
  position: string;
  at: string;
  reader: object;
  query: string;
  about: Record<string, string>;
  findingId?: string;
  inspectionId?: string;
  rows: number;
}
const inspector = { 'X-Actor': 'inspector:tt-1' };
const account = 'TTHC:an.nv';
const findingId = 'd07ab0f6-80c5-561b-b005-b88117eed5e3';

async function withLookups(...ids: string[]): Promise<{ server: TestServer; position: string }> {
  const server = await startServer({ now: () => '2026-03-02T02:00:00.000Z' });
  let position = '0';
  for (const id of ids) position = String((await json(server.fact(lookup(id)))).position);
  return { server, position };
}
/** What the ledger says was read, once its views have it. */
async function reads(server: TestServer, query = ''): Promise<Read[]> {
  const { head } = await json(server.get('/v1/views'));
  return (await json(server.get(`/v1/reads?minPosition=${String(head)}${query}`))).items as Read[];
}

describe('a read of what the ledger holds of a person', () => {
  it('is recorded with who, what, about whom, what for and how much was answered', async () => {
    const { server, position } = await withLookups('l-1', 'l-2');
    const purpose = `case=${findingId.toUpperCase()}&inspection=KT-7`;
    const answer = await server.get(`/v1/accounts/TTHC:AN.nv/history?minPosition=${position}&${purpose}`, inspector);
    expect([answer.status, ((await json(answer)).items as object[]).length]).toEqual([200, 2]);
    const [read, ...more] = await reads(server);
    expect(more).toEqual([]);
    expect(read).toEqual({
      position: String(Number(position) + 1),
      at: expect.any(String) as string,
      reader: { kind: 'inspector', id: 'tt-1' },
      query: 'GET /v1/accounts/{accountId}/history',
      about: { accountId: account },
      findingId,
      inspectionId: 'KT-7',
      rows: 2,
    });
  });

  it('is each page of a list, each search and each list of explanations of an account', async () => {
    const { server, position } = await withLookups('l-1', 'l-2', 'l-3');
    const first = await server.get(`/v1/accounts/${account}/history?limit=2&minPosition=${position}&inspection=KT-7`);
    const link = /<([^>]+)>; rel="next"/.exec(first.headers.get('Link') ?? '')?.[1];
    expect((await server.get(link ?? '')).status).toBe(200);
    await server.get('/v1/officials/cb-1/history');
    await server.post('/v1/lookups:search?inspection=KT-7', {
      citizen,
      deviceId: 'may-1',
      from: '2025-01-01T00:00:00Z',
    });
    await server.get(`/v1/explanations?accountId=${account}`);
    const told = (await reads(server)).map(({ query, about, rows, inspectionId }) => [
      query,
      about,
      rows,
      inspectionId,
    ]);
    expect(told).toEqual([
      ['GET /v1/accounts/{accountId}/history', { accountId: account }, 2, 'KT-7'],
      ['GET /v1/accounts/{accountId}/history', { accountId: account }, 1, 'KT-7'],
      ['GET /v1/officials/{officialId}/history', { officialId: 'cb-1' }, 0, undefined],
      [
        'POST /v1/lookups:search',
        { deviceId: 'may-1', subjectToken: expect.stringMatching(/^k1\.[\w-]{43}$/) as string },
        0,
        'KT-7',
      ],
      ['GET /v1/explanations', { accountId: account }, 1, undefined],
    ]);
  });

  it('is asked for by reader, by person and by what it was for', async () => {
    const { server } = await withLookups('l-1');
    await server.get(`/v1/accounts/${account}/history?case=${findingId}`, inspector);
    await server.get('/v1/officials/cb-1/history?inspection=KT-7');
    await server.post('/v1/lookups:search', { citizen });
    const queries = async (filter: string) => (await reads(server, `&${filter}`)).map(({ rows: _, query }) => query);
    const [history, replay, search] = [
      'GET /v1/accounts/{accountId}/history',
      'GET /v1/officials/{officialId}/history',
      'POST /v1/lookups:search',
    ];
    expect(await queries('reader=inspector:tt-1')).toEqual([history]);
    expect(await queries('reader=admin:an')).toEqual([replay, search]);
    expect(await queries(`accountId=${account}`)).toEqual([history]);
    expect(await queries('officialId=cb-1')).toEqual([replay]);
    expect(await queries(`findingId=${findingId}`)).toEqual([history]);
    expect(await queries('inspectionId=KT-7')).toEqual([replay]);
    const [{ about }] = (await reads(server)).slice(-1);
    expect(await queries(`subjectToken=${about.subjectToken}`)).toEqual([search]);
    expect((await server.get('/v1/reads?citizen=1')).status).toBe(400);
    expect(await queries('asOf=2026-01-01T00:00:00Z')).toEqual([]);
    const [{ position }] = await reads(server);
    expect(await queries(`knownAt=${position}`)).toEqual([history]);
    const page = await json(server.get('/v1/reads?limit=2'));
    const rest = await json(server.get(`/v1/reads?limit=2&cursor=${String(page.next)}`));
    expect([page.items, rest.items].map((items) => (items as Read[]).map(({ query }) => query))).toEqual([
      [history, replay],
      [search],
    ]);
  });

  it('is nothing where no person is named, and nothing where nothing is answered', async () => {
    const { server } = await withLookups('l-1');
    for (const path of ['explanations', 'units/p1/history', 'findings', `accounts/${account}`, 'officials/cb-1']) {
      await server.get(`/v1/${path}`);
    }
    const refused = [
      await server.get('/v1/officials/cb-1/history?by=chance'),
      await server.get('/v1/officials/cb-1/history?case=x'),
      await server.get(`/v1/officials/cb-1/history?case=${findingId}&case=${findingId}`),
      await server.get('/v1/officials/cb-1/history?inspection='),
      await server.get(`/v1/officials/cb-1/history?inspection=${'x'.repeat(201)}`),
      await server.get('/v1/officials/cb-1/history?findingId=x'),
      await server.get(`/v1/findings?case=${findingId}`),
      await server.get('/v1/units/p1/history?inspection=KT-7'),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400));
    expect(await json(refused[1])).toMatchObject({ code: 'query-invalid', errors: [{ pointer: '/case' }] });
    const nobody = await fetch(new URL('/v1/officials/cb-1/history', server.url));
    expect(nobody.status).toBe(401);
    expect(await reads(server)).toEqual([]);
  });

  it('names no citizen by number, wherever one stands in the question', async () => {
    const { server } = await withLookups();
    await server.get(`/v1/officials/${citizen}/history?inspection=${citizen}`);
    await server.post('/v1/lookups:search', { citizen, dossierId: `HS ${citizen}` });
    const [replay, search] = await reads(server);
    const { subjectToken } = search.about;
    expect(replay).toMatchObject({ about: { officialId: subjectToken }, inspectionId: subjectToken });
    expect(search.about.dossierId).toBe(`HS ${subjectToken}`);
    const file = join(server.dataDir, 'events.sqlite');
    await stop(server);
    const log = SqliteLog.open(file, { readOnly: true });
    const all = (await log.readAll(0, 100)).map(({ body }) => new TextDecoder().decode(body)).join();
    await log.close();
    expect(all).toContain('LedgerRead');
    expect(all).not.toContain(citizen);
  });

  it('is durable before it is answered, and is not answered where the log cannot be written', async () => {
    const log = new BrokenLog();
    const server = await startServer({ log });
    const position = String((await json(server.fact(lookup('l-1')))).position);
    const path = `/v1/accounts/${account}/history?minPosition=${position}`;
    expect((await server.get(path)).status).toBe(200);
    const [, read] = (await log.readAll(0, 10)).map(fromLogged);
    expect(read).toMatchObject({ type: 'LedgerRead', actor: { kind: 'admin', id: 'an' }, data: { rows: 1 } });
    log.isBroken = true;
    const unseen = await server.get(path);
    expect([unseen.status, (await json(unseen)).code]).toEqual([503, 'log-unavailable']);
    expect((await server.get(`/v1/accounts/${account}`)).status).not.toBe(503);
    log.isBroken = false;
    expect((await server.get(path)).status).toBe(200);
  });

  it('for no open case and no inspection of its day is a finding about its reader (V-40)', async () => {
    const { server, position } = await withLookups('l-1');
    const found = async (query: string) => {
      const { head } = await json(server.get('/v1/views'));
      return (await json(server.get(`/v1/findings?${query}&minPosition=${String(head)}`))).items as object[];
    };
    const [case1] = (await json(server.get(`/v1/findings?accountId=${account}&minPosition=${position}`))).items as [
      { findingId: string },
    ];
    const read = (purpose: string, id: string) =>
      server.get(`/v1/accounts/${account}/history?${purpose}`, { 'X-Actor': `inspector:${id}` });
    await read(`case=${case1.findingId}`, 'som');
    const triage = { findingId: case1.findingId, assignee: 'tt-1', reason: 'không có hồ sơ' };
    expect((await server.post('/v1/cases:triage', triage, { 'Idempotency-Key': 'k-1' })).status).toBe(201);
    await read(`case=${case1.findingId}`, 'dung-luc');
    const plan = {
      inspectionId: 'KT-7',
      kind: 'surprise',
      unitId: 'p1',
      planned: { from: '2026-03-02', to: '2026-03-02' },
    };
    expect((await server.post('/v1/inspections:plan', plan, { 'Idempotency-Key': 'k-2' })).status).toBe(201);
    await read('inspection=KT-7', 'doan');
    await read('inspection=KT-8', 'la');
    await read('', 'vo-co');
    const subjects = (await found('rule=V-40')).map((finding) => (finding as { subject: string }).subject);
    expect(subjects.sort()).toEqual(['reader:inspector:la', 'reader:inspector:vo-co']);
    expect(await found('subject=reader:inspector:la')).toMatchObject([{ code: 'V-40', severity: 'critical' }]);
  });

  it('cannot be sent by a source', async () => {
    const { server } = await withLookups();
    const type = 'vn.accessledger.LedgerRead.v1';
    const answer = await server.fact({ ...lookup('r-1'), type });
    expect([answer.status, (await json(answer)).code]).toEqual([400, 'type-decided']);
  });
});

/** A log that can be made to take nothing. */
class BrokenLog extends MemoryLog {
  isBroken = false;

  override append(writes: readonly Write[]) {
    return this.isBroken ? Promise.reject(new LogUnavailable('the disk is gone')) : super.append(writes);
  }
}
