import fc from 'fast-check';
import { openEnd, type Queries } from '@app/ledger';
import { permissionsOf, rightsKnown } from './accounts/permissions-of.js';
import type { EventName } from './catalogue.js';
import { officialsOf, serviceKnown, unitsOf } from './directory/directory-of.js';
import { ToldLedger, type Happening } from './ledger.fixture.js';
import { reportsOf } from './reports/report-list.js';
import { historyOf } from './trail/history.js';
import { lookupsFound } from './trail/lookup-search.js';
import type { Then } from './pages.js';

const lives = 5;
const pairs = 40;
const days = 60;

const accounts = ['TTHC:an', 'TTHC:bình', 'DVC:an'];
const officials = ['CB-1', 'CB-2', 'CB-3'];
const units = ['P1', 'P2', 'P3'];
const citizens = ['a', 'b', 'c'].map((letter) => `k1.${letter.repeat(43)}`);
const instantOn = (hours: number) => new Date(Date.UTC(2025, 0, 1) + hours * 3_600_000).toISOString();

const account = fc.constantFrom(...accounts);
const official = fc.constantFrom(...officials);
const unit = fc.constantFrom(...units);
const grantId = fc.constantFrom('g1', 'g2', 'g3');
const instant = fc.nat(days * 24).map(instantOn);
const functions = fc.constantFrom(['KIEM_TRA_TTCD'], ['KIEM_TRA_TTCD', 'LAY_TTCD'], []);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const just = <T>(value: T) => fc.constant(value);
const grantOf = { accountId: account, grantId };

const lookup = {
  lookupId: fc.uuid(),
  accountId: account,
  officialId: maybe(official),
  sessionId: maybe(fc.constantFrom('s1', 's2')),
  deviceId: maybe(fc.constantFrom('pc-1', 'pc-2')),
  ip: maybe(fc.constantFrom('10.0.0.1', '10.0.0.2')),
  system: just('TTHC'),
  function: just('KIEM_TRA_TTCD'),
  dossierId: maybe(fc.constantFrom('H1', 'H2')),
  petitionId: maybe(just('D1')),
  subjects: fc.subarray(citizens, { minLength: 1 }),
};
const data: Partial<Record<EventName, Record<string, fc.Arbitrary<unknown>>>> = {
  UnitRegistered: {
    unitId: unit,
    name: fc.constantFrom('Phường Hà Cầu', 'Phường Quang Trung'),
    kind: just('commune'),
    parentUnitId: maybe(unit),
    validFrom: instant,
    validTo: maybe(instant),
  },
  UnitReorganised: {
    reorganisationId: fc.uuid(),
    from: fc.subarray(units, { minLength: 1, maxLength: 2 }),
    to: fc.subarray(units, { minLength: 1, maxLength: 2 }),
    effectiveAt: instant,
    decisionNo: just('12/QĐ'),
  },
  UnitClosed: { unitId: unit, effectiveAt: instant },
  OfficialRegistered: {
    officialId: official,
    displayName: fc.constantFrom('Nguyễn Văn Đức', 'Trần Thị Bình'),
    holderType: just('CC'),
    unitId: unit,
    duty: just('Tiếp nhận'),
    citizenToken: fc.constantFrom(...citizens),
    managerId: maybe(official),
  },
  HolderChanged: {
    changeId: fc.uuid(),
    officialId: official,
    kind: fc.constantFrom('added', 'left', 'transferred', 'dutyEnded', 'absence'),
    effectiveAt: instant,
    until: maybe(instant),
    unitId: maybe(unit),
  },
  AccountGranted: {
    ...grantOf,
    username: just('an'),
    officialId: official,
    system: just('TTHC'),
    unitId: unit,
    accountClass: just('ONE_STOP'),
    roleClass: just('RECEPTION'),
    holderType: just('CC'),
    functions,
    fields: just(['hoTen']),
    decisionNo: maybe(just('07/QĐ')),
    approvedBy: maybe(official),
    validFrom: instant,
    validTo: maybe(instant),
  },
  AccountScopeChanged: {
    ...grantOf,
    functions,
    fields: just([]),
    effectiveAt: instant,
    reason: just('đổi vị trí'),
    approvedBy: official,
  },
  AccountSuspended: { ...grantOf, cause: just('security'), effectiveAt: instant, by: official },
  AccountReinstated: { ...grantOf, effectiveAt: instant, by: official, reason: just('xong') },
  AccountRevoked: { ...grantOf, cause: just('dutyEnd'), effectiveAt: instant },
  PasswordRotated: {
    accountId: account,
    rotatedAt: instant,
    trigger: just('user'),
    credentialKind: fc.constantFrom('password', 'sso'),
  },
  MfaEnrolled: { accountId: account, factorType: fc.constantFrom('otp', 'vneid') },
  MfaRemoved: { accountId: account, factorType: fc.constantFrom('otp', 'vneid') },
  SessionStarted: {
    sessionId: fc.constantFrom('s1', 's2', 's3'),
    accountId: account,
    ip: maybe(fc.constantFrom('10.0.0.1', '10.0.0.2')),
    amr: just(['pwd']),
  },
  DossierObserved: {
    system: fc.constantFrom('TTHC', 'DVC'),
    dossierId: fc.constantFrom('H1', 'H2'),
    procedureCode: just('1.004'),
    parties: fc.subarray(citizens),
    handlingUnits: just(['P1']),
    assignees: fc.subarray(officials),
    receivedAt: instant,
  },
  DossierClosed: { system: fc.constantFrom('TTHC', 'DVC'), dossierId: fc.constantFrom('H1', 'H2'), closedAt: instant },
  ReportSubmitted: {
    reportId: fc.uuid(),
    kind: just('RESULTS'),
    unitId: unit,
    period: just({ from: '2025-01-01', to: '2025-01-31' }),
    from: unit,
    to: just('UBND'),
    submittedAt: instant,
    fileHash: just('ab'.repeat(32)),
    figuresAsOf: instant,
  },
  LookupPerformed: { ...lookup, fieldsReturned: just(['hoTen']), result: just('found'), resultCount: just(1) },
  LookupDenied: { ...lookup, denyReason: just('quyền') },
};
// A grant is what most others hang on, and look-ups are the most of what is done with it.
const frequent: readonly EventName[] = ['AccountGranted', 'AccountGranted', 'SessionStarted', 'LookupPerformed'];
const types = [...(Object.keys(data) as EventName[]), ...frequent];
const happenings = fc
  .array(
    fc
      .constantFrom(...types)
      .chain((type) => fc.record({ type: just(type), occurredAt: instant, data: fc.record(data[type]!) })),
    { minLength: 25, maxLength: 40 },
  )
  .map((list) =>
    list.map((one, i): Happening => ({
      ...one,
      id: `e${i}`,
      recordedAt: instantOn(days * 24 + i),
      data: JSON.parse(JSON.stringify(one.data)) as object,
    })),
  );
