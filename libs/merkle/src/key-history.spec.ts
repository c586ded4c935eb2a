import fc from 'fast-check';
import { checkHistory, KeyHistory } from './key-history.js';
import { leafOf, mth } from './rfc6962.fixture.js';
import { refusal, spoilt } from './spoiled.fixture.js';

function historyOf(indexes: readonly number[]): KeyHistory {
  const history = KeyHistory.begin();
  for (const index of indexes) history.add(index);
  return history;
}
const rootOf = (indexes: readonly number[]) =>
  mth(indexes.map((index) => leafOf(Buffer.from(index.toString(16).padStart(16, '0'), 'hex'))));
const indexes = [3, 4, 70_000, 2 ** 40, 2 ** 51];
const entry = historyOf(indexes).entry();
const lists = fc
  .uniqueArray(fc.oneof(fc.nat(100), fc.maxSafeNat()), { minLength: 1, maxLength: 40 })
  .map((list) => list.sort((a, b) => a - b));

describe('the history of a key', () => {
  it('is its count, its last index and the root over all its indexes', () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(historyOf(list).entry()).toEqual({ count: list.length, last: list.at(-1), root: rootOf(list) });
      }),
    );
  });

  it('goes on from what was kept as if it had never stopped', () => {
    fc.assert(
      fc.property(lists, fc.nat(40), (list, cut) => {
        const resumed = cut === 0 ? KeyHistory.begin() : KeyHistory.parse(historyOf(list.slice(0, cut)).bytes());
        for (const index of list.slice(cut)) resumed.add(index);
        expect(resumed.entry()).toEqual(historyOf(list).entry());
      }),
    );
  });

  it('is kept in the bytes of the first one', () => {
    const bytes = historyOf([1, 2, 5]).bytes();
    expect(bytes.toString('hex')).toBe(
      '0000000000000003' + '0000000000000005' + rootOf([1, 2]).toString('hex') + rootOf([5]).toString('hex'),
    );
  });

  it('goes up only', () => {
    for (const index of [5, 4, -1, 5.5, NaN, 2 ** 53]) {
      const history = historyOf([1, 5]);
      expect(refusal(() => history.add(index))).toBe('range');
    }
  });

  it('has no entry before its first leaf', () => {
    expect(refusal(() => KeyHistory.begin().entry())).toBe('range');
    expect(refusal(() => KeyHistory.begin().bytes())).toBe('range');
  });

  it('kept with any byte spoiled is refused, or is another one', () => {
    const bytes = historyOf([1, 2, 5]).bytes();
    for (const spoiled of spoilt(bytes)) {
      let read: KeyHistory | undefined;
      const code = refusal(() => (read = KeyHistory.parse(spoiled)));
      if (code === undefined) expect(read!.bytes().equals(spoiled)).toBe(true);
      else expect(code).toMatch(/^(shape|number|range|hash)$/);
    }
    for (const length of [0, 15, 16, 17]) expect(refusal(() => KeyHistory.parse(Buffer.alloc(length)))).toBeDefined();
  });
});

describe('a list of leaves', () => {
  it('is all of them', () => {
    expect(refusal(() => checkHistory(entry, indexes))).toBeUndefined();
    fc.assert(fc.property(lists, (list) => checkHistory(historyOf(list).entry(), list)));
  });

  it('with one left out, put in, changed or out of order is not', () => {
    const wrong: number[][] = [[], [...indexes].reverse(), [...indexes, 2 ** 52]];
    indexes.forEach((index, i) => {
      wrong.push(indexes.toSpliced(i, 1), indexes.toSpliced(i, 0, index), indexes.with(i, index + 1));
      wrong.push(indexes.toSpliced(i, 1, index - 0.5), indexes.with(i, NaN), indexes.with(i, -1));
      // As many as there should be, one of them replaced by its neighbour.
      wrong.push(indexes.with(i, indexes[(i + 1) % indexes.length]));
    });
    for (const list of wrong) expect([list, refusal(() => checkHistory(entry, list))]).toEqual([list, 'history']);
  });

  it('is not that of an entry with another count, last index or root', () => {
    for (const other of [
      { ...entry, count: entry.count + 1 },
      { ...entry, last: entry.last + 1 },
      { ...entry, last: entry.last - 1 },
      { ...entry, root: rootOf([1]) },
    ])
      expect(refusal(() => checkHistory(other, indexes))).toBe('history');
  });
});
