import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { LogUnavailable, MemoryLog, type EventLog, type LoggedEvent } from '@app/ledger';
import { eventAt, eventLogContract, writeTo } from '@app/ledger/event-log.contract.js';
import { compiled } from './compiled.fixture.js';
import { SqliteLog } from './sqlite-log.js';

let code: string;
beforeAll(() => void (code = compiled()));
afterAll(() => rmSync(code, { recursive: true }));
const threadCode = () => pathToFileURL(join(code, 'sqlite/event-writer.worker.js'));
const ways: [string, (file: string, maxPages?: number) => Promise<SqliteLog>][] = [
  ['by this thread', async (file, maxPages) => SqliteLog.open(file, { maxPages })],
  ['by a thread of its own', (file, maxPages) => SqliteLog.openThreaded(file, maxPages, threadCode())],
];

const inNewFolder = (openIn = ways[0][1]) => {
  const dir = mkdtempSync(join(tmpdir(), 'sqlite-log-'));
  const file = join(dir, 'events.sqlite');
  const logs: SqliteLog[] = [];
  const kept = (log: SqliteLog) => {
    logs.push(log);
    return log;
  };
  return {
    file,
    open: async (maxPages?: number) => kept(await openIn(file, maxPages)),
    openForReading: () => kept(SqliteLog.open(file, { readOnly: true })),
    dispose: async () => {
      for (const log of logs) await log.close();
      rmSync(dir, { recursive: true });
    },
  };
};
const plain = (events: readonly LoggedEvent[]) =>
  events.map((event) => ({ ...event, body: Buffer.from(event.body).toString('utf8') }));
const whole = async (log: EventLog) => plain(await log.readAll(0, Infinity));

describe.each(ways)('a SQLite file that is written %s', (_, openIn) => {
  eventLogContract('SQLite', async () => {
    const { open, dispose } = inNewFolder(openIn);
    const log = await open();
    const reopen = async () => {
      await log.close();
      return open();
    };
    return { log, reopen, dispose };
  });
});

describe.each(ways)('the log in a SQLite file that is written %s', (_, openIn) => {
  let folder: ReturnType<typeof inNewFolder>;
  let log: SqliteLog;
  beforeEach(async () => {
    folder = inNewFolder(openIn);
    log = await folder.open();
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
    const reader = folder.openForReading();
    expect([reader.head(), reader.at(3)?.version]).toEqual([3, 2]);
    await log.close();
    expect((await folder.open()).head()).toBe(3);
  });

  it('writes what waits before it closes, and nothing after', async () => {
    const waiting = log.append([writeTo('s', 0)]);
    const closing = log.close();
    await expect(log.append([writeTo('s', 1)])).rejects.toThrow(LogUnavailable);
    expect(await waiting).toEqual([{ ok: true, position: 1 }]);
    await closing;
    await expect(log.read('s')).rejects.toThrow(LogUnavailable);
    expect(await (await folder.open()).read('s')).toHaveLength(1);
  });

  it('leaves a file that is whole by itself when it closes', async () => {
    await log.append([writeTo('s', 0, 50)]);
    await log.close();
    copyFileSync(folder.file, `${folder.file}-copy`);
    const copy = SqliteLog.open(`${folder.file}-copy`);
    expect(copy.head()).toBe(50);
    await copy.close();
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
        const { open, dispose } = inNewFolder(openIn);
        const model = new MemoryLog();
        let real = await open();
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
          real = await open();
        }
        expect(await whole(real)).toEqual(await whole(model));
        for (const [name] of counts) expect(plain(await real.read(name, 1))).toEqual(plain(await model.read(name, 1)));
        expect(real.head()).toBe((await whole(model)).length);
        await dispose();
      }),
      { numRuns: openIn === ways[0][1] ? 40 : 10 }, // a thread takes a while to start,
    );
  });
});

describe.each(ways)('a flush that fails, of a file that is written %s', (_, openIn) => {
  let folder: ReturnType<typeof inNewFolder>;
  let log: SqliteLog;
  let acknowledged: unknown;
  const tooMuch = (stream: string) => ({
    stream,
    expected: 0,
    events: Array.from({ length: 10 }, (_, i) => eventAt(stream, i, 'x'.repeat(10_000))),
  });
  beforeEach(async () => {
    folder = inNewFolder(openIn);
    log = await folder.open(16);
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
    const next = await folder.open();
    expect(await whole(next)).toEqual(acknowledged);
    expect(await next.append([writeTo('s', 3)])).toEqual([{ ok: true, position: 4 }]);
  });
});

