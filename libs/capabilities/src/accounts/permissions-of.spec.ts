import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { permissionsOf, rightsKnown, type PermissionFilter } from './permissions-of.js';

const on = (day: string) => `2025-${day}T02:00:00.000Z`;
const granted = (id: string, accountId: string, more: object = {}): Happening =>
  happening('AccountGranted', id, on('01-02'), {
    accountId,
    grantId: `${accountId}-1`,
    username: accountId.split(':')[1],
    officialId: 'CB-Đức',
    system: 'TTHC',
    unitId: 'phường-Hà-Cầu',
    accountClass: 'ONE_STOP',
    roleClass: 'RECEPTION',
    holderType: 'CC',
    functions: ['KIEM_TRA_TTCD'],
    fields: ['hoTen'],
    decisionNo: '07/QĐ-UBND',
    approvedBy: 'CB-Ánh',
    validFrom: on('01-05'),
    ...more,
  });
const an = { accountId: 'TTHC:an', grantId: 'TTHC:an-1' };
const ended = { cause: 'dutyEnd', effectiveAt: on('02-01') };

let ledger: ToldLedger | undefined;
const tell = async (...happenings: Happening[]) => (ledger = await ToldLedger.of(happenings));
afterEach(() => ledger?.close());
const asked = async (filter: PermissionFilter, asOf: string, knownAt = 1000) =>
  (await permissionsOf(ledger!.queries, filter, { asOf, knownAt }, { limit: 100 })).items;

