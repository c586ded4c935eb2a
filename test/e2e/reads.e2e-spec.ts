import { citizen, json, lookup, startServer, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const account = 'TTHC:an.nv';
const path = `/v1/accounts/${encodeURIComponent(account)}`;
const fact = (id: string, type: string, time: string, data: object) => ({
  specversion: '1.0',
  id,
  source: 'TTHC',
  type: `vn.accessledger.${type}.v1`,
  time,
  data,
});
const granted = fact('g-1', 'AccountGranted', '2025-05-01T00:00:00Z', {
  accountId: account,
  grantId: 'g1',
  username: 'an.nv',
  officialId: 'cb-1',
  system: 'TTHC',
  unitId: 'p1',
  accountClass: 'ONE_STOP',
  roleClass: 'RECEPTION',
  holderType: 'CC',
  functions: ['KIEM_TRA_TTCD'],
  fields: ['fullName'],
  validFrom: '2025-05-01T00:00:00Z',
});
const revoked = fact('r-1', 'AccountRevoked', '2025-06-01T00:00:00Z', {
  accountId: account,
  grantId: 'g1',
  cause: 'dutyEnd',
  effectiveAt: '2025-05-05T00:00:00Z',
});
const registered = fact('o-1', 'OfficialRegistered', '2025-04-01T00:00:00Z', {
  officialId: 'cb-1',
  displayName: 'Nguyễn Văn Đức',
  holderType: 'CC',
  unitId: 'p1',
  duty: 'Tiếp nhận',
  citizenToken: '001099000777',
});
const unit = fact('u-1', 'UnitRegistered', '2025-01-01T00:00:00Z', {
  unitId: 'p1',
  name: 'Phường Hà Cầu',
  kind: 'commune',
  validFrom: '2025-01-01T00:00:00Z',
});

/** Sends events one after another and waits for the views with the answer's own position. */
async function tell(server: TestServer, ...events: object[]): Promise<string> {
  let position = '0';
  for (const event of events) position = String((await json(server.fact(event))).position);
  return position;
}
const items = async (response: Promise<Response>) => (await json(response)).items as Record<string, unknown>[];

describe('what the ledger says of people and accounts', () => {
  it('says what an account may do at a moment, as known at a position, and answers both resolved', async () => {
    const server = await startServer();
    const first = await tell(server, granted);
    const position = await tell(server, revoked);
    const query = `asOf=2025-05-06T00:00:00Z&minPosition=${position}`;
    const now = await server.get(`${path}?${query}`);
    expect(now.headers.get('Ledger-Position')).toBe(position);
    expect(now.headers.get('ETag')).toBe('"account-TTHC%3Aan.nv@2"');
    expect(await json(now)).toMatchObject({
      asOf: '2025-05-06T00:00:00.000Z',
      knownAt: { position },
      status: 'revoked',
      permission: { why: { granted: { position: first }, status: { position } } },
      timeline: [{ status: 'active', validTo: '2025-05-05T00:00:00.000Z' }, { status: 'revoked' }],
    });
    const before = await server.get(`${path}?${query}&knownAt=${first}`);
    expect(before.headers.get('ETag')).toBe('"account-TTHC%3Aan.nv@1"');
    expect(await json(before)).toMatchObject({ status: 'active', knownAt: { position: first } });
    expect(await items(server.get(`/v1/accounts?unitId=p1&status=revoked&${query}`))).toHaveLength(1);
    expect(await items(server.get(`/v1/accounts?unitId=p1&status=active&${query}`))).toEqual([]);
  });

  it("replays an official's history in pages of one snapshot, though more comes in between", async () => {
    const server = await startServer();
    const position = await tell(server, registered, granted, lookup('l-1'), revoked);
    const first = await server.get(`/v1/officials/cb-1/history?limit=3&minPosition=${position}`);
    const page = await json(first);
    const told = page.items as Record<string, { eventId: string; type: string; data: object }>[];
    expect(told.map(({ event }) => event.type)).toEqual(['OfficialRegistered', 'AccountGranted', 'LookupPerformed']);
    expect(told[2]).toMatchObject({ rights: [{ grantId: 'g1', status: 'revoked' }], recordedLate: true });
    expect(JSON.stringify(page)).not.toContain(citizen);
    const more = await tell(server, lookup('l-2'));
    const link = /<([^>]+)>; rel="next"/.exec(first.headers.get('Link') ?? '')?.[1];
    await server.get(`/v1/views?minPosition=${more}`);
    const rest = await json(server.get(link ?? ''));
    expect((rest.items as typeof told).map(({ event }) => event.type)).toEqual(['AccountRevoked']);
    expect([rest.knownAt, rest.next]).toEqual([page.knownAt, undefined]);
  });

  it('finds look-ups by a citizen number that comes in the body, and keeps the number nowhere', async () => {
    const server = await startServer();
    const position = await tell(server, lookup('l-1'), lookup('l-2', { subjects: ['001099123457'] }));
    const found = await server.post(`/v1/lookups:search?minPosition=${position}`, { citizen });
    expect(found.status).toBe(200);
    const answer = await json(found);
    expect(answer.items).toMatchObject([{ event: { data: { lookupId: 'l-1' } } }]);
    expect(JSON.stringify(answer)).not.toContain(citizen);
    const [{ event }] = answer.items as { event: { data: object } }[];
    expect(event.data).toMatchObject({ subjects: [expect.stringMatching(/^k1\.[\w-]{43}$/)] });
  });

  it('pages a search, and refuses its cursor for another search', async () => {
    const server = await startServer();
    await tell(server, lookup('l-1'), lookup('l-2'));
    const position = await tell(server, lookup('l-3'));
    const search = async (body: object) => server.post(`/v1/lookups:search?minPosition=${position}`, body);
    const page = await json(search({ accountId: account, limit: 2 }));
    expect(page.items).toHaveLength(2);
    expect((await json(search({ accountId: account, cursor: page.next }))).items).toHaveLength(1);
    const other = await search({ accountId: 'TTHC:binh', cursor: page.next });
    expect([other.status, (await json(other)).code]).toEqual([400, 'cursor-invalid']);
  });

  it('finds units and officials by name without marks', async () => {
    const server = await startServer();
    const position = await tell(server, registered, unit);
    const units = await items(server.get(`/v1/units?name=ha%20cau&minPosition=${position}`));
    expect(units).toMatchObject([{ unitId: 'p1', name: 'Phường Hà Cầu', status: 'open' }]);
    expect(await items(server.get('/v1/officials?name=duc'))).toMatchObject([{ displayName: 'Nguyễn Văn Đức' }]);
    expect(await json(server.get('/v1/officials/cb-1'))).toMatchObject({ status: 'active', service: { unitId: 'p1' } });
    expect(await json(server.get('/v1/officials/cb-1?asOf=2025-03-01T00:00:00Z'))).toMatchObject({ status: 'none' });
  });

  it('tells an incident by its events', async () => {
    const server = await startServer();
    const position = await tell(
      server,
      fact('i-1', 'IncidentReported', '2025-05-01T00:00:00Z', {
        incidentId: 'SC-01',
        kind: 'misuse',
        detectedAt: '2025-05-01T00:00:00Z',
        detectedBy: 'cb-2',
        severity: 'high',
        dataTypes: [],
        personalDataBreach: true,
      }),
    );
    expect(await json(server.get(`/v1/incidents/SC-01?minPosition=${position}`))).toMatchObject({
      status: 'open',
      report: { kind: 'misuse' },
      events: [{ position, event: { type: 'IncidentReported' } }],
    });
  });

  it('knows nobody who was never told of: 404, and an empty history', async () => {
    const server = await startServer();
    for (const unknown of ['/v1/accounts/TTHC:nobody', '/v1/officials/nobody', '/v1/incidents/none']) {
      const response = await server.get(unknown);
      expect([unknown, response.status, (await json(response)).code]).toEqual([unknown, 404, 'not-found']);
    }
    expect(await items(server.get('/v1/accounts/TTHC:nobody/history'))).toEqual([]);
    expect(await items(server.get('/v1/officials/nobody/history'))).toEqual([]);
  });

  it('refuses what it does not understand with 400, and who does not say who they are with 401', async () => {
    const server = await startServer();
    const bad = [
      '/v1/accounts?status=dead',
      '/v1/accounts?colour=red',
      '/v1/accounts?unitId=a&unitId=b',
      '/v1/accounts?limit=0',
      '/v1/accounts/nobody',
      '/v1/officials/cb-1/history?by=chance',
      '/v1/officials/cb-1/history?from=yesterday',
      '/v1/units?kind=planet',
    ];
    for (const url of bad) {
      const response = await server.get(url);
      expect([url, response.status, (await json(response)).code]).toEqual([url, 400, 'query-invalid']);
    }
    for (const body of [{}, { from: '2025-01-01T00:00:00Z' }, { citizen: '12' }, { accountId: 7 }, { shoe: 41 }]) {
      const response = await server.post('/v1/lookups:search', body);
      expect([body, response.status, (await json(response)).code]).toEqual([body, 400, 'body-invalid']);
    }
    const nobody = await fetch(new URL('/v1/accounts', server.url));
    expect([nobody.status, (await json(nobody)).code]).toEqual([401, 'actor-required']);
  });
});
