import { eventsOf, standingAfter } from './examples.js';
import { v10 } from './rules/v-10.js';
import { citizens, granted, lookup, many, profile, statistics } from './story.js';

const trial = profile('2024-01-02 00:00', { inTrial: ['V-10'] });
const peer = { accountId: 'TTHC:peer', officialId: 'O-2', unitId: 'U-2' };
const unit = (unitId: string, kind: string) => ({
  type: 'UnitRegistered',
  at: '2024-01-02 00:00',
  data: { unitId, name: unitId, kind, validFrom: '2024-01-02 00:00' },
});
const found = (...facts: Parameters<typeof eventsOf>[0]) => standingAfter([v10], eventsOf(facts));

describe('what is usual for accounts of a kind', () => {
  const world = (role: string, kind: string) => [
    unit('U-1', 'commune'),
    unit('U-2', kind),
    granted('2024-01-02 07:00'),
    granted('2024-01-02 07:00', { ...peer, roleClass: role }),
    lookup('2025-03-02 09:00', { accountId: peer.accountId, subjects: citizens(20) }),
    lookup('2025-03-03 09:00', { accountId: peer.accountId, subjects: citizens(40) }),
    lookup('2025-03-04 09:00', { subjects: citizens(35) }),
  ];

  it('is taken from accounts of the same role in units of the same kind only', () => {
    expect(found(trial, ...world('RECEPTION', 'commune'))).toHaveLength(0);
    expect(found(trial, ...world('RESULT_VERIFY', 'commune'))).toHaveLength(1);
    expect(found(trial, ...world('RECEPTION', 'centre'))).toHaveLength(1);
  });

  it('is known in full to a trial that begins when all has been told', () => {
    expect(found(...world('RECEPTION', 'commune'), trial)).toEqual(found(trial, ...world('RECEPTION', 'commune')));
    expect(found(...world('RECEPTION', 'centre'), trial)).toHaveLength(1);
  });

  it('changes with a look-up that is told late', () => {
    const late = lookup('2025-03-03 10:00', { accountId: peer.accountId, subjects: citizens(40) });
    const [, , ...rest] = world('RECEPTION', 'commune').filter(({ at }) => at !== '2025-03-03 09:00');
    expect(found(trial, ...rest)).toHaveLength(1);
    expect(found(trial, ...rest, late)).toHaveLength(0);
  });
});

describe('a unit’s look-ups', () => {
  const looks = many(4, { from: '2025-03-03 09:00', every: 60 }, (at) => lookup(at, { unitId: 'U-1' }));

  it('are set against the latest count of each procedure', () => {
    const [first, corrected] = [statistics('2025-03-05 08:00'), statistics('2025-03-06 08:00', { received: 2 })];
    const other = statistics('2025-03-05 08:00', { procedureCode: '2.002' });
    expect(found(trial, ...looks, first)).toHaveLength(1);
    expect(found(trial, ...looks, corrected, first)).toHaveLength(0);
    expect(found(trial, ...looks, first, other)).toHaveLength(0);
  });

  it('are counted from the first day of the period to the last, also those told later', () => {
    const period = (from: string, to: string) => statistics('2025-03-05 08:00', { period: { from, to }, received: 1 });
    expect(found(trial, period('2025-03-03', '2025-03-03'), ...looks)).toHaveLength(1);
    expect(found(trial, ...looks, period('2025-03-04', '2025-03-04'))).toHaveLength(0);
    expect(found(trial, ...looks, period('2025-03-01', '2025-03-02'))).toHaveLength(0);
  });

  it('are not counted over a period that is backwards or longer than a year', () => {
    const period = (from: string, to: string) => statistics('2025-03-05 08:00', { period: { from, to }, received: 0 });
    expect(found(trial, ...looks, period('2024-03-04', '2025-03-04'))).toHaveLength(1);
    expect(found(trial, ...looks, period('2024-03-03', '2025-03-04'))).toHaveLength(0);
    expect(found(trial, ...looks, period('2025-03-04', '2025-03-03'))).toHaveLength(0);
    expect(found(trial, ...looks, period('0001-01-01', '9999-12-31'))).toHaveLength(0);
  });
});
