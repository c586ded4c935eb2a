import { citizen, json, startServer, stopAll, type TestServer } from './server.js';

const granted = {
  accountId: 'TTHC:an', grantId: 'G-1', username: 'an', officialId: 'CB-1', system: 'TTHC', unitId: 'PH-01', accountClass: 'ONE_STOP',
  roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: ['hoTen'], validFrom: '2026-01-05T00:00:00Z',
}; // prettier-ignore
const dossier = {
  system: 'TTHC', dossierId: 'D-1', procedureCode: '1.001', parties: [citizen], handlingUnits: ['PH-01'], assignees: [],
  receivedAt: '2026-03-04T08:00:00+07:00',
}; // prettier-ignore
const lookup = (id: string, more: object = {}) => ({
  lookupId: id, accountId: 'TTHC:an', system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: [citizen], fieldsReturned: ['hoTen'],
  result: 'found', resultCount: 1, dossierId: 'D-1', ...more,
}); // prettier-ignore

let server: TestServer;
const fact = (id: string, type: string, time: string, data: object) =>
  server.fact({ specversion: '1.0', id, source: 'TTHC', type: `vn.accessledger.${type}.v1`, time, data });
const ask = (path: string) => json(server.get(`/v1/${path}`));
let keys = 0;
const give = (route: string, body: object) =>
  json(server.post(`/v1/${route}`, body, { 'Idempotency-Key': `k-${keys++}` }));

// Ten look-ups on 4 March for the dossier, one for none.
beforeAll(async () => {
  server = await startServer();
  await fact('g', 'AccountGranted', '2026-01-05T08:00:00+07:00', granted);
  await fact('d', 'DossierObserved', '2026-03-04T08:00:00+07:00', dossier);
  for (let i = 0; i < 10; i++) await fact(`l${i}`, 'LookupPerformed', `2026-03-04T09:0${i}:00+07:00`, lookup(`l${i}`));
  await fact('bare', 'LookupPerformed', '2026-03-04T10:00:00+07:00', lookup('bare', { dossierId: undefined }));
});
afterAll(stopAll);

describe('explanations', () => {
  it('tell the share of look-ups that a case explains, and what each code means', async () => {
    const { items, codes } = await ask('explanations?from=2026-03-01&to=2026-04-01&unitId=PH-01');
    expect(items).toMatchObject([
      { unitId: 'PH-01', accountId: 'TTHC:an', lookups: 11, explained: 10, explainedPercent: 90.91, unexplained: 1 },
    ]);
    expect(codes).toMatchObject({ E0: { vi: 'Chưa giải trình được' } });
    expect((await ask('explanations?by=unit&from=2026-03-05')).items).toEqual([]);
  });

  it('come in pages, in the order of units and accounts', async () => {
    await fact('la', 'LookupPerformed', '2026-03-04T11:00:00+07:00', lookup('la', { accountId: 'TTHC:la' }));
    const first = await ask('explanations?limit=1');
    expect(first.items).toMatchObject([{ unitId: null, accountId: 'TTHC:la', unexplained: 1 }]);
    const { items, next } = await ask(`explanations?limit=1&cursor=${String(first.next)}`);
    expect(items).toMatchObject([{ unitId: 'PH-01' }]);
    expect(next).toBeUndefined();
  });

  it('are counted as known now, and say so when another knowledge is asked for', async () => {
    const { status, errors } = await ask('explanations?knownAt=3');
    expect([status, errors]).toEqual([400, [expect.objectContaining({ pointer: '/knownAt' })]]);
  });

  it('stand with each look-up, as known at any position', async () => {
    const found = await json(server.post('/v1/lookups:search', { dossierId: 'D-1', limit: 1 }));
    expect(found.items).toMatchObject([{ explanation: { code: 'E1', tried: ['E1'] } }]);
    const bare = await json(server.post('/v1/lookups:search', { accountId: 'TTHC:an', from: '2026-03-04T03:00:00Z' }));
    expect(bare.items).toMatchObject([{ explanation: { code: 'E0' } }]);
  });
});

describe('the control sample', () => {
  const path = 'explanations:sample?unitId=PH-01&day=2026-03-04';
  const draw = {
    sampleId: 'm-1', inspectionId: 'kt-1', seed: 'goc-cay-812', seedPublishedAt: '2026-03-05T00:00:00+07:00',
    drawnAt: '2026-03-05T08:00:00+07:00',
  }; // prettier-ignore
  let record: object;

  it('is not shown before its draw is recorded: only what is to be recorded', async () => {
    const told = await ask(path);
    expect(told.samplePercent).toEqual({ value: 10, assumed: true });
    expect(told.items).toBeUndefined();
    record = told.record as object;
    expect(record).toMatchObject({ unitId: 'PH-01', population: 10, size: 1, method: 'sha256-seed-event' });
    expect((await ask(`${path}&inspectionId=kt-1&sampleId=m-1`)).status).toBe(404);
  });

  it('is then drawn by the recorded seed, the same for ever, of what was known when it was recorded', async () => {
    await give('inspections:drawSample', { ...draw, ...record, size: 3 });
    const first = await ask(`${path}&inspectionId=kt-1&sampleId=m-1`);
    expect(first).toMatchObject({ leastSize: 1, drawnFrom: { population: 10 }, draw: { seed: 'goc-cay-812' } });
    expect(first.items).toHaveLength(3);
    await fact('late', 'LookupPerformed', '2026-03-04T15:00:00+07:00', lookup('late'));
    const again = await ask(`${path}&inspectionId=kt-1&sampleId=m-1`);
    expect(again.items).toEqual(first.items);
    expect((await ask(path)).record).toMatchObject({ population: 11, size: 2 });
  });

  it('is none of another day, and none by a seed that was public before the day had ended', async () => {
    const other = await ask('explanations:sample?unitId=PH-01&day=2026-03-05&inspectionId=kt-1&sampleId=m-1');
    expect([other.status, other.errors]).toEqual([400, [expect.objectContaining({ pointer: '/sampleId' })]]);
    const early = { ...draw, sampleId: 'm-2', seedPublishedAt: '2026-03-04T23:59:59+07:00' };
    await give('inspections:drawSample', { ...early, ...record });
    expect((await ask(`${path}&inspectionId=kt-1&sampleId=m-2`)).status).toBe(400);
  });

  it('is named by its inspection and its own id together', async () => {
    expect((await ask(`${path}&sampleId=m-1`)).status).toBe(400);
    expect((await ask('explanations:sample?unitId=PH-01')).status).toBe(400);
  });
});
