import fc from 'fast-check';
import { canonical } from './canonical.js';
import { act, closing, cut, duties, duty, histories, splits, statesOf, stay, viewed } from './view-example.js';
import { ViewRun } from './view-run.js';
import { atStart, type Changes, type Checkpoint, type Held, type ViewStore } from './view-store.js';
import { openEnd, table, type Table, type View, type ViewedEvent } from './view.js';

/** A store under test. */
export interface ViewsUnderTest {
  store: ViewStore;
  /** Every version of every row, in any order but a log's, whose rows come as they were added. */
  held: (table: Table) => Promise<readonly Held[]>;
  parked: (view: View) => Promise<string | null>;
  /** Closes the store and opens the same data again, without a word to it before; absent where nothing is kept. */
  reopen?: () => ViewStore;
  dispose: () => void;
}

/** The promises of the port, the same for every store. Call it from the store's spec with a way to open an empty one. */
export function viewStoreContract(name: string, open: () => ViewsUnderTest): void {
  describe(`view store: ${name}`, () => {
    let under: ViewsUnderTest;
    let store: ViewStore;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.dispose());

    const none = { closed: [], deleted: [], written: [] };
    const at = (position: number): Checkpoint => ({ position, logTime: `2025-01-01T00:00:00.${100 + position}Z` });
    const inDuty = (officialId: string, from: number, unitId?: string): Held => ({
      row: { officialId, ...(unitId && { unitId }), tags: [] },
      from,
      to: openEnd,
    });
    const save = (position: number, ...changes: Changes[]) => store.save(duties, changes, at(position));
    const snapshot = async () =>
      Promise.all(duties.tables.map(async (of) => [of.name, plain(of, await under.held(of))]));

    it('opens a view that it does not know at position 0, with empty tables', async () => {
      expect(store.open(duties)).toEqual(atStart);
      for (const of of duties.tables) expect(await under.held(of)).toEqual([]);
      expect(store.load(duty, ['a'])).toBeUndefined();
      expect(store.keysAfter(duty, '', 10)).toEqual([]);
    });

    it('gives back a row as it was put, without the fields that it did not have', () => {
      store.open(duties);
      const row = { officialId: "Đỗ “A”\n'𠮷", rank: -9007199254740991, tags: ['"', '\u0000', ''] };
      save(3, { ...none, table: duty, written: [{ row, from: 3, to: openEnd }] });
      expect(store.load(duty, [row.officialId])).toEqual({ row, from: 3, to: openEnd });
      expect(Object.keys(store.load(duty, [row.officialId])!.row)).toEqual(['officialId', 'rank', 'tags']);
    });

    it('finds a row by all parts of its key, a number by its value', () => {
      store.open(duties);
      const row = { unitId: 'u', officialId: 'a', count: 1 };
      save(1, { ...none, table: stay, written: [held(row), held({ ...row, officialId: 'b', count: 2 })] });
      save(2, { ...none, table: closing, written: [held({ number: 7, unitId: 'u', after: '' })] });
      expect(store.load(stay, ['u', 'b'])?.row).toEqual({ ...row, officialId: 'b', count: 2 });
      expect(store.load(stay, ['b', 'u'])).toBeUndefined();
      expect(store.load(closing, [7])?.row).toEqual({ number: 7, unitId: 'u', after: '' });
      expect(store.load(closing, [8])).toBeUndefined();
    });

    it('replaces and deletes keyed rows', async () => {
      store.open(duties);
      const row = (count: number) => held({ unitId: 'u', officialId: 'a', count });
      save(1, { ...none, table: stay, written: [row(1)] });
      save(2, { ...none, table: stay, written: [row(2)] });
      expect(await rowsOf(stay)).toEqual([row(2).row]);
      save(3, { ...none, table: stay, deleted: [['u', 'a']] });
      expect(await rowsOf(stay)).toEqual([]);
      expect(store.load(stay, ['u', 'a'])).toBeUndefined();
    });

    it('keeps every version of a temporal row, and loads the open one', async () => {
      store.open(duties);
      save(3, { ...none, table: duty, written: [inDuty('a', 3, 'u')] });
      save(5, { ...none, table: duty, closed: [{ key: ['a'], from: 3, to: 5 }], written: [inDuty('a', 5, 'v')] });
      expect(store.load(duty, ['a'])).toEqual(inDuty('a', 5, 'v'));
      expect(await under.held(duty)).toEqual([{ ...inDuty('a', 3, 'u'), to: 5 }, inDuty('a', 5, 'v')]);
      save(9, { ...none, table: duty, closed: [{ key: ['a'], from: 5, to: 9 }] });
      expect(store.load(duty, ['a'])).toBeUndefined();
      expect(await under.held(duty)).toHaveLength(2);
    });

    it('finds the version that ended at a position, beside one that began there and after a deletion', () => {
      store.open(duties);
      save(3, { ...none, table: duty, written: ['a', 'b'].map((id) => inDuty(id, 3, 'u')) });
      const closed = ['a', 'b'].map((id) => ({ key: [id], from: 3, to: 5 }));
      save(5, { ...none, table: duty, closed, written: [inDuty('a', 5, 'v')] });
      for (const id of ['a', 'b']) expect(store.ended(duty, [id], 5)).toEqual({ ...inDuty(id, 3, 'u'), to: 5 });
      expect(store.ended(duty, ['a'], 4)).toBeUndefined();
      expect(store.ended(duty, ['a'], 6)).toBeUndefined();
      expect(store.ended(duty, ['c'], 5)).toBeUndefined();
    });

    it('writes anew a temporal version that is deleted and written in one commit', async () => {
      store.open(duties);
      save(3, { ...none, table: duty, written: [inDuty('a', 3, 'u')] });
      save(3, { ...none, table: duty, deleted: [['a', 3]], written: [inDuty('a', 3, 'v')] });
      expect(await under.held(duty)).toEqual([inDuty('a', 3, 'v')]);
    });

    it('refuses a temporal version that is there already', () => {
      store.open(duties);
      save(3, { ...none, table: duty, written: [inDuty('a', 3, 'u')] });
      expect(() => save(4, { ...none, table: duty, written: [inDuty('a', 3, 'v')] })).toThrow();
      expect(store.open(duties)).toEqual(at(3));
    });

    it('keeps the rows of a log in order, each with the position of its event', async () => {
      store.open(duties);
      const row = (officialId: string, from: number): Held => ({ row: { officialId }, from, to: openEnd });
      const written = Array.from({ length: 45 }, (_, i) => row(`o${i}`, 1 + Math.floor(i / 2)));
      save(30, { ...none, table: act, written });
      save(31, { ...none, table: act, written: [row('last', 31)] });
      expect(await under.held(act)).toEqual([...written, row('last', 31)]);
    });

    it('lists the first parts of open keys after a text, each once, in the order of their bytes', () => {
      store.open(duties);
      const officials = ['b', '\uffee', 'a', '𠮷', 'ab'];
      save(1, { ...none, table: duty, written: officials.map((id) => inDuty(id, 1)) });
      save(2, { ...none, table: duty, closed: [{ key: ['ab'], from: 1, to: 2 }] });
      expect(store.keysAfter(duty, '', 10)).toEqual(['a', 'b', '\uffee', '𠮷']);
      expect(store.keysAfter(duty, 'a', 2)).toEqual(['b', '\uffee']);
      expect(store.keysAfter(duty, '𠮷', 2)).toEqual([]);
      const stays = ['u', 'v', 'w'].flatMap((unitId) =>
        ['a', 'b'].map((officialId) => held({ unitId, officialId, count: 1 })),
      );
      save(3, { ...none, table: stay, written: stays });
      expect(store.keysAfter(stay, 'u', 10)).toEqual(['v', 'w']);
    });

    it('says after an opening how far it had got, and whether inside a sweep', () => {
      store.open(duties);
      save(7);
      expect(store.open(duties)).toEqual(at(7));
      store.save(duties, [], { ...at(9), sweeping: true });
      expect(store.open(duties)).toEqual({ ...at(9), sweeping: true });
      save(9);
      expect(store.open(duties).sweeping ?? false).toBe(false);
    });

    it('writes nothing of a commit of which one change fails', async () => {
      store.open(duties);
      save(3, { ...none, table: duty, written: [inDuty('a', 3, 'u')] });
      const before = await snapshot();
      const good: Changes = { ...none, table: act, written: [{ row: { officialId: 'x' }, from: 4, to: openEnd }] };
      const bad: Changes = { ...none, table: duty, closed: [{ key: ['nobody'], from: 3, to: 4 }] };
      expect(() => save(4, good, bad)).toThrow('nobody');
      expect(await snapshot()).toEqual(before);
      expect(store.open(duties)).toEqual(at(3));
      save(5, good);
      expect(await under.held(act)).toHaveLength(1);
    });

    it('drops the tables of another version of the view, those that it no longer has too', async () => {
      const extra = table<{ id: string }>('extra', 'keyed', { key: ['id'], columns: { id: 'text' } });
      const old: View = { ...duties, version: 0, tables: [...duties.tables, extra] };
      store.open(old);
      store.save(old, [{ ...none, table: extra, written: [held({ id: 'e' })] }], at(2));
      save(3, { ...none, table: duty, written: [inDuty('a', 3)] });
      expect(store.open(duties)).toEqual(atStart);
      expect(await under.held(duty)).toEqual([]);
      expect(await under.held(extra)).toEqual([]);
      save(5);
      expect(store.open({ ...duties, version: 2 })).toEqual(atStart);
      expect(store.open({ ...duties, version: 3, tables: [...duties.tables, extra] })).toEqual(atStart);
      expect(await under.held(extra)).toEqual([]);
    });

    it('empties one view at a reset and leaves the others', async () => {
      const mark = table<{ id: string }>('mark', 'keyed', { key: ['id'], columns: { id: 'text' } });
      const other: View = { name: 'marks', version: 1, tables: [mark], apply: {} };
      store.open(duties);
      store.open(other);
      save(3, { ...none, table: duty, written: [inDuty('a', 3)] });
      store.save(other, [{ ...none, table: mark, written: [held({ id: 'm' })] }], at(3));
      store.reset(duties);
      expect(store.open(duties)).toEqual(atStart);
      expect(await under.held(duty)).toEqual([]);
      expect(store.open(other)).toEqual(at(3));
      expect(await under.held(mark)).toHaveLength(1);
    });

    it('refuses to save a view that is not open', () => {
      expect(() => save(1)).toThrow('not open');
      store.open(duties);
      store.reset(duties);
      expect(() => save(1)).toThrow('not open');
    });

    it('remembers why a view is parked until it goes on', async () => {
      store.open(duties);
      save(3);
      store.park(duties, 'the event at 4');
      expect(await under.parked(duties)).toBe('the event at 4');
      expect(store.open(duties)).toEqual(at(3));
      expect(await under.parked(duties)).toBe('the event at 4');
      save(4);
      expect(await under.parked(duties)).toBeNull();
      store.park(duties, 'again');
      store.park(duties, null);
      expect(await under.parked(duties)).toBeNull();
    });

    it('takes rows between hurry and settle as at any other time', async () => {
      store.open(duties);
      store.hurry(duties);
      save(3, { ...none, table: duty, written: [inDuty('a', 3, 'u')] });
      store.settle(duties);
      save(5, { ...none, table: duty, closed: [{ key: ['a'], from: 3, to: 5 }], written: [inDuty('a', 5, 'v')] });
      store.hurry(duties);
      store.settle(duties);
      expect(await under.held(duty)).toEqual([{ ...inDuty('a', 3, 'u'), to: 5 }, inDuty('a', 5, 'v')]);
    });

    it('keeps all that was saved when it is opened again', async () => {
      if (!under.reopen) return;
      store.open(duties);
      for (const batch of cut(walk, [4])) new ViewRun(duties, store).apply(batch);
      store.park(duties, 'why');
      const before = [await snapshot(), store.open(duties)];
      store = under.reopen();
      expect([await snapshot(), store.open(duties)]).toEqual(before);
      expect(await under.parked(duties)).toBe('why');
    });

    it('holds the same rows however the events are cut into batches and however few rows stay in memory', async () => {
      await fc.assert(
        fc.asyncProperty(histories, splits, fc.nat(3), async (events, sizes, keep) => {
          store.reset(duties);
          const run = new ViewRun(duties, store, keep);
          for (const batch of cut(events, sizes)) run.apply(batch);
          await expectHistory(events);
        }),
        { numRuns: 80 },
      );
    });

    it('holds the same rows after a crash at any commit, before or after it was written', async () => {
      await fc.assert(
        fc.asyncProperty(histories, splits, fc.boolean(), async (events, sizes, written) => {
          for (let crashAt = 1, crashed = true; crashed; crashAt++) {
            store.reset(duties);
            crashed = runUntilCrash(events, sizes, crashAt, written);
            const run = new ViewRun(duties, store);
            for (const batch of cut(events, sizes)) run.apply(batch);
            run.resume();
            await expectHistory(events);
          }
        }),
        { numRuns: 10 },
      );
    });

    // Answers whether the run crashed; it does at the store's nth save.
    function runUntilCrash(events: readonly ViewedEvent[], sizes: readonly number[], n: number, written: boolean) {
      let saves = 0;
      const crashing = Object.create(store, {
        save: {
          value: (...args: Parameters<ViewStore['save']>) => {
            if (++saves !== n) return store.save(...args);
            if (written) store.save(...args);
            throw new Error('crash');
          },
        },
      }) as ViewStore;
      try {
        const run = new ViewRun(duties, crashing);
        for (const batch of cut(events, sizes)) run.apply(batch);
        return false;
      } catch (error) {
        expect(error).toEqual(new Error('crash'));
        return true;
      }
    }

    // Compares what the store holds with what held after each event by the plainest means.
    async function expectHistory(events: readonly ViewedEvent[]) {
      const states = statesOf(duties, events);
      const versions = await under.held(duty);
      for (const [position, rows] of states) {
        const now = versions.filter(({ from, to }) => from <= position && position < to);
        expect(inOrder(now.map(({ row }) => row))).toEqual(inOrder(rows.rows(duty)));
      }
      const last = [...states.values()].at(-1);
      expect(await rowsOf(stay)).toEqual(inOrder(last?.rows(stay) ?? []));
      expect(await rowsOf(closing)).toEqual([]);
      expect((await under.held(act)).map(({ row }) => canonical(row))).toEqual(last?.added(act).map(canonical) ?? []);
      expect(versions.filter(({ from, to }) => from >= to)).toEqual([]);
      const keyed = versions.map(({ row, from, to }) => ({ content: canonical(row), from, to }));
      const touching = keyed.filter((a) => keyed.some((b) => a.to === b.from && a.content === b.content));
      expect(touching).toEqual([]);
      expect(store.open(duties).position).toBe(events.at(-1)?.position ?? 0);
    }

    async function rowsOf(of: Table) {
      return inOrder((await under.held(of)).map(({ row }) => row));
    }
  });
}

const held = (row: object): Held => ({ row, from: 0, to: openEnd });
const inOrder = (rows: readonly object[]) => rows.map((row) => JSON.parse(canonical(row)) as object).sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1)); // prettier-ignore
const plain = (of: Table, versions: readonly Held[]) => versions.map((version) => (of.kind === 'keyed' ? version.row : version)); // prettier-ignore
const walk = [
  viewed(1, 'Moved', { officialId: 'a', unitId: 'u' }),
  viewed(2, 'Moved', { officialId: 'b', unitId: 'u', rank: 2 }),
  viewed(4, 'Moved', { officialId: 'c', unitId: 'v' }),
  viewed(5, 'Moved', { officialId: 'a', unitId: 'v' }),
  viewed(9, 'UnitClosed', { unitId: 'v', officialId: 'b' }),
  viewed(12, 'Wavered', { officialId: 'b', units: ['w', null, 'w'] }),
];
