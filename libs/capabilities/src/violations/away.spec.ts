import { awayAt } from './away.js';
import type { Folder, FolderFacts } from './folders.js';

const change = (id: string, kind: string, effectiveAt: string, until?: string): FolderFacts['official'] => ({
  id,
  type: 'HolderChanged',
  at: effectiveAt,
  data: { changeId: id, officialId: 'O-1', kind, effectiveAt, ...(until && { until }) },
});
const nothing = (): never => {
  throw new Error('no folder is to be opened');
};
const away = (at: string, ...facts: FolderFacts['official'][]) => {
  const folder = { id: 'O-1', facts } as unknown as Folder<never>;
  return awayAt('O-1', at, { folder: () => folder })?.id;
};

describe('an official', () => {
  it('is away from the first moment of an absence to before its last', () => {
    const absence = change('A', 'absence', '05', '08');
    expect(['04', '05', '07', '08'].map((at) => away(at, absence))).toEqual([undefined, 'A', 'A', undefined]);
  });

  it('is away without a known end until the next change', () => {
    const facts = [change('A', 'absence', '05'), change('B', 'added', '08')];
    expect(['05', '07', '08'].map((at) => away(at, ...facts))).toEqual(['A', 'A', undefined]);
    expect(away('99', change('A', 'absence', '05'))).toBe('A');
  });

  it('is not away who left, and nobody is of whom nothing is known', () => {
    expect(away('06', change('A', 'left', '05'))).toBeUndefined();
    expect(awayAt(undefined, '06', { folder: nothing })).toBeUndefined();
  });
});
