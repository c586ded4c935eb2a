import { startServer, stopAll } from './server.js';

afterEach(stopAll);

interface Ready {
  items: { profileId: string; title: string; clauses: string[]; params: Record<string, object> }[];
  clauses: Record<string, { clause: string; phrase: string }>;
}

it('a ready profile is set for a unit as it was read, and findings there cite its clauses', async () => {
  const server = await startServer();
  const { items, clauses } = (await (await server.get('/v1/policies/ready')).json()) as Ready;
  expect(items.map(({ profileId }) => profileId)).toEqual(['hai-phong', 'sa-dec', 'lao-cai', 'ha-dong']);
  const laoCai = items[2];
  expect(laoCai.params.passwordDays).toEqual({ value: 90, clause: 'R75' });
  expect(clauses.R75.phrase).toContain('90 ngày');

  const set = await server.post('/v1/policies:set', { ...laoCai, unitScope: ['PH-01'] }, { 'Idempotency-Key': 'set' });
  expect(set.status).toBe(201);
  const seen = await server.fact({
    specversion: '1.0',
    id: 'L-1',
    source: 'TTHC',
    type: 'vn.accessledger.LookupPerformed.v1',
    time: '2026-03-04T09:00:00+07:00',
    data: {
      lookupId: 'L-1',
      accountId: 'TTHC:an',
      unitId: 'PH-01',
      system: 'TTHC',
      function: 'KIEM_TRA_TTCD',
      subjects: ['001099000001'],
      fieldsReturned: ['hoTen'],
      result: 'found',
      resultCount: 1,
    },
  });
  const { position } = (await seen.json()) as { position: string };
  const found = (await (await server.get(`/v1/findings?minPosition=${position}`)).json()) as {
    items: { code: string; clauses: string[]; profileId: string }[];
  };
  const two = found.items.filter(({ code }) => ['V-01', 'V-08'].includes(code));
  expect(two.map(({ code, clauses: cited, profileId }) => [code, cited, profileId])).toEqual([
    ['V-08', ['R63', 'R48'], 'lao-cai'],
    ['V-01', ['R60', 'R59'], 'lao-cai'],
  ]);
});