const then = (positions: number) =>
  fc.record({ asOf: fc.integer({ min: -24, max: days * 24 + 48 }).map(instantOn), knownAt: fc.nat(positions) });

/** Every answer of every query here. */
async function answers({ queries, log }: ToldLedger, at: Then): Promise<object> {
  const page = { limit: 1000 };
  const said: Record<string, unknown> = {
    all: await permissionsOf(queries, {}, at, page),
    units: await unitsOf(queries, {}, at, page),
    officials: await officialsOf(queries, {}, at, page),
  };
  for (const accountId of accounts) {
    said[`of ${accountId}`] = await rightsKnown(queries, accountId, at.knownAt);
    said[`history of ${accountId}`] = await historyOf(queries, log, { accountId }, { by: 'occurred' }, at, page);
  }
  for (const officialId of officials) {
    const from = instantOn(days * 24 + 5);
    said[`held by ${officialId}`] = await permissionsOf(queries, { officialId }, at, page);
    said[`service of ${officialId}`] = await serviceKnown(queries, officialId, at.knownAt);
    said[`history of ${officialId}`] = await historyOf(
      queries,
      log,
      { officialId },
      { by: 'recorded', from },
      at,
      page,
    );
    said[`look-ups of ${officialId}`] = await lookupsFound(queries, log, { officialId }, at, page);
  }
  for (const unitId of units) {
    said[`in ${unitId}`] = await permissionsOf(queries, { unitId }, at, page);
    said[`reports of ${unitId}`] = await reportsOf(queries, { unitId }, at, page);
  }
  for (const filter of [
    { ip: '10.0.0.1' },
    { citizen: citizens[0], ip: '10.0.0.2' },
    { deviceId: 'pc-1', dossierId: 'H1' },
  ]) {
    said[`look-ups ${JSON.stringify(filter)}`] = await lookupsFound(queries, log, filter, at, page);
  }
  return said;
}

describe('what was so then, as it was known then', () => {
  it(`is for ${lives * pairs} random pairs of moments what a fresh ledger says that was told only what was known`, async () => {
    const life = happenings.chain((list) =>
      fc.record({ list: just(list), asked: fc.array(then(list.length), { minLength: pairs, maxLength: pairs }) }),
    );
    await fc.assert(
      fc.asyncProperty(life, async ({ list, asked }) => {
        const whole = await ToldLedger.of(list);
        for (const position of new Set(asked.map(({ knownAt }) => knownAt))) {
          const fresh = await ToldLedger.of(list.slice(0, position));
          for (const at of asked.filter(({ knownAt }) => knownAt === position))
            expect(await answers(whole, at)).toEqual(await answers(fresh, at));
          fresh.close();
        }
        whole.close();
      }),
      { numRuns: lives, endOnFailure: true },
    );
  }, 120_000);

  it('is kept in the same rows whatever the batches, and when it is built again', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 9 }), async (list, pageSize) => {
        const [once, inBatches] = [await ToldLedger.of(list), await ToldLedger.of(list, { pageSize })];
        expect(await inBatches.rows()).toEqual(await once.rows());
        once.close();
        inBatches.close();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 60_000);

  it('does not depend on the order of arrival once all is known', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, fc.infiniteStream(fc.nat()), async (list, keys) => {
        const shuffled = list.map((one) => ({ one, key: keys.next().value as number }));
        shuffled.sort((a, b) => a.key - b.key);
        const [straight, turned] = [await ToldLedger.of(list), await ToldLedger.of(shuffled.map(({ one }) => one))];
        for (const table of ['permission', 'unit', 'official']) {
          expect(await lastRows(turned.queries, table)).toEqual(await lastRows(straight.queries, table));
        }
        straight.close();
        turned.close();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 60_000);
});

// The rows as last known, without the positions at which they became so.
async function lastRows(queries: Queries, table: string): Promise<readonly object[]> {
  const rows = await queries.all<object>(
    `SELECT * FROM ${table} WHERE to_position = ? ORDER BY 1, 2, valid_from`,
    openEnd,
  );
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('position'))));
}