describe('permissionsOf', () => {
  it('says what an account may do, and why: the granting event, the decision, the approver', async () => {
    await tell(granted('e1', 'TTHC:an'));
    expect(await asked({}, on('01-04'))).toEqual([]);
    const [permission] = await asked({}, on('01-15'));
    expect(permission).toMatchObject({
      accountId: 'TTHC:an',
      officialId: 'CB-Đức',
      unitId: 'phường-Hà-Cầu',
      status: 'active',
      functions: ['KIEM_TRA_TTCD'],
      validFrom: on('01-05'),
      imported: false,
      why: {
        granted: { eventId: 'e1', position: '1' },
        decisionNo: '07/QĐ-UBND',
        approvedBy: 'CB-Ánh',
      },
    });
  });

  it('lets a back-dated revocation correct the past, but not what was known of it', async () => {
    await tell(granted('e1', 'TTHC:an'), happening('AccountRevoked', 'e2', on('03-01'), { ...an, ...ended }));
    const statuses = async (knownAt: number) => (await asked({}, on('02-10'), knownAt)).map(({ status }) => status);
    expect(await statuses(1)).toEqual(['active']);
    expect(await statuses(2)).toEqual(['revoked']);
    expect((await asked({}, on('01-20'), 2)).map(({ status, validTo }) => [status, validTo])).toEqual([
      ['active', on('02-01')],
    ]);
  });

  it('withdraws an interval that no longer starts where it did', async () => {
    const suspended = { ...an, cause: 'security', by: 'CB-Ánh' } as const;
    await tell(
      granted('e1', 'TTHC:an', { validTo: on('06-01') }),
      happening('AccountSuspended', 'e2', on('02-01'), { ...suspended, effectiveAt: on('02-01') }),
      happening('AccountRevoked', 'e3', on('03-01'), { ...an, ...ended, effectiveAt: on('01-20') }),
    );
    const starts = async (knownAt: number) =>
      (await rightsKnown(ledger!.queries, 'TTHC:an', knownAt)).map(({ status, validFrom }) => [status, validFrom]);
    expect(await starts(2)).toEqual([
      ['active', on('01-05')],
      ['suspended', on('02-01')],
      ['expired', on('06-01')],
    ]);
    expect(await starts(3)).toEqual([
      ['active', on('01-05')],
      ['revoked', on('01-20')],
    ]);
  });

  it('counts acts that take effect at one moment by occurrence, then by id, however they arrive', async () => {
    const suspended = (id: string, at: string) =>
      happening('AccountSuspended', id, at, { ...an, cause: 'security', by: 'CB-Ánh', effectiveAt: on('02-01') });
    const reinstated = (id: string, at: string) =>
      happening('AccountReinstated', id, at, { ...an, by: 'CB-Ánh', reason: 'xong', effectiveAt: on('02-01') });
    for (const [acts, status] of [
      [[suspended('a2', on('02-01')), reinstated('a1', on('02-02'))], 'active'],
      [[suspended('a1', on('02-02')), reinstated('a2', on('02-01'))], 'suspended'],
      [[suspended('a1', on('02-01')), reinstated('a2', on('02-01'))], 'active'],
      [[suspended('a2', on('02-01')), reinstated('a1', on('02-01'))], 'suspended'],
    ] as const) {
      for (const order of [acts, [...acts].reverse()]) {
        await tell(granted('e1', 'TTHC:an'), ...order);
        expect((await asked({}, on('03-01')))[0].status).toBe(status);
        ledger?.close();
      }
    }
    ledger = undefined;
  });

  it('tells the age of the password from the last rotation known and made by then, else from the grant', async () => {
    const rotated = { accountId: 'TTHC:an', trigger: 'user', credentialKind: 'password' };
    await tell(
      granted('e1', 'TTHC:an'),
      happening('PasswordRotated', 'e2', on('03-02'), { ...rotated, rotatedAt: on('03-01') }),
      happening('PasswordRotated', 'e3', on('03-03'), { ...rotated, rotatedAt: on('02-01') }),
    );
    const age = async (asOf: string, knownAt?: number) => (await asked({}, asOf, knownAt))[0].passwordAgeDays;
    expect(await age(on('01-15'))).toBe(10);
    expect(await age(on('03-11'), 1)).toBe(65);
    expect(await age(on('03-11'))).toBe(10);
    expect(await age(on('02-11'))).toBe(10);
    expect((await asked({}, on('03-11')))[0]).toMatchObject({
      passwordRotatedAt: on('03-01'),
      credentialKind: 'password',
    });
  });

  it('tells factors, the last session and the last look-up as of the moment', async () => {
    const factor = { accountId: 'TTHC:an', factorType: 'vneid' };
    const lookup = {
      accountId: 'TTHC:an', system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: [], fieldsReturned: [],
      result: 'found', resultCount: 1,
    }; // prettier-ignore
    await tell(
      granted('e1', 'TTHC:an'),
      happening('MfaEnrolled', 'e2', on('01-10'), factor),
      happening('MfaRemoved', 'e3', on('02-10'), factor),
      happening('SessionStarted', 'e4', on('01-11'), { sessionId: 's', accountId: 'TTHC:an', amr: [] }),
      happening('LookupPerformed', 'e5', on('01-12'), { ...lookup, lookupId: 'l1' }),
      happening('LookupDenied', 'e6', on('01-13'), { ...denied(lookup), lookupId: 'l2', denyReason: 'quyền' }),
    );
    expect((await asked({}, on('01-06')))[0]).toMatchObject({ mfa: { enrolled: false, factors: [] } });
    expect((await asked({}, on('01-06')))[0].lastLookupAt).toBeUndefined();
    expect((await asked({}, on('01-12')))[0]).toMatchObject({
      mfa: { enrolled: true, factors: ['vneid'] },
      lastSessionAt: on('01-11'),
      lastLookupAt: on('01-12'),
    });
    expect((await asked({}, on('02-11')))[0]).toMatchObject({ mfa: { enrolled: false }, lastLookupAt: on('01-13') });
    expect((await asked({}, on('02-11'), 5))[0]).toMatchObject({
      lastSessionAt: on('01-11'),
      lastLookupAt: on('01-12'),
    });
    expect((await asked({}, on('02-11'), 3))[0].lastSessionAt).toBeUndefined();
    expect((await asked({}, on('02-11'), 4))[0].lastLookupAt).toBeUndefined();
  });

  it('finds the accounts of a unit also under the unit that it has become, from then on', async () => {
    await tell(
      granted('e1', 'TTHC:an'),
      happening('UnitReorganised', 'e2', on('02-01'), {
        reorganisationId: 'r1',
        from: ['phường-Hà-Cầu', 'phường-Văn-Quán'],
        to: ['phường-Hà-Đông'],
        effectiveAt: on('07-01'),
        decisionNo: '1656/NQ',
      }),
    );
    expect(await asked({ unitId: 'phường-Hà-Đông' }, on('06-30'))).toEqual([]);
    expect(await asked({ unitId: 'phường-Hà-Đông' }, on('07-01'), 1)).toEqual([]);
    expect((await asked({ unitId: 'phường-Hà-Đông' }, on('07-01'))).map(({ accountId }) => accountId)).toEqual([
      'TTHC:an',
    ]);
    expect(await asked({ unitId: 'phường-Hà-Cầu' }, on('07-01'))).toHaveLength(1);
  });

  it('filters by all that is asked together, and pages without losing or repeating an account', async () => {
    const names = ['an', 'bình', 'ánh', 'đức', 'ước'];
    await tell(
      ...names.map((name, i) => granted(`e${i}`, `TTHC:${name}`, { officialId: i % 2 ? 'CB-lẻ' : 'CB-chẵn' })),
      happening('AccountRevoked', 'e9', on('02-01'), { accountId: 'TTHC:đức', grantId: 'TTHC:đức-1', ...ended }),
    );
    const named = async (filter: PermissionFilter) =>
      (await asked(filter, on('03-01'))).map(({ accountId }) => accountId.slice(5));
    expect(await named({ officialId: 'CB-lẻ' })).toEqual(['bình', 'đức']);
    expect(await named({ officialId: 'CB-lẻ', status: 'active' })).toEqual(['bình']);
    expect(await named({ system: 'DVC' })).toEqual([]);
    const then = { asOf: on('03-01'), knownAt: 1000 };
    const seen: string[] = [];
    let after: readonly (string | number)[] | undefined;
    do {
      const page = await permissionsOf(ledger!.queries, {}, then, { limit: 2, ...(after && { after }) });
      seen.push(...page.items.map(({ accountId }) => accountId.slice(5)));
      after = page.next;
    } while (after && seen.length < 10);
    expect(seen).toEqual(names);
  });
});

const denied = ({ fieldsReturned: _, result: __, resultCount: ___, ...rest }: Record<string, unknown>) =>
  rest as { accountId: string; system: string; function: string; subjects: string[] };
