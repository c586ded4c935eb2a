import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { LogUnavailable, MemoryLog, type EventLog, type LoggedEvent } from '@app/ledger';
import { eventAt, eventLogContract, writeTo } from '@app/ledger/event-log.contract.js';
import { SqliteLog, type SqliteLogOptions } from './sqlite-log.js';

const inNewFolder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'sqlite-log-'));
  const logs: SqliteLog[] = [];
  return {
    open: (options?: SqliteLogOptions) => {
      const log = SqliteLog.open(join(dir, 'events.sqlite'), options);
      logs.push(log);
      return log;
    },
    dispose: async () => {
      for (const log of logs) await log.close();
      rmSync(dir, { recursive: true });
    },
  };
};
const plain = (events: readonly LoggedEvent[]) =>
  events.map((event) => ({ ...event, body: Buffer.from(event.body).toString('utf8') }));
const whole = async (log: EventLog) => plain(await log.readAll(0, Infinity));

eventLogContract('SQLite', async () => {
  const { open, dispose } = inNewFolder();
  const log = open();
  const reopen = async () => {
    await log.close();
    return open();
  };
  return { log, reopen, dispose };
});

describe('the log in a SQLite file', () => {
  let folder: ReturnType<typeof inNewFolder>;
  let log: SqliteLog;
  beforeEach(() => {
    folder = inNewFolder();
    log = folder.open();
  });
  afterEach(() => folder.dispose());

  it('flushes once for all the appends that wait together', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, i) => log.append([writeTo(`s-${i}`, 0)])));
    expect(log.flushes).toBe(1);
    for (let i = 0; i < 5; i++) await log.append([writeTo('s-alone', i)]);
    expect(log.flushes).toBe(6);
  });

  it('takes no more appends into a flush of 2000 events', async () => {
    await Promise.all(Array.from({ length: 5 }, (_, i) => log.append([writeTo(`s-${i}`, 0, 1000)])));
    expect(log.flushes).toBe(3);
  });

  it('answers each append that shares a flush for itself', async () => {
    await log.append([writeTo('s', 0, 2)]);
    const answers = await Promise.all([
      log.append([writeTo('a', 0), writeTo('s', 1)]),
      log.append([writeTo('s', 2)]),
      log.append([writeTo('s', 2), writeTo('b', 0, 2)]),
    ]);
    expect(answers).toEqual([
      [
        { ok: true, position: 3 },
        { ok: false, actual: 2 },
      ],
      [{ ok: true, position: 4 }],
      [
        { ok: false, actual: 3 },
        { ok: true, position: 6 },
      ],
    ]);
  });

  it('does not flush when nothing was written', async () => {
    await log.append([writeTo('s', 1)]);
    expect(log.flushes).toBe(0);
  });

  it('refuses an event that names another place than its write, and goes on', async () => {
    const misplaced = { stream: 's', expected: 0, events: [eventAt('s', 1)] };
    await expect(log.append([misplaced])).rejects.toThrow('event s@1 is written to another place: s@0');
    expect(await log.append([writeTo('s', 0)])).toEqual([{ ok: true, position: 1 }]);
  });

  it('gives the event at a position and the position of the last', async () => {
    expect([log.head(), log.at(1)]).toEqual([0, undefined]);
    await log.append([writeTo('s', 0, 3)]);
    expect([log.head(), log.at(2)?.version, log.at(4)]).toEqual([3, 1, undefined]);
    const reader = folder.open({ readOnly: true });
    expect([reader.head(), reader.at(3)?.version]).toEqual([3, 2]);
    await log.close();
    expect(folder.open().head()).toBe(3);
  });

  it('follows in pages of 1000 and lets appends take their turn meanwhile', async () => {
    await log.append([writeTo('s', 0, 4500)]);
    const abort = new AbortController();
    const pages: number[] = [];
    let appended = 0;
    let appendedAtEnd = 0;
    for await (const page of log.follow(0, abort.signal)) {
      pages.push(page.length);
      if (pages.length === 1) void log.append([writeTo('s', 4500)]).then(() => appended++);
      if (pages.length < 5) continue;
      appendedAtEnd = appended;
      abort.abort();
    }
    expect(pages).toEqual([1000, 1000, 1000, 1000, 501]);
    expect(appendedAtEnd).toBe(1);
  });

  it('writes what waits before it closes, and nothing after', async () => {
    const waiting = log.append([writeTo('s', 0)]);
    const closing = log.close();
    await expect(log.append([writeTo('s', 1)])).rejects.toThrow(LogUnavailable);
    expect(await waiting).toEqual([{ ok: true, position: 1 }]);
    await closing;
    await expect(log.read('s')).rejects.toThrow(LogUnavailable);
    expect(await folder.open().read('s')).toHaveLength(1);
  });

  it('ends followers when it closes', async () => {
    const following = (async () => {
      for await (const page of log.follow(0, new AbortController().signal)) expect(page).toEqual([]);
    })();
    await log.close();
    await following;
  });

  it('gives the answers and the log that the log in memory gives, whatever is written', async () => {
    const stream = fc.constantFrom('a', 'b', 'Đỗ', '');
    const write = fc.record({ stream, off: fc.constantFrom(0, 0, 0, -1, 1), count: fc.integer({ min: 0, max: 3 }) });
    const append = fc.array(write, { maxLength: 4 });
    const together = fc.record({ appends: fc.array(append, { maxLength: 4 }), reopens: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(together, { maxLength: 8 }), async (script) => {
        const { open, dispose } = inNewFolder();
        const model = new MemoryLog();
        let real = open();
        const counts = new Map<string, number>();
        const nextWrite = ({ stream, off, count }: { stream: string; off: number; count: number }) => {
          const held = counts.get(stream) ?? 0;
          if (off === 0) counts.set(stream, held + count);
          return writeTo(stream, held + off, count);
        };
        for (const { appends, reopens } of script) {
          const calls = appends.map((append) => append.map(nextWrite));
          const answers = await Promise.all(calls.map((writes) => real.append(writes)));
          expect(answers).toEqual(await Promise.all(calls.map((writes) => model.append(writes))));
          if (!reopens) continue;
          await real.close();
          real = open();
        }
        expect(await whole(real)).toEqual(await whole(model));
        for (const [name] of counts) expect(plain(await real.read(name, 1))).toEqual(plain(await model.read(name, 1)));
        expect(real.head()).toBe((await whole(model)).length);
        await dispose();
      }),
      { numRuns: 40 },
    );
  });
});

