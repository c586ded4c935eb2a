import { describe, expect, it } from '@jest/globals';
import { cell, showList } from './listing.js';

const times = { asOf: '2025-12-31T17:00:00.000Z', position: 9, positionAt: '2025-12-31T17:00:01.000Z' };

const few = [[{ id: 'a' }, { id: 'b\u001b[2J' }], [{ id: 'c' }]];
async function show(json: boolean, pages: readonly (readonly { id: string }[])[] = few) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const count = await showList(
    { ...terminal, watched: false, columns: undefined },
    { times, json },
    [{ vi: 'Mã', en: 'Id', of: ({ id }: { id: string }) => id }],
    (after: number | undefined = 0) => Promise.resolve({ items: pages[after], next: after === 0 ? 1 : undefined }),
  );
  return { out, err, count };
}

describe('a list', () => {
  it('has all pages in one table, Vietnamese headings first, and says as of when it is', async () => {
    const { out, err, count } = await show(false);
    expect(count).toBe(3);
    expect(out.join('\n')).toMatch(/Mã[^]*Id[^]*a[^]*b[^]*c/);
    expect(err).toEqual([
      '3 dòng, xét lúc 01/01/2026 00:00:00 +07:00, biết đến vị trí 9 (01/01/2026 00:00:01 +07:00) · ' +
        '3 rows, as of 01/01/2026 00:00:00 +07:00, known at position 9 (01/01/2026 00:00:01 +07:00)',
    ]);
  });

  it('comes in tables of a hundred rows, each with its headings, and has every row once', async () => {
    const ids = Array.from({ length: 250 }, (_, i) => `row-${String(i).padStart(3, '0')}`);
    const items = ids.map((id) => ({ id }));
    const { out, count } = await show(false, [items.slice(0, 130), items.slice(130)]);
    expect(count).toBe(250);
    expect(out.map((table) => [table.match(/Mã/g)?.length, table.match(/row-\d+/g)?.length])).toEqual([
      [1, 100],
      [1, 100],
      [1, 50],
    ]);
    expect(out.join('').match(/row-\d+/g)).toEqual(ids);
  });

  it('has one JSON object a line, the times first', async () => {
    const { out } = await show(true);
    expect(out.map((line) => JSON.parse(line) as object)).toEqual([
      { asOf: times.asOf, knownAt: { position: '9', at: times.positionAt } },
      { id: 'a' },
      { id: 'b\u001b[2J' },
      { id: 'c' },
    ]);
  });

  it('lets no value draw on the terminal', async () => {
    expect((await show(false)).out.join('')).not.toContain('\u001b');
    expect(cell('a\r\nb\u202ec\u009b')).toBe('a b c ');
  });
});
