import { completeSnapshots, enabledIn } from './snapshots.js';

const part = (
  id: string,
  snapshotId: string,
  of: number,
  asOf = '2025-03-03T00:00:00.000Z',
  number = Number(id[1]),
) => ({
  ...{ id, type: 'Snapshot' as const, at: asOf },
  data: { snapshotId, asOf, part: number, of },
});
const complete = (...facts: ReturnType<typeof part>[]) => completeSnapshots({ facts });

describe('a snapshot', () => {
  it('is complete with all of its parts, in whatever order they came; its first part stands for it', () => {
    expect(complete(part('p2', 'A', 2), part('p1', 'A', 2))).toEqual([
      { id: 'p1', snapshotId: 'A', asOf: '2025-03-03T00:00:00.000Z' },
    ]);
  });
  it('says nothing where a part is missing, or where two events bring the same one', () => {
    expect(complete(part('p1', 'A', 2))).toEqual([]);
    expect(complete(part('p1', 'A', 2), part('q1', 'A', 2))).toEqual([]);
    expect(complete(part('p1', 'A', 1), part('q2', 'A', 3))).toEqual([]);
  });
  it('stands in the order of its day, then of its id', () => {
    const later = '2025-03-04T00:00:00.000Z';
    expect(complete(part('p1', 'C', 1, later), part('q1', 'B', 1, later), part('r1', 'D', 1)).map(({ snapshotId }) => snapshotId)).toEqual(['D', 'B', 'C']); // prettier-ignore
  });
});

it('an account may do in a snapshot what is said of it there, as long as it is enabled', () => {
  const line = (snapshotId: string, enabled: boolean, functions: string[]) => ({
    ...{ id: `e-${snapshotId}`, type: 'Listed' as const, at: '' },
    data: { snapshotId, system: 'TTHC', asOf: '', enabled, functions },
  });
  expect([...enabledIn({ facts: [line('A', true, ['X']), line('B', false, ['X']), line('C', true, [])] })]).toEqual([
    ['A', ['X']],
    ['C', []],
  ]);
});
