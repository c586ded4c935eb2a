import { MemoryLog, toStored, type Followed, type LoggedEvent } from '@app/ledger';
import { viewed } from '@app/ledger/view-example.js';
import { givingWay } from './giving-way.js';

describe('a log that gives way', () => {
  let log: MemoryLog;
  let written: number;
  let rests: number[];
  beforeEach(() => {
    log = new MemoryLog();
    written = 0;
    rests = [];
  });

  async function write(count: number): Promise<void> {
    const events = Array.from({ length: count }, (_, i) => {
      const { position: _position, logTime: _logTime, ...event } = viewed(written + i, 'Moved', {});
      return toStored({ ...event, stream: 's', version: written + i });
    });
    await log.append([{ stream: 's', expected: written, events }]);
    written += count;
  }

  // Follows until all that was written was seen; `meanwhile` is what others write while a batch is worked on.
  async function followed(meanwhile: readonly number[], from: Followed): Promise<number[]> {
    const stop = new AbortController();
    const sizes: number[] = [];
    const seen: LoggedEvent[] = [];
    for await (const batch of from.follow(0, stop.signal)) {
      sizes.push(batch.length);
      seen.push(...batch);
      await write(meanwhile[sizes.length - 1] ?? 0);
      if (seen.length === written) stop.abort();
    }
    expect(seen.map(({ position }) => position)).toEqual(Array.from({ length: written }, (_, i) => i + 1));
    return sizes;
  }
  const resting = () => givingWay(log, () => written, async (ms) => void rests.push(ms)); // prettier-ignore

  it('rests after a batch while as many events were added, and gives all of them', async () => {
    await write(5);
    expect(await followed([4, 4, 9, 0], resting())).toEqual([5, 4, 4, 9]);
    expect(rests).toHaveLength(2);
    expect(Math.min(...rests)).toBeGreaterThan(0);
  });

  it('does not rest where nobody writes, or fewer than it takes', async () => {
    await write(5);
    expect(await followed([4, 3, 0], resting())).toEqual([5, 4, 3]);
    expect(rests).toEqual([]);
  });

  it('does not rest far behind, where who writes waits for the views', async () => {
    for (const [behind, count] of [
      [99_000, 1],
      [101_000, 0],
    ]) {
      [log, written, rests] = [new MemoryLog(), 0, []];
      await write(5);
      const faraway = givingWay(
        log,
        () => written + behind,
        async (ms) => void rests.push(ms),
      );
      await followed([6, 0], faraway);
      expect(rests).toHaveLength(count);
    }
  });

  it('ends at once when it is stopped in a rest', async () => {
    await write(1);
    const stop = new AbortController();
    jest.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(7_200_000);
    const batches = givingWay(log, () => written).follow(0, stop.signal);
    const following = batches[Symbol.asyncIterator]();
    await following.next();
    await write(1);
    const next = following.next();
    stop.abort();
    expect(await next).toMatchObject({ done: true });
  });
});
