import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { historyOf, type HistoryFilter, type Subject } from './history.js';

const on = (day: string) => `2025-${day}T02:00:00.000Z`;
const granted = (id: string, officialId: string, from: string, grantId = 'g1') =>
  happening('AccountGranted', id, from, {
    accountId: 'TTHC:đức',
    grantId,
    username: 'đức',
    officialId,
    system: 'TTHC',
    unitId: 'p1',
    accountClass: 'ONE_STOP',
    roleClass: 'RECEPTION',
    holderType: 'CC',
    functions: ['KIEM_TRA_TTCD'],
    fields: [],
    validFrom: from,
  });
const lookup = (id: string, at: string, more: object = {}, recordedAt?: string) =>
  happening(
    'LookupPerformed',
    id,
    at,
    {
      lookupId: id,
      accountId: 'TTHC:đức',
      system: 'TTHC',
      function: 'KIEM_TRA_TTCD',
      subjects: [`k1.${'a'.repeat(43)}`],
      fieldsReturned: [],
      result: 'found',
      resultCount: 1,
      ...more,
    },
    recordedAt,
  );
const revoked = (id: string, effectiveAt: string) =>
  happening('AccountRevoked', id, on('04-01'), { accountId: 'TTHC:đức', grantId: 'g1', cause: 'dutyEnd', effectiveAt });
const dossier = (id: string, at: string, more: object = {}) =>
  happening('DossierObserved', id, at, {
    system: 'TTHC',
    dossierId: 'H1',
    procedureCode: '1.004',
    parties: [],
    handlingUnits: ['p1'],
    assignees: [],
    receivedAt: at,
    ...more,
  });

let ledger: ToldLedger | undefined;
const tell = async (...happenings: Happening[]) => (ledger = await ToldLedger.of(happenings));
afterEach(() => ledger?.close());
const account: Subject = { accountId: 'TTHC:đức' };
const told = async (
  subject: Subject,
  { by = 'occurred', ...filter }: Partial<HistoryFilter> = {},
  then: { asOf?: string; knownAt?: number } = {},
) => {
  const at = { asOf: on('12-31'), knownAt: 1000, ...then };
  return (await historyOf(ledger!.queries, ledger!.log, subject, { by, ...filter }, at, { limit: 100 })).items;
};
const ids = async (...asked: Parameters<typeof told>) => (await told(...asked)).map(({ event }) => event.eventId);

