import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { officialsOf, serviceKnown, unitsOf, type OfficialFilter, type UnitFilter } from './directory-of.js';

const on = (day: string) => `2025-${day}T02:00:00.000Z`;
const registered = (id: string, officialId: string, displayName: string, at = on('01-02')) =>
  happening('OfficialRegistered', id, at, {
    officialId,
    displayName,
    holderType: 'CC',
    unitId: 'p1',
    duty: 'Tiếp nhận',
    citizenToken: `k1.${'a'.repeat(43)}`,
  });
const unit = (id: string, unitId: string, name: string, more: object = {}) =>
  happening('UnitRegistered', id, on('01-01'), { unitId, name, kind: 'commune', validFrom: on('01-01'), ...more });
const change = (id: string, at: string, kind: string, more: object = {}) =>
  happening('HolderChanged', id, at, { changeId: id, officialId: 'cb1', kind, effectiveAt: at, ...more });

let ledger: ToldLedger | undefined;
const tell = async (...happenings: Happening[]) => (ledger = await ToldLedger.of(happenings));
afterEach(() => ledger?.close());
const officials = async (filter: OfficialFilter, asOf = on('06-01'), knownAt = 1000) =>
  (await officialsOf(ledger!.queries, filter, { asOf, knownAt }, { limit: 100 })).items;
const units = async (filter: UnitFilter, asOf = on('06-01'), knownAt = 1000) =>
  (await unitsOf(ledger!.queries, filter, { asOf, knownAt }, { limit: 100 })).items;

describe('officialsOf', () => {
  it('finds a Vietnamese name with or without its marks, in any case, by a part', async () => {
    await tell(registered('e1', 'cb1', 'Nguyễn Văn Đức'), registered('e2', 'cb2', 'Đỗ Thị Ánh'));
    for (const name of ['nguyen van duc', 'ĐỨC', 'Văn', 'Nguyễn'.normalize('NFD')]) {
      expect((await officials({ name })).map(({ officialId }) => officialId)).toEqual(['cb1']);
    }
    expect(await officials({ name: 'đ' })).toHaveLength(2);
    expect(await officials({ name: '%' })).toEqual([]);
    expect((await officials({ name: 'anh' }))[0]).toMatchObject({ displayName: 'Đỗ Thị Ánh', unitId: 'p1' });
  });

  it('follows transfer, absence and leaving by their effect, as known then', async () => {
    await tell(
      registered('e1', 'cb1', 'Trần Bình'),
      change('e2', on('05-01'), 'left'),
      change('e3', on('02-01'), 'transferred', { unitId: 'p2', duty: 'Trả kết quả' }),
      change('e4', on('03-01'), 'absence', { until: on('03-10') }),
    );
    const at = async (day: string, knownAt?: number) => {
      const [{ status, unitId, duty }] = await officials({}, on(day), knownAt);
      return [status, unitId, duty];
    };
    expect(await at('01-05')).toEqual(['active', 'p1', 'Tiếp nhận']);
    expect(await at('02-05')).toEqual(['active', 'p2', 'Trả kết quả']);
    expect(await at('02-05', 2)).toEqual(['active', 'p1', 'Tiếp nhận']);
    expect(await at('03-05')).toEqual(['absent', 'p2', 'Trả kết quả']);
    expect(await at('03-10')).toEqual(['active', 'p2', 'Trả kết quả']);
    expect(await at('05-01')).toEqual(['left', 'p2', 'Trả kết quả']);
    expect(await at('05-01', 1)).toEqual(['active', 'p1', 'Tiếp nhận']);
  });

  it('names someone whose registration came after a change', async () => {
    await tell(change('e1', on('02-01'), 'left'), registered('e2', 'cb1', 'Trần Bình', on('01-01')));
    expect(await serviceKnown(ledger!.queries, 'cb1', 1)).toMatchObject([{ status: 'left' }]);
    expect(await serviceKnown(ledger!.queries, 'cb1', 2)).toMatchObject([
      { status: 'active', displayName: 'Trần Bình', validTo: on('02-01'), why: { eventId: 'e2', position: '2' } },
      { status: 'left', displayName: 'Trần Bình' },
    ]);
    ledger?.close();
    await tell(change('e1', on('02-01'), 'added'), registered('e2', 'cb1', 'Trần Bình', on('03-01')));
    expect(await serviceKnown(ledger!.queries, 'cb1', 2)).toMatchObject([
      { validFrom: on('02-01'), displayName: 'Trần Bình', holderType: 'CC' },
      { validFrom: on('03-01'), displayName: 'Trần Bình' },
    ]);
  });
});

describe('unitsOf', () => {
  it('shows units by name, kind and parent as they existed', async () => {
    await tell(
      unit('e1', 'p1', 'Phường Hà Cầu', { parentUnitId: 'q1' }),
      unit('e2', 'q1', 'Quận Hà Đông', { kind: 'district', validTo: on('07-01') }),
    );
    expect(await units({}, '2024-12-31T00:00:00.000Z')).toEqual([]);
    expect((await units({ name: 'ha cau' })).map(({ unitId }) => unitId)).toEqual(['p1']);
    expect((await units({ parentUnitId: 'q1' })).map(({ unitId }) => unitId)).toEqual(['p1']);
    expect((await units({ kind: 'district' }))[0]).toMatchObject({ status: 'open', validTo: on('07-01') });
    expect((await units({ kind: 'district' }, on('07-01')))[0]).toMatchObject({ status: 'closed' });
  });

  it('closes what was reorganised away, names what it became, and keeps what goes on', async () => {
    await tell(
      unit('e1', 'p1', 'Phường Hà Cầu'),
      unit('e2', 'p2', 'Phường La Khê'),
      happening('UnitReorganised', 'e3', on('02-01'), {
        reorganisationId: 'r1',
        from: ['p1', 'p2'],
        to: ['p1'],
        effectiveAt: on('05-01'),
        decisionNo: '12/QĐ',
      }),
    );
    expect(
      (await units({}, on('05-01'))).map(({ unitId, status, successors }) => [unitId, status, successors]),
    ).toEqual([
      ['p1', 'open', []],
      ['p2', 'closed', ['p1']],
    ]);
    expect(await units({ status: 'closed' }, on('05-01'), 2)).toEqual([]);
  });
});
