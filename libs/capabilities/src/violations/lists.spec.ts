import { byKey, firstBeyond, firstWith, longRows, recurring, rowOf, shownBy, stretches } from './lists.js';

const letters = (text: string) => [...text];
const own = (letter: string) => [letter];

describe('the first with so many different keys', () => {
  it('is the one that brings the last of them, with all before it', () => {
    expect(firstWith(letters('aabac'), 2, own)).toEqual({ last: 'b', all: letters('aab') });
    expect(firstWith(letters('aab'), 3, own)).toBeUndefined();
  });

  it('is the one beyond a limit, also one between two whole numbers', () => {
    expect(firstBeyond(letters('abcd'), 2, own)?.last).toBe('c');
    expect(firstBeyond(letters('abcd'), 2.5, own)?.last).toBe('c');
    expect(firstBeyond(letters('abcd'), 4, own)).toBeUndefined();
  });
});

describe('rows', () => {
  it('are long from the last one that is needed on', () => {
    expect(longRows(letters('xx.xxxx.x'), 3, (letter) => letter === 'x')).toEqual([5, 6]);
  });

  it('are taken up to a place, as far as there are so many', () => {
    expect(rowOf(letters('abcde'), 3, 2)).toEqual(['c', 'd']);
    expect(rowOf(letters('abc'), 1, 5)).toEqual(['a', 'b']);
  });

  it('of places make stretches, whichever sign gave them', () => {
    expect(stretches([1, 2, 7], [2, 3], [])).toEqual([[1, 2, 3], [7]]);
    expect(stretches([], [])).toEqual([]);
    expect(stretches([10, 9], [2])).toEqual([[2], [9, 10]]);
  });
});

describe('groups', () => {
  it('have the things of one key in their order', () => {
    expect([...byKey(['b1', 'a1', 'b2'], ([key]) => key)]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
    expect(recurring(['b1', 'a1', 'b2'], ([key]) => key)).toEqual([['b1', 'b2']]);
  });
});

describe('evidence', () => {
  it('has the telling one first, each once, and no more than the last fifty others', () => {
    const facts = Array.from({ length: 60 }, (_, i) => ({ id: `e-${i}` }));
    expect(shownBy(facts[59], facts)).toEqual(['e-59', ...facts.slice(10, 59).map(({ id }) => id)]);
  });
});
