import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ViewRun, table, type View, type ViewedEvent } from '@app/ledger';
import { SqliteViews, dumpOf } from './index.js';

interface Duty {
  officialId: string;
  unitId?: string;
  tags: string[];
}
const duty = table<Duty>('duty', 'temporal', {
  key: ['officialId'],
  columns: { officialId: 'text', unitId: 'text', tags: 'json' },
  indexes: [['unitId', 'toPosition']],
});
const view: View = {
  name: 'duties',
  version: 1,
  tables: [duty],
  apply: { Moved: (rows, { data }) => rows.put(duty, data as Duty) },
};
const moved = (position: number, data: Duty) =>
  ({ position, type: 'Moved', data, logTime: '2025-01-01T00:00:00.000Z' }) as unknown as ViewedEvent;

describe('SqliteViews', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'views-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('keeps what a run wrote for its readers', async () => {
    const views = SqliteViews.open(join(dir, 'views.sqlite'));
    const queries = SqliteViews.openQueries(join(dir, 'views.sqlite'));
    const run = new ViewRun(view, views);
    run.apply([moved(3, { officialId: 'a', unitId: 'u', tags: ['x'] })]);
    run.apply([moved(5, { officialId: 'a', tags: [] })]);
    expect(await dumpOf(queries, duty)).toEqual([
      { official_id: 'a', unit_id: 'u', tags: '["x"]', from_position: 3, to_position: 5 },
      { official_id: 'a', unit_id: null, tags: '[]', from_position: 5, to_position: Number.MAX_SAFE_INTEGER },
    ]);
    expect(views.load(duty, ['a'])).toEqual({
      row: { officialId: 'a', tags: [] },
      from: 5,
      to: Number.MAX_SAFE_INTEGER,
    });
    queries.close();
    views.close();
  });
});
