import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { explainedLookups, explainedShares, explanationsAt, type ExplanationFilter } from './explanations-of.js';
import { findingsView } from './findings-view.js';

const citizen = `k1.${'a'.repeat(43)}`;
const at = (day: string, hour = '02') => `2025-03-${day}T${hour}:00:00.000Z`;
const grant = (name: string, unitId: string) =>
  happening('AccountGranted', `grant-${name}`, at('01'), {
    accountId: `TTHC:${name}`, grantId: name, username: name, officialId: name, system: 'TTHC', unitId, accountClass: 'ONE_STOP',
    roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: ['hoTen'], validFrom: at('01'),
  }); // prettier-ignore
const look = (id: string, name: string, day: string, dossierId?: string) =>
  happening('LookupPerformed', id, at(day), {
    lookupId: id, accountId: `TTHC:${name}`, system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: [citizen], fieldsReturned: ['hoTen'],
    result: 'found', resultCount: 1, ...(dossierId && { dossierId }),
  }); // prettier-ignore
const dossier = (dossierId: string, ...handlingUnits: string[]) =>
  happening('DossierObserved', dossierId, at('02'), {
    system: 'TTHC', dossierId, procedureCode: '1.001', parties: [citizen], handlingUnits, assignees: [], receivedAt: at('02'),
  }); // prettier-ignore
// An, of U-1, with two look-ups explained and one not; Bình, of U-2, with one that a late dossier explains, at position 8.
const story = [
  grant('an', 'U-1'),
  grant('binh', 'U-2'),
  dossier('D-1', 'U-1'),
  look('l1', 'an', '04', 'D-1'),
  look('l2', 'an', '05', 'D-1'),
  look('l3', 'an', '05'),
  look('l4', 'binh', '05', 'D-2'),
  dossier('D-2', 'U-2'),
];

let ledger: ToldLedger | undefined;
const tell = async (happenings: readonly Happening[] = story) => (ledger = await ToldLedger.of(happenings));
afterEach(() => ledger?.close());
const now = { asOf: at('31'), knownAt: 1000 };
const shares = (by: 'unit' | 'account', filter: ExplanationFilter = {}, then = now, page = { limit: 100 }) =>
  explainedShares(ledger!.queries, by, filter, then, page);
const short = (items: Awaited<ReturnType<typeof shares>>) =>
  items.map(({ unitId, accountId, lookups, explained, explainedPercent, unexplained }) => [
    ...[unitId, accountId, lookups, explained, explainedPercent, unexplained].filter((one) => one !== undefined),
  ]);

describe('the shares of explained look-ups', () => {
  it('are told by unit and account, or by unit', async () => {
    await tell();
    expect(short(await shares('account'))).toEqual([
      ['U-1', 'TTHC:an', 3, 2, 66.67, 1],
      ['U-2', 'TTHC:binh', 1, 1, 100, 0],
    ]);
    expect(short(await shares('unit'))).toEqual([
      ['U-1', 3, 2, 66.67, 1],
      ['U-2', 1, 1, 100, 0],
    ]);
    const [{ counts }] = await shares('unit');
    expect(counts).toEqual({ E1: 2, E2: 0, E3: 0, E4: 0, E5: 0, E6: 0, E7: 0, E8: 0, E0: 1 });
  });

  it('count the days from one to before another, and none after the moment asked for', async () => {
    await tell();
    const days = async (filter: ExplanationFilter, then = now) =>
      (await shares('unit', filter, then)).map(({ lookups }) => lookups);
    expect(await days({ from: '2025-03-05' })).toEqual([2, 1]);
    expect(await days({ to: '2025-03-05' })).toEqual([1]);
    expect(await days({}, { ...now, asOf: at('04', '00') })).toEqual([1]);
  });

  it('are those of one account, or of a unit with the units that became it', async () => {
    const unit = (unitId: string) =>
      happening('UnitRegistered', unitId, at('01'), { unitId, name: unitId, kind: 'commune', validFrom: at('01') });
    await tell([
      ...[unit('U-1'), unit('U-2'), unit('U-3')],
      ...story,
      happening('UnitReorganised', 'r', at('20'), {
        reorganisationId: 'r', from: ['U-1'], to: ['U-3'], effectiveAt: at('20'), decisionNo: '7',
      }),
    ]); // prettier-ignore
    expect(short(await shares('account', { accountId: 'TTHC:binh' }))).toEqual([['U-2', 'TTHC:binh', 1, 1, 100, 0]]);
    expect(short(await shares('unit', { unitId: 'U-3' }))).toEqual([['U-1', 3, 2, 66.67, 1]]);
    expect(await shares('unit', { unitId: 'U-3' }, { ...now, asOf: at('10') })).toEqual([]);
  });

  it('come in pages', async () => {
    await tell();
    const first = await shares('account', {}, now, { limit: 1 });
    const rest = await explainedShares(ledger!.queries, 'account', {}, now, { limit: 9, after: ['U-1', 'TTHC:an'] });
    expect([first, rest].map((page) => page.map(({ accountId }) => accountId))).toEqual([['TTHC:an'], ['TTHC:binh']]);
  });

  it('name no unit where none was known', async () => {
    await tell([look('l1', 'la', '04')]);
    expect(short(await shares('account'))).toEqual([[null, 'TTHC:la', 1, 0, 0, 1]]);
  });
});

describe('the explanation of a look-up', () => {
  const asked = story
    .filter(({ type }) => type === 'LookupPerformed')
    .map(({ id, occurredAt, data }) => ({ eventId: id, occurredAt, ...(data as { accountId: string }) }));

  it('is what was known at a position', async () => {
    await tell();
    const codes = async (position: number) =>
      [...(await explanationsAt(ledger!.queries, asked, position))].map(([id, { code }]) => `${id} ${code}`).sort();
    expect(await codes(1000)).toEqual(['l1 E1', 'l2 E1', 'l3 E0', 'l4 E1']);
    expect(await codes(7)).toEqual(['l1 E1', 'l2 E1', 'l3 E0', 'l4 E0']);
    expect(await codes(4)).toEqual(['l1 E1']);
  });
});

describe('the explained look-ups of a day', () => {
  it('are those of some units, as known at a position', async () => {
    await tell();
    const ids = async (units: readonly string[], position: number) =>
      (await explainedLookups(ledger!.queries, '2025-03-05', units, position)).map(({ eventId }) => eventId).sort();
    expect(await ids(['U-1', 'U-2'], 1000)).toEqual(['l2', 'l4']);
    expect(await ids(['U-1', 'U-2'], 7)).toEqual(['l2']);
    expect(await ids(['U-2'], 1000)).toEqual(['l4']);
    expect(await ids(['U-9'], 1000)).toEqual([]);
  });

  it('are found without any rule being judged', async () => {
    await tell();
    const bare = await ToldLedger.of(story, { views: [findingsView([])] });
    expect((await explainedLookups(bare.queries, '2025-03-05', ['U-1'], 1000)).map(({ code }) => code)).toEqual(['E1']);
    bare.close();
  });
});
