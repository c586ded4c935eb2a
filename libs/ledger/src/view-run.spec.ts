import { MemoryViewStore } from './memory-view-store.js';
import { act, closing, duties, duty, stay, viewed, type Duty } from './view-example.js';
import { Poisoned, ViewRun } from './view-run.js';
import type { Checkpoint, ViewStore } from './view-store.js';
import { keptText, openEnd, table, type Rows, type RowsInSteps, type View } from './view.js';

const moved = (position: number, officialId: string, unitId?: string) =>
  viewed(position, 'Moved', { officialId, unitId });
const wavered = (position: number, officialId: string, ...units: (string | null)[]) =>
  viewed(position, 'Wavered', { officialId, units });

describe('ViewRun', () => {
  let store: MemoryViewStore;
  beforeEach(() => (store = new MemoryViewStore()));

  // A store that notes the checkpoint of each save, and does `before` first.
  function noting(saved: Checkpoint[], before: (n: number) => void = () => undefined): ViewStore {
    return Object.create(store, {
      save: {
        value: (...args: Parameters<ViewStore['save']>) => {
          before(saved.length + 1);
          store.save(...args);
          saved.push(args[2]);
        },
      },
    }) as ViewStore;
  }
  const versions = () =>
    store.dump(duty).map(({ row, from, to }) => [(row as Duty).officialId, (row as Duty).unitId, from, to]);
  // A view of one function over the tables of the example.
  const viewOf = (apply: (rows: Rows, position: number) => void): View => ({
    name: 'one',
    version: 1,
    tables: duties.tables,
    apply: { '*': (rows, event) => apply(rows, event.position) },
  });
  const applying = (apply: (rows: Rows) => void) => () => new ViewRun(viewOf(apply), store).apply([moved(1, 'a')]);

  it('commits a batch at once, with the position and the log time of its last event', () => {
    const saved: Checkpoint[] = [];
    const run = new ViewRun(duties, noting(saved));
    run.apply([moved(2, 'a', 'u'), moved(5, 'b', 'u'), viewed(9, 'Unknown', {})]);
    expect(saved).toEqual([{ position: 9, logTime: '2025-01-01T00:00:00.009Z' }]);
    expect(run.checkpoint).toEqual(saved[0]);
    run.apply([]);
    expect(saved).toHaveLength(1);
  });

  it('passes over events that it has applied', () => {
    const run = new ViewRun(duties, store);
    run.apply([moved(2, 'a', 'u'), moved(5, 'a', 'v')]);
    run.apply([moved(2, 'a', 'w'), moved(5, 'a', 'w')]);
    run.apply([moved(5, 'a', 'w'), moved(6, 'b', 'w')]);
    expect(versions()).toEqual([['a', 'u', 2, 5], ['a', 'v', 5, openEnd], ['b', 'w', 6, openEnd]]); // prettier-ignore
    expect(store.dump(act)).toHaveLength(6);
  });

  it("gives '*' the events that have no entry of their own, also those named like a method of every object", () => {
    const seen: string[] = [];
    const view: View = {
      ...viewOf(() => undefined),
      apply: { Moved: () => seen.push('own'), '*': (_, { type }) => seen.push(type) },
    };
    new ViewRun(view, store).apply([moved(1, 'a'), viewed(2, 'Other', {}), viewed(3, 'toString', {})]);
    expect(seen).toEqual(['own', 'Other', 'toString']);
  });

  describe('of temporal rows', () => {
    it('makes no new version of an equal row, in one batch or the next', () => {
      const run = new ViewRun(duties, store, 0);
      run.apply([moved(1, 'a', 'u'), moved(2, 'a', 'u')]);
      run.apply([moved(3, 'a', 'u')]);
      expect(versions()).toEqual([['a', 'u', 1, openEnd]]);
    });

    it('shows one state at one position when a row is put twice there', () => {
      const run = new ViewRun(duties, store);
      run.apply([wavered(1, 'a', 'u', 'v'), wavered(4, 'a', 'w', 'u')]);
      expect(versions()).toEqual([['a', 'v', 1, 4], ['a', 'u', 4, openEnd]]); // prettier-ignore
    });

    it('leaves no trace of a row that is put and deleted at one position', () => {
      const run = new ViewRun(duties, store);
      run.apply([wavered(1, 'a', 'u', null), wavered(2, 'b', 'u')]);
      run.apply([wavered(3, 'b', 'v', null)]);
      expect(versions()).toEqual([['b', 'u', 2, 3]]);
    });

    it('lets a version go on that ends and comes back at one position', () => {
      const run = new ViewRun(duties, store);
      run.apply([wavered(1, 'a', 'u'), wavered(2, 'a', null, 'u'), wavered(3, 'a', 'v', 'u')]);
      run.apply([wavered(4, 'a', null, 'v', 'u')]);
      expect(versions()).toEqual([['a', 'u', 1, openEnd]]);
    });

    it('leaves a gap between a deletion and the next put', () => {
      new ViewRun(duties, store).apply([wavered(1, 'a', 'u'), wavered(3, 'a', null), wavered(6, 'a', 'u')]);
      expect(versions()).toEqual([['a', 'u', 1, 3], ['a', 'u', 6, openEnd]]); // prettier-ignore
    });
  });

  describe('stopped by an event', () => {
    const poison = (position: number) => viewed(position, 'Poison', {});

    it('commits everything before it, and nothing of it', () => {
      const run = new ViewRun(duties, store);
      const apply = () => run.apply([moved(2, 'a', 'u'), moved(3, 'b', 'u'), poison(5), moved(7, 'c', 'u')]);
      expect(apply).toThrow(Poisoned);
      expect(apply).toThrow('the view duties cannot apply the event at position 5: Error: no view can apply this');
      expect(run.checkpoint.position).toBe(3);
      expect(store.dump(act)).toHaveLength(4);
      expect(versions()).toEqual([['a', 'u', 2, openEnd], ['b', 'u', 3, openEnd]]); // prettier-ignore
    });

    it('commits what comes between a sweep and it', () => {
      const run = new ViewRun(duties, store);
      const batch = [moved(1, 'a', 'u'), viewed(2, 'UnitClosed', { unitId: 'u' }), moved(3, 'b', 'v'), poison(4)];
      expect(() => run.apply(batch)).toThrow(Poisoned);
      expect(run.checkpoint.position).toBe(3);
      expect(versions()).toEqual([['a', 'u', 1, 2], ['b', 'v', 3, openEnd]]); // prettier-ignore
      expect(store.dump(act)).toHaveLength(4);
    });

    it('says at which event when a step of its sweep throws, and stays inside the sweep', () => {
      const step = (rows: RowsInSteps) => {
        if (rows.get(closing, 1)?.after === 'b') throw new Error('no further');
        duties.sweep!.step(rows);
      };
      const run = new ViewRun({ ...duties, sweep: { ...duties.sweep!, step } }, store);
      const batch = [
        ...['a', 'b', 'c'].map((id, i) => moved(i + 1, id, 'u')),
        viewed(5, 'UnitClosed', { unitId: 'u' }),
      ];
      expect(() => run.apply([...batch, moved(6, 'd', 'u')])).toThrow('position 5: Error: no further');
      expect(run.checkpoint).toMatchObject({ position: 5, sweeping: true });
      expect(() => run.apply([moved(6, 'd', 'u')])).toThrow('position 5');
      const repaired = new ViewRun(duties, store);
      repaired.apply([moved(6, 'd', 'u')]);
      expect(repaired.checkpoint).toEqual({ position: 6, logTime: '2025-01-01T00:00:00.006Z' });
      expect(versions().filter(([, , , to]) => to === openEnd)).toEqual(
        [['b', undefined, 5], ['c', undefined, 5], ['d', 'u', 6]].map((v) => [...v, openEnd]), // prettier-ignore
      );
    });
  });

  describe('with JSON that no store can keep, which shows when it is saved', () => {
    const unkeepable = { officialId: 'z', tags: [NaN] as never };

    it('stops before the event that put it', () => {
      const put = (rows: Rows, position: number) =>
        position === 3 ? rows.put(duty, unkeepable) : rows.put(duty, { officialId: `o${position}`, tags: [] });
      const run = new ViewRun(viewOf(put), store);
      const batch = [1, 2, 3, 4].map((position) => moved(position, 'a'));
      expect(() => run.apply(batch)).toThrow('position 3: TypeError: canonical JSON has no number that is not finite');
      expect(run.checkpoint.position).toBe(2);
      expect(versions().map(([id]) => id)).toEqual(['o1', 'o2']);
    });

    it('stops inside a sweep whose step put it', () => {
      const step = (rows: RowsInSteps) => {
        rows.put(duty, unkeepable);
        duties.sweep!.step(rows);
      };
      const run = new ViewRun({ ...duties, sweep: { ...duties.sweep!, step } }, store);
      const batch = [moved(1, 'a', 'u'), viewed(2, 'UnitClosed', { unitId: 'u' })];
      expect(() => run.apply(batch)).toThrow(Poisoned);
      expect(run.checkpoint).toMatchObject({ position: 2, sweeping: true });
      expect(() => run.resume()).toThrow(Poisoned);
      expect(versions()).toEqual([['a', 'u', 1, openEnd]]);
    });

    it('does not take a TypeError of the store for it', () => {
      const closed = noting([], () => {
        throw new TypeError('the database is closed');
      });
      expect(() => new ViewRun(duties, closed).apply([moved(1, 'a', 'u')])).toThrow(
        new TypeError('the database is closed'),
      );
    });
  });

  it('writes nothing of a step that threw, also when the same run tries it again', () => {
    let failures = 2;
    const step = (rows: RowsInSteps) => {
      rows.put(act, { officialId: 'step' });
      if (failures-- > 0) throw new Error('not yet');
      duties.sweep!.step(rows);
    };
    const run = new ViewRun({ ...duties, sweep: { ...duties.sweep!, step } }, store);
    const closed = viewed(2, 'UnitClosed', { unitId: 'u' });
    expect(() => run.apply([closed])).toThrow('not yet');
    expect(() => run.resume()).toThrow('not yet');
    run.resume();
    expect(run.checkpoint).toEqual({ position: 2, logTime: closed.logTime });
    expect(store.dump(act)).toHaveLength(1);
  });

  describe('over a store that fails', () => {
    const unreadable = () =>
      Object.create(store, {
        load: {
          value: () => {
            throw new Error('disk');
          },
        },
      }) as ViewStore;

    it('does not take a failed read for the fault of the event', () => {
      new ViewRun(duties, store).apply([moved(1, 'a', 'u')]);
      expect(() => new ViewRun(duties, unreadable()).apply([moved(2, 'a', 'v')])).toThrow(new Error('disk'));
    });

    it('reads nothing while the store has nothing that is not in memory', () => {
      const run = new ViewRun(duties, unreadable());
      run.apply([moved(1, 'a', 'u'), moved(2, 'b', 'u')]);
      run.apply([moved(3, 'a', 'v'), moved(4, 'c', 'v')]);
      expect(versions()).toEqual([['a', 'u', 1, 3], ['a', 'v', 3, openEnd], ['b', 'u', 2, openEnd], ['c', 'v', 4, openEnd]]); // prettier-ignore
    });

    it('reads again once it had to forget', () => {
      let failures = 1;
      const run = new ViewRun(
        duties,
        noting([], (n) => {
          if (n === 2 && failures-- > 0) throw new Error('disk full');
        }),
      );
      run.apply([moved(1, 'a', 'u')]);
      expect(() => run.apply([moved(2, 'a', 'v')])).toThrow(new Error('disk full'));
      run.apply([moved(2, 'a', 'v')]);
      expect(versions()).toEqual([['a', 'u', 1, 2], ['a', 'v', 2, openEnd]]); // prettier-ignore
    });

    it('goes on with the same run after a failed save, and writes each row once', () => {
      const saved: Checkpoint[] = [];
      const run = new ViewRun(
        duties,
        noting(saved, () => {
          if (failures-- > 0) throw new Error('disk full');
        }),
      );
      let failures = 2;
      const batch = [moved(1, 'a', 'u'), moved(3, 'a', 'v')];
      expect(() => run.apply(batch)).toThrow(new Error('disk full'));
      expect(run.checkpoint.position).toBe(0);
      expect(() => run.apply(batch.slice(0, 1))).toThrow(new Error('disk full'));
      run.apply(batch);
      expect(versions()).toEqual([['a', 'u', 1, 3], ['a', 'v', 3, openEnd]]); // prettier-ignore
      expect(store.dump(act)).toHaveLength(4);
      expect(store.load(stay, ['u', 'a'])?.row).toMatchObject({ count: 1 });
    });
  });

  describe('in a sweep', () => {
    const officials = ['a', 'b', 'c', 'd', 'e'].map((id, i) => moved(i + 1, id, 'u'));
    const batch = [...officials, viewed(8, 'UnitClosed', { unitId: 'u' }), moved(9, 'f', 'u')];

    it('commits what came before with the event, then each step, then goes on', () => {
      const saved: Checkpoint[] = [];
      new ViewRun(duties, noting(saved)).apply(batch);
      expect(saved.map(({ position, sweeping }) => [position, sweeping ?? false])).toEqual([
        [8, true],
        [8, true],
        [8, true],
        [8, true],
        [8, false],
        [9, false],
      ]);
    });

    it('changes rows at the position of the event that caused it', () => {
      new ViewRun(duties, store).apply(batch);
      expect(versions().filter(([, unitId]) => unitId === undefined)).toEqual(
        ['b', 'c', 'd', 'e'].map((id) => [id, undefined, 8, openEnd]),
      );
      expect(versions()[0]).toEqual(['a', 'u', 1, 8]);
      expect(versions().at(-1)).toEqual(['f', 'u', 9, openEnd]);
    });

    it('lets a version go on that its event ends and a later step puts back', () => {
      const run = new ViewRun(duties, store);
      run.apply([moved(1, 'b'), viewed(4, 'UnitClosed', { unitId: 'u', officialId: 'b' })]);
      expect(versions()).toEqual([['b', undefined, 1, openEnd]]);
    });

    it.each([2, 3, 4, 5])('is resumed after a crash at commit %i, and ends with the same rows', (n) => {
      const undisturbed = new MemoryViewStore();
      new ViewRun(duties, undisturbed).apply(batch);
      const crashing = noting([], (commit) => {
        if (commit === n) throw new Error('crash');
      });
      expect(() => new ViewRun(duties, crashing).apply(batch)).toThrow('crash');
      const run = new ViewRun(duties, store);
      expect(run.checkpoint).toMatchObject({ position: 8, sweeping: true });
      run.resume();
      expect(run.checkpoint.sweeping).toBeUndefined();
      run.apply(batch);
      for (const of of duties.tables) expect(store.dump(of)).toEqual(undisturbed.dump(of));
    });
  });

  it('reads again from the store what it no longer keeps, and keeps what has changed', () => {
    let loads = 0;
    const counting = Object.create(store, {
      load: {
        value: (...args: Parameters<ViewStore['load']>) => {
          loads++;
          return store.load(...args);
        },
      },
    }) as ViewStore;
    const run = new ViewRun(duties, counting, 4);
    run.apply(Array.from({ length: 10 }, (_, i) => wavered(i + 1, `o${i}`, 'u')));
    loads = 0;
    run.apply([wavered(20, 'o9', 'v')]);
    expect(loads).toBe(0);
    run.apply([wavered(21, 'o0', 'v')]);
    expect(loads).toBe(2);
    expect(store.dump(duty)).toHaveLength(12);
    expect(store.dump(stay)).toHaveLength(10);
  });

  it('keeps apart keys of several parts, whatever is in them', () => {
    const keys = [['a', 'b\nc'], ['a\nb', 'c'], ['ab', 'c'], ['a', 'bc'], ['a\0', 'b'], ['a', '\0b'], ['a,b', 'c'], ['a', 'b,c'], ['["a"', 'b'], ['a","b', 'c']]; // prettier-ignore
    applying((rows) => keys.forEach(([unitId, officialId], count) => rows.put(stay, { unitId, officialId, count })))();
    expect(store.dump(stay)).toHaveLength(keys.length);
    keys.forEach((key, count) => expect(store.load(stay, key.map(keptText))?.row).toMatchObject({ count }));
  });

  it('keeps text as every store can, in rows and keys alike', () => {
    const run = new ViewRun(duties, store);
    run.apply([moved(1, 'a\0', 'u'), moved(2, 'a\0', 'u'), moved(3, 'b\ud800', 'u')]);
    expect(store.dump(stay).map(({ row }) => row)).toEqual([
      { unitId: 'u', officialId: 'a\u2400', count: 2 },
      { unitId: 'u', officialId: 'b\ufffd', count: 1 },
    ]);
  });

  describe('refuses, as poison,', () => {
    const row: Duty = { officialId: 'a', tags: [] };
    const put = (more: object) => applying((rows) => rows.put(duty, { ...row, ...more }));

    it.each<[string, object, string]>([
      ['a field without a column', { phone: '1' }, 'phone is no column'],
      ['a field named like a method of every object', { toString: 'x' }, 'toString is no column'],
      ['a number for text', { unitId: 5 }, 'unitId is text'],
      ['null, which leaves as nothing', { unitId: null }, 'unitId is text, it cannot take this null'],
      ['a fraction for an integer', { rank: 1.5 }, 'rank is integer'],
      ['an integer that JSON cannot carry', { rank: 2 ** 53 }, 'rank is integer'],
      ['JSON that cannot be kept', { tags: [NaN] }, 'not finite'],
      ['a row without its key', { officialId: undefined }, 'officialId is text'],
    ])('%s', (_, more, why) => {
      expect(put(more)).toThrow(Poisoned);
      expect(put(more)).toThrow(why);
    });

    it('a key with a part too few or of another type', () => {
      expect(applying((rows) => rows.get(stay, 'u'))).toThrow('a key of stay has 2 parts, not 1');
      expect(applying((rows) => (rows.get(duty, 'a'), rows.get(duty, 'a', 'b')))).toThrow('1 parts, not 2');
      expect(applying((rows) => rows.delete(closing, '1'))).toThrow('number is integer');
      const held = (rows: Rows) => rows.put(closing, { number: 1, unitId: 'u', after: '' });
      expect(applying((rows) => (held(rows), rows.get(closing, '1')))).toThrow('number is integer');
    });

    it('reading a log, and tables that the view does not have', () => {
      const other = table<{ id: string }>('other', 'keyed', { key: ['id'], columns: { id: 'text' } });
      expect(applying((rows) => rows.get(act))).toThrow('act is a log');
      expect(applying((rows) => rows.delete(act))).toThrow('act is a log');
      expect(applying((rows) => rows.put(other, { id: 'a' }))).toThrow('the view one has no table other');
    });

    it('edits of a row that was put or got', () => {
      const edit = (rows: Rows) => ((rows.get(duty, 'a') as { unitId?: string }).unitId = 'v');
      expect(applying((rows) => (rows.put(duty, row), edit(rows)))).toThrow('not extensible');
      new ViewRun(
        viewOf((rows) => rows.put(duty, row)),
        store,
      ).apply([moved(1, 'a')]);
      const copying = Object.create(store, {
        load: { value: (...args: Parameters<ViewStore['load']>) => structuredClone(store.load(...args)) },
      }) as ViewStore;
      expect(() => new ViewRun(viewOf(edit), copying).apply([moved(2, 'a')])).toThrow('not extensible');
    });
  });
});
