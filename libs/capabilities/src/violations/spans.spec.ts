import {
  afterPausing,
  edgesOf,
  episodes,
  firstEnd,
  inTurn,
  isIn,
  leftFrom,
  meet,
  overlap,
  shared,
  together,
} from './spans.js';

const at = (day: number, ms = 0) => new Date(Date.UTC(2025, 0, day) + ms).toISOString();
const dayMs = 86_400_000;

describe('a time', () => {
  it('holds its first instant, and not its end', () => {
    expect(['a', 'b', 'c', 'd'].map((instant) => isIn({ from: 'b', to: 'd' }, instant))).toEqual([false, true, true, false]); // prettier-ignore
    expect(isIn({ from: 'b' }, 'z')).toBe(true);
    expect(isIn({ from: 'b' }, 'a')).toBe(false);
  });

  it.each([
    [{ from: 'b', to: 'd' }, { from: 'c', to: 'e' }, true],
    [{ from: 'b', to: 'd' }, { from: 'd', to: 'e' }, false],
    [{ from: 'b', to: 'd' }, { from: 'd' }, false],
    [{ from: 'b', to: 'd' }, { from: 'a' }, true],
    [{ from: 'b' }, { from: 'z' }, true],
  ])('%j and %j share an instant: %p', (one, other, shared) => {
    expect([overlap(one, other), overlap(other, one)]).toEqual([shared, shared]);
  });

  it.each([
    [{ from: 'b', to: 'd' }, { from: 'c', to: 'e' }, true],
    [{ from: 'b', to: 'd' }, { from: 'd', to: 'e' }, true],
    [{ from: 'b', to: 'd' }, { from: 'e' }, false],
    [{ from: 'b' }, { from: 'z' }, true],
  ])('%j and %j meet: %p', (one, other, met) => {
    expect([meet(one, other), meet(other, one)]).toEqual([met, met]);
  });

  it('is left from an instant on, as far as it had not ended', () => {
    expect(leftFrom({ from: 'b', to: 'd' }, 'c')).toEqual({ from: 'c', to: 'd' });
    expect(leftFrom({ from: 'b', to: 'd' }, 'a')).toEqual({ from: 'b', to: 'd' });
    expect(leftFrom({ from: 'b', to: 'd' })).toEqual({ from: 'b', to: 'd' });
    expect(leftFrom({ from: 'b', to: 'd' }, 'd')).toBeUndefined();
    expect(leftFrom({ from: 'b' }, 'z')).toEqual({ from: 'z' });
  });
});

describe('times together', () => {
  it('have edges, with the events that make them', () => {
    expect(edgesOf([{ from: 'c', by: 'x', to: 'e', endedBy: 'y' }, { from: 'a' }])).toEqual([{ at: 'c', by: 'x' }, { at: 'e', by: 'y' }, { at: 'a' }]); // prettier-ignore
  });

  it('have in common what lies in both', () => {
    const time = { from: 'b', by: '1', to: 'd', endedBy: '2' };
    expect(shared(time, { from: 'c', to: 'e' })).toEqual({ from: 'c', by: '1', to: 'd', endedBy: '2' });
    expect(shared(time, { from: 'a', to: 'c' })).toEqual({ from: 'b', by: '1', to: 'c' });
    expect(shared(time, { from: 'd' })).toBeUndefined();
    expect(shared({ from: 'b', by: '1' }, { from: 'c' })).toEqual({ from: 'c', by: '1' });
  });

  it('last together as long as one of them does', () => {
    const times = [{ from: 'd', to: 'e' }, { from: 'a', by: '1', to: 'c' }, { from: 'b', to: 'd', endedBy: '2' }, { from: 'g' }]; // prettier-ignore
    expect(together(times)).toEqual([{ from: 'a', by: '1', to: 'e' }, { from: 'g' }]);
  });

  it('make episodes: as long as something holds from one edge to the next', () => {
    const edges = ['c', 'a', 'b', 'd'].map((instant) => ({ at: instant }));
    const holdsAt = (held: string) => episodes(edges, (instant) => held.includes(instant));
    expect(holdsAt('bc')).toEqual([{ from: 'b', to: 'd' }]);
    expect(holdsAt('ac')).toEqual([{ from: 'a', to: 'b' }, { from: 'c', to: 'd' }]); // prettier-ignore
    expect(holdsAt('d')).toEqual([{ from: 'd' }]);
    expect(holdsAt('')).toEqual([]);
  });

  it('end with the first of their ends, of two at once the one named first', () => {
    expect(firstEnd({ at: 'c', by: 'x' }, {}, { at: 'b', by: 'y' }, { at: 'b', by: 'z' })).toEqual({
      at: 'b',
      by: 'y',
    });
    expect(firstEnd({ by: 'x' }, {})).toBeUndefined();
  });

  it('follow each other in turn, and what begins with the next has no length', () => {
    expect(inTurn([{ from: 'c', by: '3' }, { from: 'a', by: '1' }, { from: 'c', by: '4' }])).toEqual([
      { from: 'a', by: '1', to: 'c', endedBy: '3' },
      { from: 'c', by: '3', to: 'c', endedBy: '4' },
      { from: 'c', by: '4', to: undefined, endedBy: undefined },
    ]); // prettier-ignore
  });
});

describe('a clock that pauses', () => {
  const after = (...pauses: { from: string; to?: string }[]) => afterPausing(at(10), 5 * dayMs, pauses);

  it('runs on where nothing stops it', () => {
    expect(after()).toBe(at(15));
    expect(after({ from: at(1), to: at(10) }, { from: at(15, 1), to: at(20) })).toBe(at(15));
  });
  it('stands still in a pause, also in one that begins at the very end or before the start', () => {
    expect(after({ from: at(12), to: at(14) })).toBe(at(17));
    expect(after({ from: at(15), to: at(16) })).toBe(at(16));
    expect(after({ from: at(1), to: at(11) })).toBe(at(16));
    expect(after({ from: at(10), to: at(11) })).toBe(at(16));
  });
  it('adds up pauses in any order, those too that the earlier ones let begin in time', () => {
    expect(after({ from: at(17), to: at(18) }, { from: at(12), to: at(14) })).toBe(at(18));
    expect(after({ from: at(18), to: at(19) }, { from: at(12), to: at(14) })).toBe(at(17));
  });
  it('never comes to its end where a pause never ends', () => {
    expect(after({ from: at(15) })).toBeUndefined();
    expect(after({ from: at(15, 1) })).toBe(at(15));
  });
});