describe('a log that is written by this thread', () => {
  it('follows in pages of 20,000 and lets appends take their turn meanwhile', async () => {
    const folder = inNewFolder();
    const log = await folder.open();
    await log.append([writeTo('s', 0, 50_000)]);
    const abort = new AbortController();
    const pages: number[] = [];
    let appended = 0;
    let appendedAtEnd = 0;
    for await (const page of log.follow(0, abort.signal)) {
      pages.push(page.length);
      if (pages.length === 1) void log.append([writeTo('s', 50_000)]).then(() => appended++);
      if (pages.length < 3) continue;
      appendedAtEnd = appended;
      abort.abort();
    }
    expect(pages).toEqual([20_000, 20_000, 10_001]);
    expect(appendedAtEnd).toBe(1);
    await folder.dispose();
  });
});

describe('a log that is written by a thread of its own', () => {
  let folder: ReturnType<typeof inNewFolder>;
  beforeEach(() => void (folder = inNewFolder(ways[1][1])));
  afterEach(() => folder.dispose());

  it('holds up nobody while its file cannot be written yet', async () => {
    const log = await folder.open();
    await log.append([writeTo('s', 0)]);
    const foreign = new DatabaseSync(folder.file);
    foreign.exec('BEGIN IMMEDIATE');
    let isAnswered = false;
    const appended = log.append([writeTo('s', 1)]).finally(() => (isAnswered = true));
    for (let turn = 0; turn < 100; turn++) await nextTurn();
    expect(await log.read('s')).toHaveLength(1);
    expect(isAnswered).toBe(false);
    foreign.exec('ROLLBACK');
    foreign.close();
    expect(await appended).toEqual([{ ok: true, position: 2 }]);
  });

  it('takes what comes during a flush into the next one', async () => {
    const log = await folder.open();
    const first = log.append([writeTo('s', 0)]);
    await nextTurn();
    const rest = Array.from({ length: 20 }, (_, i) => log.append([writeTo(`s-${i}`, 0)]));
    await Promise.all([first, ...rest]);
    expect(log.flushes).toBe(2);
  });

  it('is refused, with its name, where another writes the file, and opens it after that', async () => {
    const first = SqliteLog.open(folder.file);
    await expect(folder.open()).rejects.toThrow(`${folder.file} is already open for writing by process ${process.pid}`);
    await first.close();
    const second = await folder.open();
    expect(() => SqliteLog.open(folder.file)).toThrow(`${folder.file} is already open for writing`);
    await second.close();
    await SqliteLog.open(folder.file).close();
  });

  it('is written no more when the thread ends: what it was asked is not acknowledged', async () => {
    await SqliteLog.open(folder.file).close();
    const ending = new URL(
      `data:text/javascript,import { parentPort } from 'node:worker_threads';
       parentPort.postMessage({ head: 0, appended: [] });
       parentPort.once('message', () => process.exit(3));`,
    );
    const log = await SqliteLog.openThreaded(folder.file, undefined, ending);
    const appends = await Promise.allSettled([log.append([writeTo('s', 0)]), log.append([writeTo('t', 0)])]);
    for (const outcome of appends)
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailable) as LogUnavailable });
    expect(log.stopped?.message).toContain('the writing thread ended with 3');
    expect(log.writable).toBe(false);
    await expect(log.append([writeTo('s', 0)])).rejects.toThrow(LogUnavailable);
    await expect(log.close()).rejects.toThrow('the writing thread ended with 3');
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
    const log = await folder.open();
    const reader = folder.openForReading();
    expect([log.writable, reader.writable]).toEqual([true, false]);
    await log.append([writeTo('s', 0)]);
    expect(await reader.read('s')).toHaveLength(1);
    await expect(reader.append([writeTo('s', 1)])).rejects.toThrow('open for reading only');
  });

  it('looks for new events by itself', async () => {
    const log = await folder.open();
    const page = firstPage(folder.openForReading());
    await log.append([writeTo('s', 0)]);
    expect(await page).toBe(1);
  });

  it('looks for new events at once when it is woken', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const log = await folder.open();
    const reader = folder.openForReading();
    const page = firstPage(reader);
    await log.append([writeTo('s', 0)]);
    reader.wake();
    expect(await page).toBe(1);
  });

  it('is the only one that polls: the writer wakes its own followers', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const log = await folder.open();
    const page = firstPage(log);
    expect(jest.getTimerCount()).toBe(0);
    folder.openForReading();
    expect(jest.getTimerCount()).toBe(1);
    await log.append([writeTo('s', 0)]);
    expect(await page).toBe(1);
  });
});
