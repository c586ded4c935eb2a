import {
  earliest,
  evidenceOf,
  firstOfEach,
  greatestBy,
  latest,
  runsOf,
  sameCounts,
  sameMembers,
  sortedBy,
  tally,
} from './order.js';

const of = (text: string) => text.split(' ').map((word) => ({ key: word[0], word }));
const words = (list: readonly { word: string }[]) => list.map(({ word }) => word).join(' ');
const byKey = ({ key }: { key: string }) => key;

describe('facts in order', () => {
  it('stand by their answers, and as they came where those are equal', () => {
    expect(words(sortedBy(of('b2 c1 b1 a1 c2'), byKey))).toBe('a1 b2 b1 c1 c2');
  });
  it('are counted once for each answer: the first of them', () => {
    expect(words(firstOfEach(of('b2 c1 b1 a1 c2'), byKey))).toBe('b2 c1 a1');
  });
  it('have a greatest, of several the first', () => {
    expect(greatestBy(of('b2 c1 b1 a1 c2'), byKey)?.word).toBe('c1');
    expect(greatestBy(of('c1'), byKey)?.word).toBe('c1');
    expect(greatestBy([], byKey)).toBeUndefined();
  });
});

describe('a list', () => {
  const runs = (text: string) =>
    runsOf(of(text), ({ key }) => key === 'x').map(({ members, next }) => `${words(members)}>${next?.word ?? ''}`);
  it('has runs of members that belong together, each up to the next that does not', () => {
    expect(runs('a1 x1 x2 b1 x3')).toEqual(['x1 x2>b1', 'x3>']);
    expect(runs('x1 a1 a2 x2 x3 x4')).toEqual(['x1>a1', 'x2 x3 x4>']);
    expect(runs('a1')).toEqual([]);
  });
  it('is counted word by word, and what is not counted is none', () => {
    expect([...tally(['a', 'b', 'a'])]).toEqual([['a', 2], ['b', 1]]); // prettier-ignore
    const same = (a: [string, number][], b: [string, number][]) => [sameCounts(new Map(a), new Map(b)), sameCounts(new Map(b), new Map(a))]; // prettier-ignore
    expect(same([['a', 2], ['b', 0]], [['a', 2]])).toEqual([true, true]); // prettier-ignore
    expect(same([['a', 2]], [['a', 1]])).toEqual([false, false]);
    expect(same([['a', 2]], [])).toEqual([false, false]);
  });
  it('has the same members as another in any order', () => {
    expect(sameMembers(['a', 'b'], ['b', 'a', 'a'])).toBe(true);
    expect([sameMembers(['a'], ['a', 'b']), sameMembers(['a', 'b'], ['a'])]).toEqual([false, false]);
  });
});

describe('instants', () => {
  it('have a last one, whatever is not known', () => {
    expect(latest('b', undefined, 'c', 'a')).toBe('c');
    expect(latest('b', undefined)).toBe('b');
  });
  it('have a first one where any is known', () => {
    expect(earliest('b', undefined, 'a', 'c')).toBe('a');
    expect(earliest(undefined, 'b')).toBe('b');
    expect(earliest(undefined)).toBeUndefined();
  });
});

it('evidence is what is known of it, in the order given', () => {
  expect(evidenceOf('b', undefined, 'a')).toEqual(['b', 'a']);
});
