import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEnd, ViewRun, type Held, type Table } from '@app/ledger';
import { act, closing, duties, duty, stay, viewed } from '@app/ledger/view-example.js';
import { viewStoreContract } from '@app/ledger/view-store.contract.js';
import { columnsOf, dumpOf, NotBuilt, openDatabase, pragma, SqliteViews, type SqliteQueries } from './index.js';

const newDir = () => mkdtempSync(join(tmpdir(), 'views-'));

async function heldIn(queries: SqliteQueries, table: Table): Promise<readonly Held[]> {
  const rows = (await dumpOf(queries, table)) as readonly Record<string, string | number | null>[];
  return rows.map((stored) => {
    const fields = columnsOf(table).filter(({ name }) => stored[name] !== null);
    const row = Object.fromEntries(
      fields.map(({ field, name, type }) => [
        field,
        type === 'json' ? JSON.parse(stored[name] as string) : stored[name],
      ]),
    ) as object;
    const from = Number(stored['from_position'] ?? stored['position'] ?? 0);
    return { row, from, to: Number(stored['to_position'] ?? openEnd) };
  });
}

viewStoreContract('SQLite', () => {
  const dir = newDir();
  const file = join(dir, 'views.sqlite');
  let store = SqliteViews.open(file);
  const queries = SqliteViews.openQueries(file);
  const kill = () => store.close();
  return {
    store,
    held: async (table) => {
      try {
        return await heldIn(queries, table);
      } catch (error) {
        if (error instanceof NotBuilt) return [];
        throw error;
      }
    },
    parked: async (view) => {
      const sql = 'SELECT parked FROM checkpoint WHERE view = ?';
      return (await queries.all<{ parked: string | null }>(sql, view.name))[0]?.parked ?? null;
    },
    reopen: () => {
      kill();
      return (store = SqliteViews.open(file));
    },
    dispose: () => {
      queries.close();
      kill();
      rmSync(dir, { recursive: true });
    },
  };
});

describe('SqliteViews', () => {
  let dir: string;
  let file: string;
  let views: SqliteViews;
  let queries: SqliteQueries;
  beforeEach(() => {
    dir = newDir();
    file = join(dir, 'views.sqlite');
    views = SqliteViews.open(file);
    queries = SqliteViews.openQueries(file);
  });
  afterEach(() => {
    queries.close();
    views.close();
    rmSync(dir, { recursive: true });
  });

  const indexes = async () => {
    const sql = `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`;
    return (await queries.all<{ name: string }>(sql)).map(({ name }) => name);
  };
  const declared = [
    'act_by_official_id_and_position',
    'official_duty_by_from_position',
    'official_duty_by_unit_id_and_to_position',
    'stay_by_count',
  ];
  const moved = (position: number, officialId: string, unitId: string) =>
    viewed(position, 'Moved', { officialId, unitId });

  it('keeps each field in a column of its own, with NULL for what is not known', async () => {
    new ViewRun(duties, views).apply([moved(3, 'a', 'u'), viewed(5, 'Moved', { officialId: 'a', rank: 2 })]);
    expect(await dumpOf(queries, duty)).toEqual([
      { official_id: 'a', unit_id: 'u', rank: null, tags: '["u"]', from_position: 3, to_position: 5 },
      { official_id: 'a', unit_id: null, rank: 2, tags: '[]', from_position: 5, to_position: openEnd },
    ]);
    expect(await dumpOf(queries, stay)).toEqual([{ unit_id: 'u', official_id: 'a', count: 1 }]);
    expect(await dumpOf(queries, act)).toEqual([
      { official_id: 'a', what: 'u', position: 3 },
      { official_id: 'a', what: null, position: 3 },
      { official_id: 'a', what: null, position: 5 },
      { official_id: 'a', what: null, position: 5 },
    ]);
  });

  it('makes the indexes that the tables declare', async () => {
    views.open(duties);
    expect(await indexes()).toEqual(declared);
  });

  it('drops the indexes in a rebuild, and makes them at its end', async () => {
    views.open(duties);
    views.hurry(duties);
    expect(await indexes()).toEqual([]);
    views.settle(duties);
    expect(await indexes()).toEqual(declared);
  });

  it('keeps the indexes when the view has rows already', async () => {
    new ViewRun(duties, views).apply([moved(3, 'a', 'u')]);
    views.hurry(duties);
    expect(await indexes()).toEqual(declared);
  });

  it('makes the indexes at the next opening when a rebuild was killed', async () => {
    const run = new ViewRun(duties, views);
    views.hurry(duties);
    run.apply([moved(3, 'a', 'u')]);
    views.close();
    views = SqliteViews.open(file);
    expect(await indexes()).toEqual([]);
    expect(views.open(duties).position).toBe(3);
    expect(await indexes()).toEqual(declared);
  });

  it('replaces the indexes of a table whose declaration has changed, and keeps its rows', async () => {
    new ViewRun(duties, views).apply([moved(3, 'a', 'u')]);
    const changed = { ...duties, tables: [{ ...duty, indexes: [['rank']] }, stay, act, closing] };
    expect(views.open(changed).position).toBe(3);
    expect((await indexes()).filter((name) => name.startsWith('official_duty'))).toEqual(['official_duty_by_rank']);
    expect(await dumpOf(queries, duty)).toHaveLength(1);
  });

  it('begins again at 0 when a column has changed and the version was forgotten', async () => {
    new ViewRun(duties, views).apply([moved(3, 'a', 'u')]);
    const wider = { ...duty, columns: { ...duty.columns, phone: 'text' as const } };
    expect(views.open({ ...duties, tables: [wider, stay, act, closing] }).position).toBe(0);
    expect(await dumpOf(queries, wider)).toEqual([]);
  });

  it('flushes less in a rebuild only, until the last view has settled', () => {
    const other = { name: 'others', version: 1, tables: [], apply: {} };
    views.open(duties);
    views.open(other);
    const synchronous = () => views.synchronous;
    expect(synchronous()).toBe('NORMAL');
    views.hurry(duties);
    views.hurry(other);
    expect(synchronous()).toBe('OFF');
    views.settle(duties);
    expect(synchronous()).toBe('OFF');
    views.settle(other);
    expect(synchronous()).toBe('NORMAL');
  });

  it('finds the open version by the primary key, however many versions there are', () => {
    const db = openDatabase(file, { synchronous: 'NORMAL', readOnly: true });
    views.open(duties);
    const plan = db
      .prepare(
        'EXPLAIN QUERY PLAN SELECT * FROM official_duty WHERE official_id = ? ORDER BY from_position DESC LIMIT 1',
      )
      .all('a') as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH official_duty USING PRIMARY KEY (official_id=?)']);
    expect(pragma(db, 'application_id')).toBe(0x41_4c_56_31);
    db.close();
  });

  it('is not opened on a file of another kind', () => {
    const other = join(dir, 'events.sqlite');
    const db = openDatabase(other, { synchronous: 'FULL' });
    db.exec('CREATE TABLE event (id TEXT)');
    db.close();
    expect(() => SqliteViews.open(other)).toThrow('it is not a file of views');
  });
});

