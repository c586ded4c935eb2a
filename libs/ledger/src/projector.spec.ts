import { canonical } from './canonical.js';
import { toStored, type EventLog } from './event-log.js';
import { MemoryLog } from './memory-log.js';
import { MemoryViewStore } from './memory-view-store.js';
import { Projector, type Progress } from './projector.js';
import { act, duties, duty, viewed } from './view-example.js';
import type { ViewStore } from './view-store.js';
import { table, type RowsInSteps, type View } from './view.js';

interface Tick {
  logTime: string;
}
const tick = table<Tick>('tick', 'log', { key: [], columns: { logTime: 'text' } });
const ticks: View = {
  name: 'ticks',
  version: 1,
  tables: [tick],
  apply: { '*': (rows, { logTime }) => rows.put(tick, { logTime }) },
};

describe('Projector', () => {
  let log: MemoryLog;
  let store: MemoryViewStore;
  let version: number;
  beforeEach(() => {
    log = new MemoryLog();
    store = new MemoryViewStore();
    version = 0;
  });

  const append = async (type: string, data: object, recordedAt = '2025-01-01T00:00:00.000Z') => {
    const { position: _, logTime: __, ...envelope } = viewed(version, type, data);
    const event = toStored({ ...envelope, recordedAt, stream: 's', version });
    await log.append([{ stream: 's', expected: version++, events: [event] }]);
  };
  const moved = (officialId: string, unitId = 'u') => append('Moved', { officialId, unitId });
  const on = (views: readonly View[], from: EventLog = log) => new Projector(from, store, views);
  // A log may give less at once than it is asked for.
  const inPages = (most: number, from: EventLog = log) =>
    Object.create(from, {
      readAll: { value: (after: number, limit: number) => from.readAll(after, Math.min(limit, most)) },
    }) as EventLog;
  const times = () => store.dump(tick).map(({ row }) => (row as Tick).logTime.slice(11, 16));
  const at = (position: number) => [
    { view: 'duties', position },
    { view: 'ticks', position },
  ];

  // Runs the views until they are at a position.
  async function runTo(position: number, views: readonly View[]): Promise<Projector> {
    const abort = new AbortController();
    const following = Object.create(log, {
      follow: {
        value: async function* (after: number, signal: AbortSignal) {
          for await (const batch of log.follow(after, signal)) {
            yield batch;
            if (batch[batch.length - 1].position >= position) abort.abort();
          }
        },
      },
    }) as EventLog;
    const projector = on(views, following);
    await projector.run(abort.signal);
    return projector;
  }

  it('applies to every view what is in the log, then each new event, and reports how far they are', async () => {
    const reports: (readonly Progress[])[] = [];
    const abort = new AbortController();
    const reached = (position: number) =>
      new Promise<void>((resolve) => {
        listener = () => {
          if (reports.at(-1)?.every((progress) => progress.position >= position)) resolve();
        };
        listener();
      });
    let listener = () => {};
    const projector = new Projector(log, store, [duties, ticks], (progress) => {
      reports.push(progress);
      listener();
    });
    expect(projector.progress).toEqual(at(0));
    await moved('a');
    const running = projector.run(abort.signal);
    await reached(1);
    await moved('b');
    await moved('c');
    await reached(3);
    abort.abort();
    await running;
    expect(reports.at(-1)).toEqual(at(3));
    expect(store.dump(duty)).toHaveLength(3);
    expect(times()).toHaveLength(3);
  });

  it('catches up in pages of any size with the rows and the progress of a run', async () => {
    for (let i = 0; i < 23; i++) await (i % 7 === 6 ? append('UnitClosed', { unitId: 'u' }) : moved(`o${i % 5}`));
    const running = await runTo(23, [duties, ticks]);
    const expected = [duty, act, tick].map((of) => store.dump(of));
    expect(running.progress).toEqual(at(23));
    for (const pageSize of [1, 4, 23, 100]) {
      store = new MemoryViewStore();
      const projector = on([duties, ticks]);
      const steps: number[] = [];
      expect(await projector.catchUp(pageSize, (position) => steps.push(position))).toBe(23);
      expect(steps).toHaveLength(Math.ceil(23 / pageSize));
      expect(steps.at(-1)).toBe(23);
      expect(projector.progress).toEqual(at(23));
      expect([duty, act, tick].map((of) => store.dump(of))).toEqual(expected);
    }
  });

  it('leaves others in its thread their turn after each page', async () => {
    for (const official of ['o1', 'o2', 'o3']) await moved(official);
    const [steps, turns]: [number[], number[]] = [[], []];
    const step = (position: number) => {
      steps.push(position);
      setImmediate(() => turns.push(steps.length));
    };
    await on([ticks], inPages(1)).catchUp(2, step);
    expect(turns).toEqual([1, 2, 3]);
  });

  it('gives a view that is behind what it has not seen, and the others nothing twice', async () => {
    await moved('a');
    await on([ticks]).catchUp();
    await moved('b');
    const projector = on([duties, ticks]);
    expect(await projector.catchUp()).toBe(2);
    expect(store.dump(duty)).toHaveLength(2);
    expect(times()).toHaveLength(2);
    expect(await on([duties, ticks]).catchUp()).toBe(0);
  });

  it('begins a view again when its version has changed', async () => {
    await moved('a');
    await on([duties, ticks]).catchUp();
    expect(await on([{ ...duties, version: 2 }, ticks]).catchUp()).toBe(1);
    expect(store.dump(act)).toHaveLength(2);
    expect(times()).toHaveLength(1);
  });

  describe('gives views the log time, which never goes back,', () => {
    const clock = ['08:00', '10:00', '09:00', '09:30', '11:00', '10:59'];
    const running = ['08:00', '10:00', '10:00', '10:00', '11:00', '11:00'];
    beforeEach(async () => {
      for (const time of clock) await append('Ticked', {}, `2025-01-01T${time}:00.000Z`);
    });

    it.each([1, 2, 3, 6])('in pages of %i', async (pageSize) => {
      await on([ticks]).catchUp(pageSize);
      expect(times()).toEqual(running);
    });

    it('after a restart at any position, also beside views that are ahead or behind', async () => {
      for (let stop = 1; stop < clock.length; stop++) {
        store = new MemoryViewStore();
        const short = Object.create(log, {
          readAll: { value: (after: number) => log.readAll(after, Math.max(0, stop - after)) },
        }) as EventLog;
        await on([ticks], short).catchUp();
        const ahead: View = { name: 'ahead', version: 1, tables: [], apply: {} };
        await on([ahead]).catchUp();
        await on([ahead, duties, ticks]).catchUp(2);
        expect(times()).toEqual(running);
      }
    });
  });

  describe('with an event that a view cannot apply', () => {
    beforeEach(async () => {
      await moved('a');
      await append('Poison', {});
      await moved('b');
    });

    it('parks that view with the reason and everything before committed; the others go on', async () => {
      const projector = on([duties, ticks]);
      await projector.catchUp();
      await moved('c');
      await projector.catchUp();
      const why = 'the view duties cannot apply the event at position 2: Error: no view can apply this';
      expect(projector.progress).toEqual([
        { view: 'duties', position: 1, parked: why },
        { view: 'ticks', position: 4 },
      ]);
      expect(store.parked(duties)).toBe(why);
      expect(store.dump(duty)).toHaveLength(1);
      expect(times()).toHaveLength(4);
    });

    it('ends a run or a catch-up when every view is parked', async () => {
      const never = new AbortController().signal;
      const projector = on([duties]);
      await projector.run(never);
      await projector.run(never);
      expect(await projector.catchUp()).toBe(0);
      expect(await on([duties]).catchUp(1)).toBe(1);
      expect(await on([{ ...duties, version: 2 }], inPages(1)).catchUp()).toBe(2);
    });

    it('parks it before an earlier row that no store can keep, which shows only when it is committed', async () => {
      const unkeepable: View = {
        ...duties,
        apply: { ...duties.apply, Moved: (rows) => rows.put(duty, { officialId: 'a', tags: [NaN] as never }) },
      };
      const projector = on([unkeepable]);
      await projector.catchUp();
      expect(projector.progress).toMatchObject([
        { position: 0, parked: expect.stringContaining('position 1') as string },
      ]);
    });

    it('goes on where it was when the log cannot be read again', async () => {
      let begun = 0;
      const failing = Object.create(log, {
        readAll: {
          value: (after: number, limit: number) =>
            after === 0 && ++begun === 2 ? Promise.reject(new Error('gone')) : log.readAll(after, limit),
        },
      }) as EventLog;
      const projector = on([duties], failing);
      await expect(projector.catchUp()).rejects.toThrow('gone');
      expect(projector.progress).toEqual([{ view: 'duties', position: 0 }]);
      await projector.catchUp();
      expect(projector.progress).toMatchObject([{ position: 1, parked: expect.any(String) as string }]);
    });

    it('tries the view again at the next start, so that a repaired one goes on', async () => {
      await on([duties]).catchUp();
      expect(on([duties]).progress).toEqual([{ view: 'duties', position: 1 }]);
      const { Poison: _, ...apply } = duties.apply;
      await on([{ ...duties, apply }]).catchUp();
      expect(store.parked(duties)).toBeNull();
      expect(store.dump(duty)).toHaveLength(2);
    });
  });

  describe('during a sweep', () => {
    beforeEach(async () => {
      for (const id of ['a', 'b', 'c']) await moved(id);
      await append('UnitClosed', { unitId: 'u' });
    });
    const withStep = (step: (rows: RowsInSteps) => void): View => ({ ...duties, sweep: { ...duties.sweep!, step } });

    it('shows readers a position before the event until all is swept', async () => {
      const shown: number[] = [];
      const view = withStep((rows) => {
        shown.push(projector.progress[0].position);
        duties.sweep!.step(rows);
      });
      const projector = on([view]);
      await projector.catchUp();
      expect(shown).toEqual([3, 3, 3]);
      expect(projector.progress).toEqual([{ view: 'duties', position: 4 }]);
    });

    it('goes on at the next start with a sweep that was stopped', async () => {
      let steps = 0;
      const stopping = withStep((rows) => {
        if (++steps === 2) throw new Error('stopped');
        duties.sweep!.step(rows);
      });
      const projector = on([stopping, ticks]);
      await projector.catchUp();
      expect(projector.progress).toMatchObject([
        { position: 3, parked: expect.any(String) as string },
        { position: 4 },
      ]);
      const stillStopped = on([withStep(() => { throw new Error('still'); }), ticks]); // prettier-ignore
      expect(stillStopped.progress).toMatchObject([
        { position: 3, parked: expect.any(String) as string },
        { position: 4 },
      ]);
      expect(on([duties]).progress).toEqual([{ view: 'duties', position: 4 }]);
      expect(store.dump(duty).filter(({ from }) => from === 4)).toHaveLength(2);
    });
  });

  it('ends with what the store throws, parks nothing, and goes on when it is called again', async () => {
    await moved('a');
    let failures = 1;
    const failing = Object.create(store, {
      save: {
        value: (...args: Parameters<ViewStore['save']>) => {
          if (failures-- > 0) throw new Error('disk full');
          store.save(...args);
        },
      },
    }) as ViewStore;
    const projector = new Projector(log, failing, [duties, ticks]);
    await expect(projector.catchUp()).rejects.toThrow('disk full');
    expect(projector.progress).toEqual(at(0));
    expect(await projector.catchUp()).toBe(1);
    expect(projector.progress).toEqual(at(1));
    expect(store.dump(act)).toHaveLength(2);
  });

  it('stops every view before an event that is not what the log says it is', async () => {
    await moved('a');
    const { position: _, logTime: __, ...event } = viewed(0, 'Moved', { officialId: 'x' });
    const { stream, eventId, type, body } = toStored({ ...event, version: 7 });
    await log.append([{ stream: 'other', expected: 0, events: [{ stream, eventId, type, body, version: 0 }] }]);
    await moved('b');
    const projector = on([duties, ticks]);
    await expect(projector.catchUp()).rejects.toThrow('the envelope stored at position 2 names another event');
    expect(projector.progress).toEqual(at(1));
    expect(store.dump(duty)).toHaveLength(1);
  });

  describe.each([Infinity, 700])('with more events than are parsed at once, read %f at a time,', (most) => {
    const one = Array.from({ length: 2500 }, (_, i) => i + 1);
    const minute = (i: number) => `2025-01-01T00:${String(i).padStart(2, '0')}:00.000Z`;
    // The clock of the log stands at its latest from the 900th event on.
    const fill = async (typeAt: (position: number) => string) => {
      for (const i of one) await append(typeAt(i), { officialId: `${i % 7}`, unitId: 'u' }, minute(i === 900 ? 59 : 1));
    };

    it('goes on with the time of the log from part to part', async () => {
      await fill(() => 'Moved');
      const projector = on([ticks, duties], inPages(most));
      await projector.catchUp();
      expect(projector.progress.map(({ position }) => position)).toEqual([2500, 2500]);
      expect(times()).toEqual(one.map((i) => (i < 900 ? '00:01' : '00:59')));
    });

    it('keeps all before an event that a view cannot apply, in whatever part it is; the others go on', async () => {
      await fill((i) => (i === 1700 ? 'Poison' : 'Moved'));
      const late: View = {
        name: 'late',
        version: 1,
        tables: [act],
        apply: {
          Moved: (rows, { logTime }) => rows.put(act, { officialId: 'x', what: logTime }),
          Poison: () => {
            throw new Error('poison');
          },
        },
      };
      const projector = on([late, ticks], inPages(most));
      await projector.catchUp();
      expect(projector.progress).toEqual([
        { view: 'late', position: 1699, parked: expect.stringContaining('at position 1700') as string },
        { view: 'ticks', position: 2500 },
      ]);
      const kept = store.dump(act).map(({ row }) => (row as { what: string }).what);
      expect(kept).toEqual(one.slice(0, 1699).map((i) => minute(i < 900 ? 1 : 59)));
      expect(times()).toHaveLength(2500);
    });

    it('keeps the time of the log behind a sweep, which was committed before the event that a view cannot apply', async () => {
      const minuteOf = { Sweep: 59, Moved: 1, Poison: 1 };
      for (const [type, i] of Object.entries(minuteOf)) await append(type, {}, minute(i));
      const flag = table<{ id: string }>('flag', 'keyed', { key: ['id'], columns: { id: 'text' } });
      const sweeping: View = {
        name: 'sweeping',
        version: 1,
        tables: [tick, flag],
        apply: {
          Sweep: (rows) => rows.put(flag, { id: 'now' }),
          Moved: (rows, { logTime }) => rows.put(tick, { logTime }),
          Poison: () => {
            throw new Error('poison');
          },
        },
        sweep: { pending: (rows) => !!rows.get(flag, 'now'), step: (rows) => rows.delete(flag, 'now') },
      };
      const projector = on([sweeping], inPages(most));
      await projector.catchUp();
      expect(projector.progress).toMatchObject([{ position: 2, parked: expect.any(String) as string }]);
      expect(times()).toEqual(['00:59']);
    });

    it('stops every view before one that cannot be parsed', async () => {
      await fill(() => 'Moved');
      const spoilt = Object.create(log, {
        readAll: {
          value: async (after: number, limit: number) =>
            (await log.readAll(after, limit)).map((event) =>
              event.position === 1700 ? { ...event, version: 7 } : event,
            ),
        },
      }) as EventLog;
      const projector = on([duties, ticks], inPages(most, spoilt));
      await expect(projector.catchUp()).rejects.toThrow('the envelope stored at position 1700 names another event');
      expect(projector.progress).toEqual(at(1699));
      expect(times()).toHaveLength(1699);
    });
  });

  describe('commits', () => {
    let commits: number[];
    let noting: ViewStore;
    const atOnce = () =>
      Object.create(log, {
        follow: {
          value: async function* () {
            yield await log.readAll(0, 2500);
          },
        },
      }) as EventLog;
    beforeEach(async () => {
      for (let i = 0; i < 2500; i++) await append('Ticked', {});
      commits = [];
      noting = Object.create(store, {
        save: {
          value: (...args: Parameters<ViewStore['save']>) => {
            commits.push(args[2].position);
            store.save(...args);
          },
        },
      }) as ViewStore;
    });

    it.each([
      [1000, [1000, 2000, 2500]],
      [1500, [1500, 2500]],
      [60_000, [2500]],
    ])('while it catches up each time that it has read %i events', async (commitEvery, expected) => {
      const steps: number[] = [];
      await new Projector(inPages(700), noting, [ticks]).catchUp(commitEvery, (position) => steps.push(position));
      expect(commits).toEqual(expected);
      expect(steps).toEqual(expect.arrayContaining(expected));
      expect(steps.length).toBeGreaterThan(expected.length);
    });

    it.each([
      [0, [1000, 2000, 2500]],
      [3_600_000, [2500]],
    ])('while it follows each time that it has worked for %i ms, and at the end of a batch', async (ms, expected) => {
      await new Projector(atOnce(), noting, [ticks]).run(new AbortController().signal, ms);
      expect(commits).toEqual(expected);
      expect(times()).toHaveLength(2500);
    });

    it('and ends in the middle of a batch once it is stopped', async () => {
      const abort = new AbortController();
      const report = () => setImmediate(() => abort.abort());
      await new Projector(atOnce(), noting, [ticks], report).run(abort.signal, 0);
      expect(commits).toEqual([1000]);
    });
  });

  it('hurries every view while it catches up, and settles them also when it fails', async () => {
    const calls: string[] = [];
    const noting = Object.create(store, {
      hurry: { value: ({ name }: View) => calls.push(`hurry ${name}`) },
      settle: { value: ({ name }: View) => calls.push(`settle ${name}`) },
    }) as ViewStore;
    const expected = ['hurry duties', 'hurry ticks', 'settle duties', 'settle ticks'];
    await new Projector(log, noting, [duties, ticks]).catchUp();
    expect(calls.splice(0)).toEqual(expected);
    await log.close();
    const unreadable = Object.create(log, { readAll: { value: () => Promise.reject(new Error('gone')) } }) as EventLog;
    await expect(new Projector(unreadable, noting, [duties, ticks]).catchUp()).rejects.toThrow('gone');
    expect(calls).toEqual(expected);
  });

  it('refuses two views of one table', () => {
    expect(() => on([duties, { ...duties, name: 'again' }])).toThrow(
      'the table officialDuty has two views: duties and again',
    );
  });

  it('hands out the same events however many views there are', async () => {
    await moved('a');
    const seen: string[] = [];
    const noting = (name: string): View => ({ name, version: 1, tables: [], apply: { '*': (_, e) => void seen.push(canonical(e)) } }); // prettier-ignore
    await on([noting('one'), noting('two')]).catchUp();
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
    expect(JSON.parse(seen[0])).toMatchObject({ type: 'Moved', position: 1, logTime: '2025-01-01T00:00:00.000Z' });
  });
});