describe('a flush that fails', () => {
  let folder: ReturnType<typeof inNewFolder>;
  let log: SqliteLog;
  let acknowledged: unknown;
  const tooMuch = (stream: string) => ({
    stream,
    expected: 0,
    events: Array.from({ length: 10 }, (_, i) => eventAt(stream, i, 'x'.repeat(10_000))),
  });
  beforeEach(async () => {
    folder = inNewFolder();
    log = folder.open({ maxPages: 16 });
    await log.append([writeTo('s', 0, 3)]);
    acknowledged = await whole(log);
  });
  afterEach(() => folder.dispose());
  const fail = () => Promise.allSettled([log.append([writeTo('s', 3)]), log.append([tooMuch('a'), tooMuch('b')])]);

  it('acknowledges nothing of what it holds, nor of what waits behind it', async () => {
    const behind = Array.from({ length: 3 }, (_, i) => log.append([writeTo(`big-${i}`, 0, 2000)]));
    const outcomes = [...(await Promise.allSettled(behind)), ...(await fail())];
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailable) as LogUnavailable });
  });

  it('stops the writer for good, though the next write would fit, and says why', async () => {
    expect([log.writable, log.stopped]).toEqual([true, undefined]);
    await fail();
    expect(log.writable).toBe(false);
    expect(log.stopped?.message).toContain('database or disk is full');
    await expect(log.append([writeTo('s', 3)])).rejects.toThrow(LogUnavailable);
    await expect(log.append([])).rejects.toThrow(LogUnavailable);
  });

  it('lets reads and followers go on, and shows them nothing of it', async () => {
    await fail();
    expect(await whole(log)).toEqual(acknowledged);
    expect([log.head(), (await log.read('a')).length]).toEqual([3, 0]);
    const abort = new AbortController();
    for await (const page of log.follow(0, abort.signal)) {
      expect(plain(page)).toEqual(acknowledged);
      abort.abort();
    }
  });

  it('leaves nothing behind for the next to open the file, who writes on', async () => {
    await fail();
    await log.close();
    const next = folder.open();
    expect(await whole(next)).toEqual(acknowledged);
    expect(await next.append([writeTo('s', 3)])).toEqual([{ ok: true, position: 4 }]);
  });
});

describe('a read-only log', () => {
  let folder: ReturnType<typeof inNewFolder>;
  beforeEach(() => void (folder = inNewFolder()));
  afterEach(async () => {
    jest.useRealTimers();
    await folder.dispose();
  });
  const firstPage = async (log: SqliteLog) => {
    const abort = new AbortController();
    for await (const page of log.follow(0, abort.signal)) return page.length;
    return 0;
  };

  it('reads beside the writer and refuses appends', async () => {
    const log = folder.open();
    const reader = folder.open({ readOnly: true });
    expect([log.writable, reader.writable]).toEqual([true, false]);
    await log.append([writeTo('s', 0)]);
    expect(await reader.read('s')).toHaveLength(1);
    await expect(reader.append([writeTo('s', 1)])).rejects.toThrow('open for reading only');
  });

  it('looks for new events by itself', async () => {
    const log = folder.open();
    const page = firstPage(folder.open({ readOnly: true }));
    await log.append([writeTo('s', 0)]);
    expect(await page).toBe(1);
  });

  it('looks for new events at once when it is woken', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const log = folder.open();
    const reader = folder.open({ readOnly: true });
    const page = firstPage(reader);
    await log.append([writeTo('s', 0)]);
    reader.wake();
    expect(await page).toBe(1);
  });

  it('is the only one that polls: the writer wakes its own followers', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const log = folder.open();
    const page = firstPage(log);
    expect(jest.getTimerCount()).toBe(0);
    folder.open({ readOnly: true });
    expect(jest.getTimerCount()).toBe(1);
    await log.append([writeTo('s', 0)]);
    expect(await page).toBe(1);
  });
});
