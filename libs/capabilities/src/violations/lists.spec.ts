import { byKey, firstBeyond, firstWith, longRows, ofOneType, rowOf, shownBy, stretches } from './lists.js';

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
    const things = letters('xx.xxxx.x').map((letter) => ({ letter }));
    expect(longRows<{ letter: string }>(3, ({ letter }) => letter === 'x')(things)).toEqual([5, 6]);
  });

  it('are taken up to a place, as far as there are so many', () => {
    expect(rowOf(letters('abcde'), 3, 2)).toEqual(['c', 'd']);
    expect(rowOf(letters('abc'), 1, 5)).toEqual(['a', 'b']);
  });

  it('of places make stretches, whichever sign gave them', () => {
    expect(stretches([1, 2, 7], [2, 3], [])).toEqual([[1, 2, 3], [7]]);
    expect(stretches([], [])).toEqual([]);
    expect(stretches([9, 10], [2])).toEqual([[2], [9, 10]]);
  });
});

describe('things of one type', () => {
  it('are those, in their order, of a short list and of a long one', () => {
    const list = Array.from({ length: 600 }, (_, i) => ({ type: i % 7 === 3 ? 'a' : 'b', i }));
    for (const some of [list.slice(0, 20), list]) {
      expect(ofOneType(some, 'a')).toEqual(some.filter(({ type }) => type === 'a'));
      expect(ofOneType(some, 'c')).toEqual([]);
    }
  });
});

describe('groups', () => {
  it('have the things of one key in their order', () => {
    expect([...byKey(['b1', 'a1', 'b2'], ([key]) => key)]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
  });
});

describe('evidence', () => {
  it('has the telling one first, each once, and no more than the last fifty others', () => {
    const facts = Array.from({ length: 60 }, (_, i) => ({ id: `e-${i}` }));
    expect(shownBy(facts[59], facts)).toEqual(['e-59', ...facts.slice(10, 59).map(({ id }) => id)]);
  });
});
