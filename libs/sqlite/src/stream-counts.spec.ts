import { StreamCounts } from './stream-counts.js';

describe('counts of streams', () => {
  const loaded: string[] = [];
  const load = (stream: string) => {
    loaded.push(stream);
    return 7;
  };
  beforeEach(() => void (loaded.length = 0));

  it('are loaded for a stream that was not written lately', () => {
    const counts = new StreamCounts(load, 2);
    expect(counts.of('a')).toBe(7);
    expect(loaded).toEqual(['a']);
  });

  it('are not loaded again once a stream is written', () => {
    const counts = new StreamCounts(load, 2);
    counts.set('a', 3);
    expect(counts.of('a')).toBe(3);
    expect(loaded).toEqual([]);
  });

  it('forget the stream that was longest not written, past their capacity', () => {
    const counts = new StreamCounts(load, 2);
    counts.set('a', 1);
    counts.set('b', 1);
    counts.set('a', 2);
    counts.set('c', 1);
    expect([counts.of('a'), counts.of('b'), counts.of('c')]).toEqual([2, 7, 1]);
    expect(loaded).toEqual(['b']);
  });
});