describe('historyOf', () => {
  it('tells events in order of occurrence, or of recording, and only what was known and had occurred', async () => {
    await tell(granted('e1', 'cb1', on('01-05')), lookup('e2', on('03-02')), lookup('e3', on('02-02')));
    expect(await ids(account)).toEqual(['e1', 'e3', 'e2']);
    expect(await ids(account, { by: 'recorded' })).toEqual(['e1', 'e2', 'e3']);
    expect(await ids(account, {}, { knownAt: 2 })).toEqual(['e1', 'e2']);
    expect(await ids(account, {}, { asOf: on('02-02') })).toEqual(['e1', 'e3']);
  });

  it('gives each event the rights of its moment, as known: a late revocation changes what stands beside a look-up', async () => {
    await tell(granted('e1', 'cb1', on('01-05')), lookup('e2', on('03-02')), revoked('e3', on('03-01')));
    const statuses = async (knownAt: number) =>
      (await told(account, {}, { knownAt })).map(({ rights }) => rights.map(({ status }) => status));
    expect(await statuses(2)).toEqual([['active'], ['active']]);
    expect(await statuses(3)).toEqual([['active'], ['revoked'], ['revoked']]);
  });

  it('marks what was recorded more than a day after it occurred', async () => {
    await tell(lookup('e1', on('03-01'), {}, on('03-02')), lookup('e2', on('03-01'), {}, '2025-03-02T02:00:00.001Z'));
    expect((await told(account)).map(({ recordedLate }) => recordedLate)).toEqual([false, true]);
  });

  it('shows the dossier that is cited as last observed, of the own system first, and null where none was', async () => {
    await tell(
      dossier('e1', on('02-01')),
      dossier('e2', on('02-09'), { system: 'DVC' }),
      lookup('e3', on('02-10'), { dossierId: 'H1' }),
      lookup('e4', on('02-11'), { dossierId: 'H2' }),
      dossier('e5', on('02-20'), { handlingUnits: ['p1', 'p2'] }),
      happening('DossierClosed', 'e6', on('02-21'), { system: 'TTHC', dossierId: 'H1', closedAt: on('02-21') }),
    );
    const cited = async (knownAt: number) =>
      (await told(account, {}, { knownAt })).map(
        ({ dossier }) => dossier && [dossier.observedAt, 'closedAt' in dossier],
      );
    expect(await cited(4)).toEqual([[on('02-01'), false], null]);
    expect(await cited(6)).toEqual([[on('02-20'), true], null]);
  });

  it('shows the findings that hang on an event', async () => {
    await tell(lookup('e1', on('02-10')));
    const [{ findings }] = await told(account);
    expect(findings.map(({ code, state }) => [code, state])).toContainEqual(['V-08', 'standing']);
  });

  it('tells of a unit what names it, alone or among others, and what named a unit that has become it; no look-ups', async () => {
    const guided = (id: string, at: string, units: string[]) =>
      happening('GuidanceIssued', id, at, {
        ...{
          guidanceId: id,
          units,
          title: 'Lấy thông tin công dân',
          by: 'ttra',
          docHash: 'a'.repeat(64),
          issuedAt: at,
        },
      });
    await tell(
      guided('e1', on('02-01'), ['p1', 'p2']),
      guided('e2', on('02-02'), ['p3']),
      granted('e3', 'cb1', on('02-03')),
      lookup('e4', on('02-04'), { unitId: 'p1' }),
      happening('UnitReorganised', 'e5', on('07-01'), {
        ...{ reorganisationId: 'r1', from: ['p1'], to: ['p3'], effectiveAt: on('07-01'), decisionNo: '1/NQ' },
      }),
    );
    expect(await ids({ unitId: 'p1' })).toEqual(['e1', 'e3', 'e5']);
    expect(await ids({ unitId: 'p3' })).toEqual(['e1', 'e2', 'e3', 'e5']);
    expect(await ids({ unitId: 'p3' }, {}, { asOf: on('06-30') })).toEqual(['e2']);
    expect(await ids({ unitId: 'p1' }, { types: ['GuidanceIssued'] })).toEqual(['e1']);
  });

  it('filters by type and by the time that the order goes by', async () => {
    await tell(
      granted('e1', 'cb1', on('01-05')),
      lookup('e2', on('02-02'), {}, on('05-02')),
      lookup('e3', on('02-03'), {}, on('05-03')),
    );
    expect(await ids(account, { types: ['AccountGranted'] })).toEqual(['e1']);
    expect(await ids(account, { types: ['LookupPerformed'] })).toEqual(['e2', 'e3']);
    expect(await ids(account, { types: ['LookupDenied'] })).toEqual([]);
    expect(await ids(account, { from: on('02-02'), to: on('02-03') })).toEqual(['e2']);
    expect(await ids(account, { by: 'recorded', from: on('05-02'), to: on('05-03') })).toEqual(['e2']);
  });

  it("tells an official's account events only while they held it, what was done to their grants, and what names them", async () => {
    await tell(
      granted('e1', 'cb1', on('01-05')),
      lookup('e2', on('01-04')),
      lookup('e3', on('02-02')),
      revoked('e4', on('03-01')),
      lookup('e5', on('03-05')),
      granted('e6', 'cb2', on('04-01'), 'g2'),
      lookup('e7', on('04-05')),
      lookup('e8', on('04-06'), { officialId: 'cb1' }),
      happening('HolderChanged', 'e9', on('02-15'), {
        changeId: 'c1',
        officialId: 'cb1',
        kind: 'left',
        effectiveAt: on('03-01'),
      }),
    );
    expect(await ids({ officialId: 'cb1' })).toEqual(['e2', 'e1', 'e3', 'e9', 'e5', 'e4', 'e8']);
    expect(await ids({ officialId: 'cb2' })).toEqual(['e4', 'e6', 'e7', 'e8']);
    const left = (await told({ officialId: 'cb1' })).find(({ event }) => event.eventId === 'e9');
    expect(left?.rights.map(({ accountId, status }) => [accountId, status])).toEqual([['TTHC:đức', 'active']]);
  });

  it('pages without losing or repeating an event, in both orders', async () => {
    await tell(...[5, 3, 3, 9, 1, 3].map((day, i) => lookup(`e${i}`, on(`02-0${day}`))));
    for (const by of ['occurred', 'recorded'] as const) {
      const seen: string[] = [];
      let after: readonly (string | number)[] | undefined;
      do {
        const then = { asOf: on('12-31'), knownAt: 1000 };
        const page = await historyOf(ledger!.queries, ledger!.log, account, { by }, then, {
          limit: 2,
          ...(after && { after }),
        });
        seen.push(...page.items.map(({ event }) => event.eventId));
        after = page.next;
      } while (after && seen.length < 10);
      expect(seen).toEqual(
        by === 'occurred' ? ['e4', 'e1', 'e2', 'e5', 'e0', 'e3'] : ['e0', 'e1', 'e2', 'e3', 'e4', 'e5'],
      );
    }
  });
});