describe('SqliteQueries', () => {
  let dir: string;
  let file: string;
  let queries: SqliteQueries;
  beforeEach(() => {
    dir = newDir();
    file = join(dir, 'views.sqlite');
    queries = SqliteViews.openQueries(file);
  });
  afterEach(() => {
    queries.close();
    rmSync(dir, { recursive: true });
  });
  const official = 'SELECT official_id AS "officialId" FROM official_duty WHERE official_id = ?';

  it('says that the views are not built while the file, then the table is missing, and reads them once they are', async () => {
    await expect(queries.all(official, 'a')).rejects.toThrow(NotBuilt);
    const views = SqliteViews.open(file);
    await expect(queries.all(official, 'a')).rejects.toThrow('no such table: official_duty');
    new ViewRun(duties, views).apply([viewed(1, 'Moved', { officialId: 'a' })]);
    expect(await queries.all(official, 'a')).toStrictEqual([{ officialId: 'a' }]);
    views.reset(duties);
    await expect(queries.all(official, 'a')).rejects.toThrow(NotBuilt);
    views.open(duties);
    expect(await queries.all(official, 'a')).toEqual([]);
    views.close();
  });

  it('refuses parameters that are not as many as the question marks', async () => {
    SqliteViews.open(file).close();
    await expect(queries.all(`SELECT '?' AS "q?" WHERE 1 = ? -- ?`)).rejects.toThrow('1 parameters was given 0');
    await expect(queries.all('SELECT 1 AS one', 5)).rejects.toThrow('0 parameters was given 1');
    expect(await queries.all(`SELECT 'it''s ?' AS "q?" WHERE 1 = ? -- ?`, 1)).toEqual([{ 'q?': `it's ?` }]);
  });

  it('does not write', async () => {
    SqliteViews.open(file).close();
    await expect(queries.all('DELETE FROM checkpoint')).rejects.toThrow('readonly');
  });

  it('looks up text as the views keep it, so that a zero character does not cut it short', async () => {
    const views = SqliteViews.open(file);
    new ViewRun(duties, views).apply(['a', 'a\0b'].map((officialId, i) => viewed(i + 1, 'Moved', { officialId })));
    expect(await queries.all(official, 'a\0b')).toEqual([{ officialId: 'a\u2400b' }]);
    expect(await queries.all(official, 'a')).toEqual([{ officialId: 'a' }]);
    views.close();
  });

  it('goes on answering past the number of statements that it keeps', async () => {
    SqliteViews.open(file).close();
    for (let i = 0; i < 450; i++) {
      expect(await queries.all(`SELECT ? AS "n${i % 300}"`, i)).toEqual([{ [`n${i % 300}`]: i }]);
    }
    expect(queries.statements).toBe(200);
  });
});
