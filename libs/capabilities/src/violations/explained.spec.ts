import { MemoryViewStore, openEnd, ViewRun, type Table, type ViewedEvent } from '@app/ledger';
import { eventsOf, explainedAfter } from './examples.js';
import { explainedAnew, explainedAt } from './explained.js';
import { findingsView } from './findings-view.js';
import { dayRows, type DayRow } from './memory.js';
import { dossier, granted, lookup } from './story.js';

const e1 = { code: 'E1', from: 5, unitId: 'U-1' } as const;
const e0 = { code: 'E0', from: 7, unitId: 'U-1' } as const;

describe('the states of an explanation', () => {
  it('follow each other by their positions, and no two equal ones do', () => {
    expect(explainedAnew([], e1)).toEqual([e1]);
    expect(explainedAnew([e1], e0)).toEqual([e1, e0]);
    const same = [e1];
    expect(explainedAnew(same, { ...e1, from: 9 })).toBe(same);
    expect(explainedAnew([e1], { ...e1, from: 9, unitId: 'U-2' })).toHaveLength(2);
  });

  it('are one for each position, and go on where it comes back to what was before', () => {
    expect(explainedAnew([e1, e0], { ...e1, code: 'E4', from: 7 })).toEqual([e1, { ...e1, code: 'E4', from: 7 }]);
    expect(explainedAnew([e1, e0], { ...e1, from: 7 })).toEqual([e1]);
    expect(explainedAnew([e0], { ...e1, from: 7 })).toEqual([{ ...e1, from: 7 }]);
  });

  it('tell what was known at any position', () => {
    expect([4, 5, 6, 7, 8].map((position) => explainedAt([e1, e0], position)?.code)).toEqual([
      undefined,
      'E1',
      'E1',
      'E0',
      'E0',
    ]);
  });
});

describe('explained look-ups', () => {
  const usesAfter = (events: readonly ViewedEvent[]) => {
    const store = new MemoryViewStore();
    new ViewRun(findingsView([]), store).apply(events);
    return store
      .dump(dayRows as unknown as Table)
      .filter(({ to }) => to === openEnd)
      .flatMap(({ row }) => (row as DayRow).uses);
  };

  it('are counted by account, day, unit and code, and counted anew when a late fact explains them', () => {
    const told = eventsOf([
      granted('2025-03-03 07:00'),
      lookup('2025-03-04 09:00'),
      lookup('2025-03-04 10:00', { dossierId: 'D-none' }),
      dossier('2025-03-03 08:00'),
    ]);
    const none = { e1: 0, e2: 0, e3: 0, e4: 0, e5: 0, e6: 0, e7: 0, e8: 0, e0: 0 };
    const day = { accountId: 'TTHC:an', day: '2025-03-04', unitId: 'U-1', ...none };
    expect(explainedAfter([], told.slice(0, 3))).toEqual([{ ...day, e0: 2 }]);
    expect(explainedAfter([], told)).toEqual([{ ...day, e1: 1, e0: 1 }]);
    expect(usesAfter(told).map(({ explained }) => explained?.map(({ code, from }) => [code, from]))).toEqual([
      [
        ['E0', 2],
        ['E1', 4],
      ],
      [['E0', 3]],
    ]);
  });

  it('move to the unit of a grant that is told later, and leave nothing behind', () => {
    const told = eventsOf([lookup('2025-03-04 09:00', { unitId: 'U-9' }), granted('2025-03-03 07:00')]);
    expect(explainedAfter([], told.slice(0, 1))).toEqual([expect.objectContaining({ unitId: 'U-9', e0: 1 })]);
    expect(explainedAfter([], told)).toEqual([expect.objectContaining({ unitId: 'U-1', e0: 1 })]);
  });

  it('without a unit are counted too', () => {
    expect(explainedAfter([], eventsOf([lookup('2025-03-04 09:00')]))).toEqual([
      expect.objectContaining({ unitId: '', e0: 1 }),
    ]);
  });

  it('are none of a source that only controls another, also where that is told later', () => {
    const [look, ...rest] = eventsOf([
      lookup('2025-03-04 09:00'),
      { type: 'SourceRegistered', at: '2025-01-01 00:00', data: { ...gateway } },
    ]);
    const told = [{ ...look, source: { system: 'LGSP', sourceEventId: 'x' } }, ...rest];
    expect(explainedAfter([], told.slice(0, 1))).toHaveLength(1);
    expect(explainedAfter([], told)).toEqual([]);
    expect(usesAfter(told)[0].explained?.at(-1)).toEqual({ from: 2 });
  });
});

const gateway = { sourceId: 'LGSP', system: 'TTHC', kind: 'gateway', role: 'control', validFrom: '2025-01-01 00:00' };
