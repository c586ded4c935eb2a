import { json, startServer, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

interface Found {
  items: { findingId: string; code: string; state: string }[];
}
interface One {
  finding: { risk: number };
  states: { fromPosition: string; toPosition: string | null; finding: { state: string } }[];
}

const granted = {
  accountId: 'TTHC:an', grantId: 'G-1', username: 'an', officialId: 'CB-1', system: 'TTHC', unitId: 'PH-01', accountClass: 'ONE_STOP',
  roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: ['hoTen'], validFrom: '2026-01-05T00:00:00Z',
}; // prettier-ignore
const lookup = {
  lookupId: 'L-1', accountId: 'TTHC:an', system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: ['001099000001'], fieldsReturned: ['hoTen'],
  result: 'found', resultCount: 1,
}; // prettier-ignore

async function withLookup(): Promise<TestServer> {
  const server = await startServer();
  const fact = (id: string, type: string, time: string, data: object) =>
    server.fact({ specversion: '1.0', id, source: 'TTHC', type: `vn.accessledger.${type}.v1`, time, data });
  await fact('g', 'AccountGranted', '2026-01-05T08:00:00+07:00', granted);
  await fact('l', 'LookupPerformed', '2026-03-04T09:00:00+07:00', lookup);
  return server;
}
const justify = (server: TestServer, more: object, key: string) =>
  server.post(
    '/v1/lookups:justify',
    { lookupId: 'L-1', accountId: 'TTHC:an', by: 'CB-1', role: 'official', text: 'nộp trực tiếp', ...more },
    { 'Idempotency-Key': key },
  );

it('a look-up is explained without a date of its own, by its official alone, and the finding is remedied', async () => {
  const server = await withLookup();
  const stranger = await justify(server, { by: 'CB-2' }, 'a');
  expect([stranger.status, (await json(stranger)).code]).toEqual([409, 'not-the-holder']);
  const told = await justify(server, {}, 'b');
  expect(told.status).toBe(201);
  expect((await justify(server, {}, 'b')).status).toBe(200);
  const { position } = await json(told);
  const found = await server.get(`/v1/findings?rule=V-01&state=remedied&minPosition=${String(position)}`);
  expect(((await found.json()) as Found).items).toHaveLength(1);
});

it('a finding tells the states that were known at a position, and no later ones', async () => {
  const server = await withLookup();
  const { position } = await json(await justify(server, {}, 'a'));
  const list = await server.get(`/v1/findings?rule=V-01&state=remedied&minPosition=${String(position)}`);
  const [{ findingId }] = ((await list.json()) as Found).items;
  const now = (await (await server.get(`/v1/findings/${findingId}`)).json()) as One;
  const before = (await (await server.get(`/v1/findings/${findingId}?knownAt=2`)).json()) as One;
  expect(now.states.map(({ fromPosition, toPosition }) => [fromPosition, toPosition])).toEqual([
    ['2', '3'],
    ['3', null],
  ]);
  expect(before.states.map(({ fromPosition, toPosition }) => [fromPosition, toPosition])).toEqual([['2', null]]);
  expect(before.finding.risk).toBe(73);
});

it('findings are asked for by what was judged and by their age in days as of a moment', async () => {
  const server = await withLookup();
  const codes = async (query: string) =>
    ((await json(server.get(`/v1/findings?rule=V-01&minPosition=2&${query}`))).items as { code: string }[]).length;
  expect(await codes('subject=account:TTHC:an')).toBe(1);
  expect(await codes('subject=account:TTHC:binh')).toBe(0);
  // It stands from the end of the next working day, 2026-03-05 24:00 local time.
  expect(await codes('asOf=2026-03-15T17:00:00Z&minAgeDays=10')).toBe(1);
  expect(await codes('asOf=2026-03-15T16:59:59Z&minAgeDays=10')).toBe(0);
  expect((await server.get('/v1/findings?minAgeDays=-1')).status).toBe(400);
});

it('a misspelt parameter of findings is refused, and not answered with everything', async () => {
  const server = await withLookup();
  const answer = await server.get('/v1/findings?unit=PH-01');
  expect([answer.status, (await json(answer)).code]).toEqual([400, 'query-invalid']);
});

it('a citizen number of the wrong form is named by its place', async () => {
  const server = await withLookup();
  const answer = await server.post('/v1/lookups:search', { citizen: '123' });
  const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
  expect([answer.status, errors[0].pointer]).toEqual([400, '/citizen']);
});

it('the findings of a unit go on to the unit that it became', async () => {
  const server = await withLookup();
  const command = (path: string, body: object, key: string) => server.post(path, body, { 'Idempotency-Key': key });
  const unit = { name: 'Phường', kind: 'commune', validFrom: '2025-01-01T00:00:00Z' };
  await command('/v1/units:register', { ...unit, unitId: 'PH-01' }, 'u1');
  await command('/v1/units:register', { ...unit, unitId: 'PH-MOI' }, 'u2');
  const become = {
    reorganisationId: 'R-1',
    from: ['PH-01'],
    to: ['PH-MOI'],
    effectiveAt: '2026-04-01T00:00:00Z',
    decisionNo: '7',
  };
  const { position } = await json(await command('/v1/units:reorganise', become, 'r'));
  const of = async (query: string) =>
    ((await (await server.get(`/v1/findings?${query}&minPosition=${String(position)}`)).json()) as Found).items.length;
  expect(await of('unitId=PH-MOI')).toBe(await of('unitId=PH-01'));
  expect(await of('unitId=PH-MOI')).toBeGreaterThan(0);
  expect(await of('unitId=PH-MOI&asOf=2026-03-20T00:00:00Z')).toBe(0);
});
