import { afterEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { views } from '@app/capabilities';
import { openDatabase, ViewSnapshot } from '@app/sqlite';
import { compareDigests, type ComparedDigests } from '../../apps/cli/src/rebuild/compare-digests.js';
import type { Compared } from '../../apps/cli/src/rebuild/compare-views.js';
import { runVerify } from '../../apps/cli/src/verify.js';
import { keptTerminal } from './cli.js';
import { json, lookup, startServer, stop, stopAll, type TestServer } from './server.js';
import { seal, waiting } from './witnessing.js';

afterEach(stopAll);

interface Item {
  view: string;
  position: string;
  rows: number;
  digest: string;
  sealed?: boolean;
  sealedPosition: string;
}
const listed = async (server: TestServer, query = '') =>
  (await json(server.get(`/v1/view-digests${query}`))) as unknown as { items: readonly Item[]; next?: string };
async function asked(server: TestServer, body: object = {}): Promise<readonly Item[]> {
  const answer = await server.post('/v1/view-digests', body, { Prefer: 'wait=20' });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { items: readonly Item[] }).items;
}
// Whoever asks for a digest has the turn after the one that the day asks for.
const turnTaken = (server: TestServer) => asked(server, { view: 'permissions' });
async function sent(server: TestServer, id: string, data: object = {}): Promise<string> {
  const answer = await server.post('/v1/events', lookup(id, data), waiting);
  const { position } = (await answer.json()) as { position: string };
  await server.get(`/v1/views?minPosition=${position}`);
  return position;
}
async function edited(dataDir: string, sql: string): Promise<void> {
  const db = openDatabase(join(dataDir, 'views.sqlite'), { synchronous: 'NORMAL' });
  db.exec(sql);
  db.close();
}
async function verified(data: string) {
  const terminal = keptTerminal();
  const code = await runVerify({ data, views: true, json: true }, terminal);
  const said = terminal.said.out.map((line) => JSON.parse(line) as Record<string, unknown>);
  const digests = said.flatMap((line) => ('digests' in line ? [line.digests as ComparedDigests] : []));
  const tables = said.filter((line) => line.equal === false) as unknown as readonly Compared[];
  const of = (name: string) => digests.find(({ view }) => view === name)!;
  return { code, tables, findings: of('findings'), permissions: of('permissions') };
}

