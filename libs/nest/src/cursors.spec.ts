import { Cursors, limitOf } from './cursors.js';
import { Problem } from './problem.js';

const cursors = new Cursors(Buffer.alloc(32, 1));
const at = { asOf: '2025-01-01T00:00:00.000Z', knownAt: { position: 7, at: '2025-01-01T00:00:01.000Z' } };
const later = { asOf: '2025-01-02T00:00:00.000Z', knownAt: { position: 9, at: '2025-01-02T00:00:00.000Z' } };
const filter = { unitId: 'u-1' };

const codeOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return (error as Problem).code;
  }
};

describe('a cursor', () => {
  const cursor = cursors.next(filter, at, ['TTHC:an', 3]);

  it('goes on behind its row, with the times of the first page', () => {
    expect(cursors.page(filter, later, { cursor, limit: '5' })).toEqual({ at, after: ['TTHC:an', 3], limit: 5 });
  });

  it('is refused with another filter, under another key, or changed in any letter', () => {
    expect(codeOf(() => cursors.page({ unitId: 'u-2' }, at, { cursor }))).toBe('cursor-invalid');
    expect(codeOf(() => cursors.page({}, at, { cursor }))).toBe('cursor-invalid');
    const others = new Cursors(Buffer.alloc(32, 2));
    expect(codeOf(() => others.page(filter, at, { cursor }))).toBe('cursor-invalid');
    for (let i = 0; i < cursor.length; i++) {
      const changed = cursor.slice(0, i) + (cursor[i] === 'A' ? 'B' : 'A') + cursor.slice(i + 1);
      expect([i, codeOf(() => cursors.page(filter, at, { cursor: changed }))]).toEqual([i, 'cursor-invalid']);
    }
    for (const odd of ['', '.', 'a', 'a.b.c', 7, ['a'], cursor + '.']) {
      expect(codeOf(() => cursors.page(filter, at, { cursor: odd }))).toBe('cursor-invalid');
    }
  });

  it('is not needed for the first page', () => {
    expect(cursors.page(filter, at, {})).toEqual({ at, limit: 100 });
  });
});

describe('a limit', () => {
  it('is a whole number from 1 to 1000', () => {
    expect([limitOf(undefined), limitOf('1'), limitOf(1000)]).toEqual([100, 1, 1000]);
    for (const odd of ['0', '1001', '-1', '1.5', '1e2', '', 'x', 0, 1.5, null, ['1']]) {
      expect([odd, codeOf(() => limitOf(odd))]).toEqual([odd, 'query-invalid']);
    }
  });
});
