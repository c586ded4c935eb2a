import { happening, ToldLedger } from '../ledger.fixture.js';
import { reportsOf, type ReportFilter } from './report-list.js';

const at = (day: string) => `2025-${day}T02:00:00.000Z`;
const submitted = (reportId: string, submittedAt: string, more: object = {}, recordedAt?: string) =>
  happening(
    'ReportSubmitted',
    reportId,
    submittedAt,
    {
      reportId,
      kind: 'MONTHLY_USAGE',
      unitId: 'p1',
      period: { from: '2025-05-01', to: '2025-05-31' },
      from: 'p1',
      to: 'ubnd',
      submittedAt,
      fileHash: 'ab'.repeat(32),
      figuresAsOf: submittedAt,
      ...more,
    },
    recordedAt,
  );

let ledger: ToldLedger;
beforeAll(async () => {
  ledger = await ToldLedger.of([
    submitted('b', at('06-05')),
    submitted('a', at('06-05'), { kind: 'RESULTS' }),
    submitted('c', at('06-02'), { unitId: 'p2', period: { from: '2025-04-01', to: '2025-04-30' } }, at('06-20')),
    happening('UnitReorganised', 'u', at('07-01'), {
      reorganisationId: 'u',
      from: ['p1', 'p2'],
      to: ['p3'],
      effectiveAt: at('07-01'),
      decisionNo: '1685',
    }),
  ]);
});
afterAll(() => ledger.close());

const found = async (filter: ReportFilter, asOf = at('12-31'), knownAt = 9) =>
  (await reportsOf(ledger.queries, filter, { asOf, knownAt }, { limit: 9 })).items.map(({ reportId }) => reportId);

describe('the list of reports', () => {
  it('has them in the order in which they were handed in, whenever they were recorded', async () => {
    expect(await found({})).toEqual(['c', 'a', 'b']);
  });
  it('says nothing of what was not handed in or not known yet', async () => {
    expect(await found({}, at('06-04'))).toEqual(['c']);
    expect(await found({}, at('12-31'), 2)).toEqual(['a', 'b']);
  });
  it('is narrowed to a kind', async () => {
    expect(await found({ kind: 'RESULTS' })).toEqual(['a']);
  });
  it('has under a unit what the units owed that became it', async () => {
    expect(await found({ unitId: 'p2' })).toEqual(['c']);
    expect(await found({ unitId: 'p3' })).toEqual(['c', 'a', 'b']);
    expect(await found({ unitId: 'p3' }, at('06-30'))).toEqual([]);
  });
  it('is narrowed to days, the first and the last included', async () => {
    expect(await found({ from: '2025-05-31' })).toEqual(['a', 'b']);
    expect(await found({ from: '2025-04-30', to: '2025-05-01' })).toEqual(['c', 'a', 'b']);
    expect(await found({ to: '2025-04-01' })).toEqual(['c']);
  });
  it('comes in pages', async () => {
    const page = { limit: 1, after: [at('06-05'), 'a'] };
    const then = { asOf: at('12-31'), knownAt: 9 };
    const { items, next } = await reportsOf(ledger.queries, {}, then, page);
    expect(items).toMatchObject([{ reportId: 'b', position: '1', kind: 'MONTHLY_USAGE', to: 'ubnd' }]);
    expect(next).toBeUndefined();
    expect((await reportsOf(ledger.queries, {}, then, { limit: 1 })).next).toEqual([at('06-02'), 'c']);
  });
});
