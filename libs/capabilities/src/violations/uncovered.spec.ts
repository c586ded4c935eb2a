import { uncovered } from './uncovered.js';

const span = (from: string, to?: string) => ({ from, to, by: `begin ${from}`, endedBy: to && `end ${to}` });

describe('what is left uncovered', () => {
  it('is the whole span where nothing covers it', () => {
    expect(uncovered(span('b', 'f'), [span('a', 'b'), span('f', 'g')])).toEqual([span('b', 'f')]);
    expect(uncovered(span('b'), [])).toEqual([span('b')]);
  });

  it('begins with the end of a cover and ends with the beginning of the next', () => {
    expect(uncovered(span('a', 'z'), [span('m', 'n'), span('c', 'd')])).toEqual([
      { from: 'a', to: 'c', by: 'begin a', endedBy: 'begin c' },
      { from: 'd', to: 'm', by: 'end d', endedBy: 'begin m' },
      { from: 'n', to: 'z', by: 'end n', endedBy: 'end z' },
    ]);
  });

  it('lies not between covers that meet or overlap, nor under one inside another', () => {
    expect(uncovered(span('a', 'z'), [span('a', 'f'), span('b', 'c'), span('e', 'm'), span('m', 'y')])).toEqual([
      { from: 'y', to: 'z', by: 'end y', endedBy: 'end z' },
    ]);
  });

  it('ends where a cover begins that never ends', () => {
    expect(uncovered(span('a'), [span('c')])).toEqual([{ from: 'a', to: 'c', by: 'begin a', endedBy: 'begin c' }]);
    expect(uncovered(span('c'), [span('a')])).toEqual([]);
  });

  it('begins with the cover itself where that ends by the clock', () => {
    expect(uncovered(span('a', 'z'), [{ from: 'a', to: 'm', by: 'seen' }])).toEqual([
      { from: 'm', to: 'z', by: 'seen', endedBy: 'end z' },
    ]);
  });
});
