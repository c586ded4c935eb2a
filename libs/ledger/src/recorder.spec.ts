import fc from 'fast-check';
import { LogUnavailable, type EventLog } from './event-log.js';
import { MemoryLog } from './memory-log.js';
import { Recorder, type Fact, type Kept } from './recorder.js';

const fact = (id: string, stream = 's', body = id): Fact => ({
  eventId: id,
  stream,
  hash: body,
  event: {
    eventId: id,
    type: 'Seen',
    schemaVersion: 1,
    occurredAt: '2025-01-01T00:00:00.000Z',
    actor: { kind: 'system', id: 'test' },
  },
  dataText: JSON.stringify({ body }),
});
const nothingYet = { find: () => Promise.resolve(new Map<string, Kept>()) };
const recorderOn = (log: EventLog) =>
  new Recorder(
    log,
    nothingYet,
    () => '2025-01-02T00:00:00.000Z',
    (event) => (event.data as { body: string }).body,
  );
const idsIn = async (log: EventLog) => (await log.readAll(0, 10_000)).map((event) => event.eventId);
const statuses = async (recorder: Recorder, ...facts: Fact[]) =>
  (await recorder.record(facts)).map(({ status }) => status);

/** A log whose next appends fail: before the write, or after it with the answer lost. */
class Faulty extends MemoryLog {
  faults: ('before' | 'after' | undefined)[] = [];
  override async append(writes: Parameters<EventLog['append']>[0]) {
    const fault = this.faults.shift();
    if (fault === 'before') throw new LogUnavailable('cut');
    const answers = await super.append(writes);
    if (fault === 'after') throw new LogUnavailable('answer lost');
    return answers;
  }
}

describe('recorder', () => {
  it('records each fact once, within a batch, in a second batch and in batches at once', async () => {
    const log = new MemoryLog();
    const recorder = recorderOn(log);
    expect(await statuses(recorder, fact('a'), fact('b', 't'), fact('a'))).toEqual([
      'recorded',
      'recorded',
      'duplicate',
    ]);
    expect(await statuses(recorder, fact('a'))).toEqual(['duplicate']);
    const both = await Promise.all([statuses(recorder, fact('c')), statuses(recorder, fact('c'))]);
    expect(both.flat().sort()).toEqual(['duplicate', 'recorded']);
    expect(await idsIn(log)).toEqual(['a', 'b', 'c']);
  });

  it('calls the same id with another body a conflict, and keeps the first', async () => {
    const log = new MemoryLog();
    const recorder = recorderOn(log);
    expect(await statuses(recorder, fact('a'), fact('a', 's', 'other'))).toEqual(['recorded', 'conflict']);
    expect(await statuses(recorder, fact('a', 'elsewhere', 'other'))).toEqual(['conflict']);
    expect(await idsIn(log)).toEqual(['a']);
  });

  it('finds what an earlier process wrote to the same stream, without any view', async () => {
    const log = new MemoryLog();
    await recorderOn(log).record([fact('a'), fact('b')]);
    expect(await statuses(recorderOn(log), fact('c'), fact('b'), fact('a', 's', 'other'))).toEqual([
      'recorded',
      'duplicate',
      'conflict',
    ]);
    expect(await idsIn(log)).toEqual(['a', 'b', 'c']);
  });

  it('finds what an earlier process wrote to another stream, from the received view or its tail', async () => {
    const log = new MemoryLog();
    await recorderOn(log).record([fact('a', 'january')]);
    const tailed = recorderOn(log);
    await tailed.open(0);
    expect(await statuses(tailed, fact('a', 'february'))).toEqual(['duplicate']);
    const viewed = new Recorder(
      log,
      { find: () => Promise.resolve(new Map([['a', { hash: 'a', position: 1 }]])) },
      () => '2025-01-02T00:00:00.000Z',
      () => '',
    );
    expect(await statuses(viewed, fact('a', 'february'), fact('a', 'march', 'x'))).toEqual(['duplicate', 'conflict']);
    expect(await idsIn(log)).toEqual(['a']);
  });

  it('forgets only what the received view has reached', async () => {
    const log = new MemoryLog();
    const recorder = recorderOn(log);
    await recorder.record([fact('a', 'x'), fact('b', 'y')]);
    const [, second] = await log.readAll(0, 2);
    recorder.forget(second.position - 1);
    expect([...(await recorder.find(['a', 'b'])).keys()]).toEqual(['b']);
  });

  it('lets senders wait while it keeps too many ids, and turns them away in the end', async () => {
    const log = new MemoryLog();
    const recorder = new Recorder(
      log,
      nothingYet,
      () => '2025-01-02T00:00:00.000Z',
      () => '',
      { ids: 2, waitMs: 50 },
    );
    await recorder.record([fact('a', 'x'), fact('b', 'y')]);
    await expect(recorder.record([fact('c')])).rejects.toThrow('too far behind');
    expect(await idsIn(log)).toEqual(['a', 'b']);
    const waiting = recorder.record([fact('c')]);
    recorder.forget(1);
    expect((await waiting).map(({ status }) => status)).toEqual(['recorded']);
  });

  it('settles a lost answer when the fact is sent again', async () => {
    for (const fault of ['before', 'after'] as const) {
      const log = new Faulty();
      const recorder = recorderOn(log);
      await recorder.record([fact('z')]);
      log.faults = [fault];
      await expect(recorder.record([fact('a'), fact('b', 't')])).rejects.toThrow(LogUnavailable);
      const again = await statuses(recorder, fact('a'), fact('b', 't'));
      expect(again).toEqual(fault === 'before' ? ['recorded', 'recorded'] : ['duplicate', 'duplicate']);
      expect((await idsIn(log)).sort()).toEqual(['a', 'b', 'z']);
    }
  });

  it('goes on when another writer appends to the same stream in between', async () => {
    const log = new MemoryLog();
    const [one, two] = [recorderOn(log), recorderOn(log)];
    for (let i = 0; i < 5; i++) {
      expect(await statuses(one, fact(`one-${i}`))).toEqual(['recorded']);
      expect(await statuses(two, fact(`two-${i}`))).toEqual(['recorded']);
    }
    expect(await idsIn(log)).toHaveLength(10);
  });

  it('holds every id once and loses none, under any batches, faults and restarts', async () => {
    const batches = fc.array(
      fc.record({
        ids: fc.array(fc.nat(12), { maxLength: 6 }),
        fault: fc.constantFrom(undefined, undefined, 'before' as const, 'after' as const),
        restart: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(batches, async (steps) => {
        const log = new Faulty();
        let recorder = recorderOn(log);
        const acknowledged = new Set<string>();
        for (const { ids, fault, restart } of steps) {
          log.faults = [fault];
          const facts = ids.map((id) => fact(`id-${id}`, `stream-${id % 3}`));
          try {
            await recorder.record(facts);
            for (const { eventId } of facts) acknowledged.add(eventId);
          } catch (error) {
            expect(error).toBeInstanceOf(LogUnavailable);
          }
          if (restart) {
            recorder = recorderOn(log);
            await recorder.open(0);
          }
        }
        const ids = await idsIn(log);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of acknowledged) expect(ids).toContain(id);
      }),
      { numRuns: 300 },
    );
  });
});
