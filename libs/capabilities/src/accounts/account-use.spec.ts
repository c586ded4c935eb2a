import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { accountUse, type UsePeriod } from './account-use.js';

const at = (hour: number) => `2025-03-03T${String(hour).padStart(2, '0')}:00:00.000Z`;
const granted = happening('AccountGranted', 'e1', at(0), {
  ...{ accountId: 'TTHC:an', grantId: 'g-1', username: 'an', officialId: 'cb-1', system: 'TTHC', unitId: 'u-1' },
  ...{ accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: [] },
  ...{ decisionNo: '07/QĐ', validFrom: at(0) },
});
const registered = happening('OfficialRegistered', 'e2', at(0), {
  ...{ officialId: 'cb-1', displayName: 'Nguyễn Văn An', holderType: 'CC', unitId: 'u-1', duty: 'tiếp nhận' },
  citizenToken: 'k1.x',
});
const looked = (hour: number, accountId = 'TTHC:an'): Happening =>
  happening('LookupPerformed', `l-${accountId}-${hour}`, at(hour), {
    ...{ lookupId: `l-${hour}`, accountId, system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: ['k1.y'] },
    ...{ fieldsReturned: ['hoTen'], result: 'found', resultCount: 1 },
  });
const denied = (hour: number): Happening =>
  happening('LookupDenied', `d-${hour}`, at(hour), {
    ...{ lookupId: `d-${hour}`, accountId: 'TTHC:an', system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: ['k1.y'] },
    denyReason: 'scope',
  });

let ledger: ToldLedger | undefined;
afterEach(() => ledger?.close());

describe('how accounts are used', () => {
  const told = [granted, registered, looked(1), looked(2), looked(2, 'TTHC:binh'), denied(3), looked(4)];
  const counted = async (period: UsePeriod, asOf = at(12), knownAt = 1000) => {
    ledger = await ToldLedger.of(told);
    const { items } = await accountUse(ledger.queries, {}, period, { asOf, knownAt }, { limit: 10 });
    return items.map(({ lookups, denied: refused }) => [lookups, refused]);
  };

  it('is told of each account with its holder, its decision and its state', async () => {
    ledger = await ToldLedger.of(told);
    const then = { asOf: at(12), knownAt: 1000 };
    const { items } = await accountUse(ledger.queries, {}, {}, then, { limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        ...{ accountId: 'TTHC:an', displayName: 'Nguyễn Văn An', duty: 'tiếp nhận', decisionNo: '07/QĐ' },
        ...{ status: 'active', mfa: false, lookups: 4, denied: 1 },
      }),
    ]);
  });
  it.each<[string, UsePeriod, number, number, number[]]>([
    ['of all time', {}, 12, 1000, [4, 1]],
    ['from an instant on', { from: at(2) }, 12, 1000, [3, 1]],
    ['to before an instant', { to: at(2) }, 12, 1000, [1, 0]],
    ['between two', { from: at(2), to: at(4) }, 12, 1000, [2, 1]],
    ['as of an earlier instant', { to: at(9) }, 3, 1000, [3, 1]],
    ['as known earlier', {}, 12, 4, [2, 0]],
  ])('counts look-ups %s', async (_, period, asOf, knownAt, expected) => {
    expect(await counted(period, at(asOf), knownAt)).toEqual([expected]);
  });
  it('is told of somebody who was never registered without a name', async () => {
    ledger = await ToldLedger.of([granted]);
    const { items } = await accountUse(ledger.queries, {}, {}, { asOf: at(12), knownAt: 1000 }, { limit: 10 });
    expect(items[0]).toMatchObject({ officialId: 'cb-1', displayName: undefined, lookups: 0 });
  });
});
