import { earliest, evidenceOf, firstOfEach, greatestBy, latest, sortedBy } from './order.js';

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