describe('digests of views', () => {
  it('are sealed once a day, after local midnight, of what has changed since', async () => {
    let now = '2025-05-06T16:59:00.000Z'; // 23:59 in Vietnam
    let server = await startServer({ seal, now: () => now });
    await sent(server, 'l-1');
    await turnTaken(server);
    expect((await listed(server, '?view=findings')).items).toEqual([]);
    now = '2025-05-06T17:00:01.000Z';
    await sent(server, 'l-2');
    await turnTaken(server);
    const { items } = await listed(server, '?view=findings');
    expect(items).toMatchObject([{ view: 'findings' }]);
    await sent(server, 'l-3');
    await turnTaken(server);
    expect(await listed(server, '?view=findings')).toMatchObject({ items });
    await stop(server);
    server = await startServer({ seal, now: () => now, dataDir: server.dataDir });
    await turnTaken(server);
    expect(await listed(server, '?view=findings')).toMatchObject({ items });
    now = '2025-05-07T17:00:01.000Z';
    await sent(server, 'l-4');
    await turnTaken(server);
    expect((await listed(server, '?view=findings')).items).toMatchObject([{ view: 'findings' }, items[0]]);
    now = '2025-05-08T17:00:01.000Z';
    const unit = { unitId: 'p-1', name: 'Phường 1', kind: 'commune', validFrom: '2025-01-01T00:00:00.000Z' };
    expect((await server.post('/v1/units:register', unit, { 'Idempotency-Key': 'u-1' })).status).toBe(201);
    await turnTaken(server);
    expect((await listed(server, '?view=findings')).items).toHaveLength(2);
  });

  it('are sealed on request, are not sealed again of the same rows, and are listed page by page', async () => {
    const server = await startServer({ seal });
    const position = await sent(server, 'l-1');
    const first = await asked(server);
    expect(first.map(({ view, sealed }) => [view, sealed])).toEqual([['permissions', true], ['findings', true]]); // prettier-ignore
    expect(Number(first[1].position)).toBeGreaterThanOrEqual(Number(position));
    expect(first[0].position).toBe(first[1].position);
    expect(first[1].rows).toBeGreaterThan(0);
    const again = await asked(server);
    expect(again).toEqual(first.map((one) => ({ ...one, sealed: false })));
    expect((await listed(server)).items).toHaveLength(2);
    const page = await listed(server, '?limit=1');
    const last = Math.max(...first.map(({ sealedPosition }) => Number(sealedPosition)));
    expect(page.items).toMatchObject([{ sealedPosition: String(last) }]);
    const second = await listed(server, `?limit=1&cursor=${page.next}`);
    expect(second.items).toHaveLength(1);
    expect(second.items[0].sealedPosition).not.toBe(String(last));
    expect((await server.post('/v1/view-digests', { view: 'trail' })).status).toBe(400);
  });

  it('are those of the rows as they were then, however much came since', async () => {
    const server = await startServer({ seal });
    await sent(server, 'l-1');
    await asked(server);
    await sent(server, 'l-2', { accountId: 'TTHC:binh' });
    await asked(server, { view: 'findings' });
    await sent(server, 'l-3');
    const { code, tables, findings } = await verified(server.dataDir);
    expect([code, tables]).toEqual([0, []]);
    expect(findings).toMatchObject({ differing: [], beyond: [], otherVersion: 0 });
    expect(findings.compared).toHaveLength(2);
    expect(findings.compared[1].rows).toBeGreaterThan(findings.compared[0].rows);
  });

  it('name the view, and the row and column, that an administrator edited after they were sealed', async () => {
    const server = await startServer({ seal });
    await sent(server, 'l-1');
    const [, { position }] = await asked(server);
    await stop(server);
    await edited(server.dataDir, "UPDATE finding SET severity = 'low' WHERE code = 'V-08'");
    const { code, tables, findings } = await verified(server.dataDir);
    expect(code).toBe(1);
    expect(tables).toMatchObject([
      { table: 'finding', differing: [{ columns: [{ column: 'severity', stored: 'low', log: 'high' }] }] },
    ]);
    expect(Object.keys(tables[0].differing![0].key)).toEqual(['finding_id', 'from_position']);
    expect(findings.differing).toMatchObject([{ position: Number(position), of: ['stored'] }]);
    const terminal = keptTerminal();
    expect(await runVerify({ data: server.dataDir, views: true }, terminal)).toBe(1);
    expect(terminal.said.out.join('\n')).toContain('severity is stored as low, the log gives high');
    expect(terminal.said.out.join('\n')).toContain('the rows that are stored were others then');
  });

  it('are not given by the log where the rows were edited before they were sealed, also once that is undone', async () => {
    const first = await startServer({ seal });
    await sent(first, 'l-1');
    await stop(first);
    await edited(first.dataDir, "UPDATE finding SET severity = 'low' WHERE code = 'V-08'");
    const second = await startServer({ seal, dataDir: first.dataDir });
    await asked(second);
    await stop(second);
    const edit = await verified(first.dataDir);
    expect([edit.code, edit.findings.differing[0].of]).toEqual([1, ['log']]);
    await edited(first.dataDir, "UPDATE finding SET severity = 'high' WHERE code = 'V-08'");
    const undone = await verified(first.dataDir);
    expect([undone.code, undone.tables, undone.findings.differing[0].of]).toEqual([1, [], ['stored', 'log']]);
  });

  it('are not compared with rows of another version of the view, and tell a view that was put back', async () => {
    const server = await startServer({ seal });
    const position = await sent(server, 'l-1');
    const unit = { unitId: 'p-1', name: 'Phường 1', kind: 'commune', validFrom: '2025-01-01T00:00:00.000Z' };
    const answer = await server.post('/v1/units:register', unit, { 'Idempotency-Key': 'u-1' });
    await server.get(`/v1/views?minPosition=${String((await json(answer)).position)}`);
    await asked(server, { view: 'permissions' });
    await stop(server);
    await edited(server.dataDir, `UPDATE checkpoint SET position = ${position} WHERE view = 'permissions'`);
    const { code, tables, permissions } = await verified(server.dataDir);
    expect([code, tables, permissions.compared, permissions.beyond.length]).toEqual([1, [], [], 1]);
    const snapshot = ViewSnapshot.open(join(server.dataDir, 'views.sqlite'));
    const view = views.find(({ name }) => name === 'findings')!;
    const sealed = { position: 1, rows: 0, digest: '00', version: view.version + 1, sealedAt: '', sealedPosition: 2 };
    const compared = await compareDigests(view, [sealed], { kept: snapshot, rebuilt: snapshot, position: 5 });
    snapshot.close();
    expect(compared).toMatchObject({ compared: [], differing: [], beyond: [], otherVersion: 1 });
  });

  it('stand beside the rows that were taken out or slipped in, which are named', async () => {
    const server = await startServer({ seal });
    await sent(server, 'l-1');
    await asked(server);
    await stop(server);
    const slipped = "CREATE TEMP TABLE one AS SELECT * FROM finding LIMIT 1; UPDATE one SET finding_id = 'ffff';";
    await edited(server.dataDir, `${slipped} INSERT INTO finding SELECT * FROM one`);
    const more = await verified(server.dataDir);
    expect(more.tables).toMatchObject([
      { table: 'finding', differing: [{ key: { finding_id: 'ffff' }, is: 'extra' }] },
    ]);
    await edited(server.dataDir, "DELETE FROM finding WHERE finding_id = 'ffff'");
    await edited(server.dataDir, "DELETE FROM finding WHERE code = 'V-08'");
    const gone = await verified(server.dataDir);
    expect(gone.tables).toMatchObject([{ table: 'finding', differing: [{ is: 'missing' }] }]);
  });
});
