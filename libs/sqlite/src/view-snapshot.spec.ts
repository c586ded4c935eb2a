import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { table, ViewRun, type View } from '@app/ledger';
import { viewed } from '@app/ledger/view-example.js';
import { SqliteViews, ViewSnapshot } from './index.js';

interface Right {
  account: string;
  functions: readonly string[];
  unit?: string;
}
const right = table<Right>('right', 'temporal', {
  key: ['account'],
  columns: { account: 'text', functions: 'json', unit: 'text' },
});
const act = table<{ what: string }>('act', 'log', { key: [], columns: { what: 'text' } });
const now = table<{ account: string }>('now', 'keyed', { key: ['account'], columns: { account: 'text' } });
const rights: View = {
  name: 'rights',
  version: 3,
  tables: [right, act, now],
  apply: {
    Granted: (rows, { data }) => {
      const { account } = data as Right;
      rows.put(right, data as Right);
      rows.put(act, { what: 'grant' });
      rows.put(now, { account });
    },
  },
};
const granted = (position: number, account: string, more: object = {}) =>
  viewed(position, 'Granted', { account, functions: ['đọc'], ...more });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const head = 'access-ledger/view-digest@v1\n{"version":3,"view":"rights"}\n';
const columns = '{"columns":["account","functions","unit","from_position"],"table":"right"}\n';
const acts = '{"columns":["what","position"],"table":"act"}\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a snapshot of views', () => {
  const dir = mkdtempSync(join(tmpdir(), 'snapshot-'));
  const file = join(dir, 'views.sqlite');
  const store = SqliteViews.open(file);
  const run = new ViewRun(rights, store);
  run.resume();
  afterAll(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });

  it('gives the digest of the rows that held at each position, in the order of their keys', async () => {
    run.apply([granted(1, 'ổ'), granted(2, 'a')]);
    run.apply([granted(5, 'a', { unit: 'p-1' })]);
    const snapshot = ViewSnapshot.open(file);
    expect(snapshot.standing(rights)).toBe(5);
    const found = await snapshot.digests(rights, [0, 2, 4, 5]);
    snapshot.close();
    const o = '["ổ","[\\"đọc\\"]",null,1]\n';
    const at2 = sha256(`${head}${columns}["a","[\\"đọc\\"]",null,2]\n${o}${acts}["grant",1]\n["grant",2]\n`);
    const at5 = `${head}${columns}["a","[\\"đọc\\"]","p-1",5]\n${o}${acts}["grant",1]\n["grant",2]\n["grant",5]\n`;
    expect(found).toEqual([
      { position: 0, rows: 0, digest: sha256(head + columns + acts) },
      { position: 2, rows: 4, digest: at2 },
      { position: 4, rows: 4, digest: at2 },
      { position: 5, rows: 5, digest: sha256(at5) },
    ]);
  });

  it('sees one transaction, whatever is written meanwhile, and lets others have their turn', async () => {
    run.apply(Array.from({ length: 1200 }, (_, i) => granted(10 + i, `k-${i}`)));
    const snapshot = ViewSnapshot.open(file);
    const position = Number(snapshot.standing(rights));
    let turns = 0;
    const [before] = await snapshot.digests(rights, [position], async () => {
      run.apply([granted(2000 + turns++, 'a', { unit: `p-${turns}` })]);
    });
    expect(turns).toBe(4);
    expect(snapshot.standing(rights)).toBe(position);
    expect(await snapshot.digests(rights, [position])).toEqual([before]);
    snapshot.close();
    const after = ViewSnapshot.open(file);
    expect(after.standing(rights)).toBe(2003);
    expect(await after.digests(rights, [position])).toEqual([before]);
    after.close();
  });

  it('goes on with a walk whatever is collected meanwhile', async () => {
    run.apply(Array.from({ length: 50 }, (_, i) => granted(100 + i, `walk-${String(i).padStart(2, '0')}`)));
    const snapshot = ViewSnapshot.open(file);
    let walked = 0;
    for (const _ of snapshot.rows(now)) {
      walked++;
      if (walked % 10 !== 0) continue;
      collect();
      await turn(); // what was collected is given back between two turns
    }
    const keys = [...snapshot.rows(now)];
    snapshot.close();
    expect(walked).toBe(keys.length);
  });

  it('says why a view has the rows of no position', () => {
    const snapshot = ViewSnapshot.open(file);
    expect(snapshot.standing({ name: 'other', version: 1 })).toBe('absent');
    expect(snapshot.standing({ name: 'rights', version: 4 })).toBe('version');
    snapshot.close();
    store.park(rights, 'why');
    const parked = ViewSnapshot.open(file);
    expect(parked.standing(rights)).toBe('parked');
    parked.close();
  });
});
