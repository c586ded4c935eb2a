import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkEvidence, evidenceOf, readZip, sha256, writeZip } from '@app/evidence';
import { parseVkeys } from '@app/merkle';
import { MapFile, TreeFile, type SealedCheckpoint } from '@app/sealing';
import { SqliteLog, SqliteViews } from '@app/sqlite';
import { runEvidenceCheck } from '../../apps/cli/src/evidence/check.js';
import { runEvidence } from '../../apps/cli/src/evidence/make.js';
import { tamper } from '../../libs/sealing/src/sealing.fixture.js';
import { keptTerminal } from './cli.js';
import { mappedServer, untilMapped } from './mapped.js';
import { citizen, json, lookup, newFolder, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const waiting = { Prefer: 'wait=20', 'Content-Type': 'application/cloudevents+json' };
const may = { from: '2025-05-01T00:00:00Z', to: '2025-06-01T00:00:00Z' };

/** A mapped ledger of seven look-ups by two accounts, of which an official used one twice, and a grant. */
async function ledger(): Promise<TestServer> {
  const server = await mappedServer();
  for (const [id, data, time] of [
    ['l-1', { officialId: 'cb-1', deviceId: 'PC-1' }, '2025-05-06T02:00:00.000Z'],
    ['l-2', { accountId: 'TTHC:binh', deviceId: 'PC-1' }, '2025-05-06T03:00:00.000Z'],
    ['l-3', {}, '2025-05-07T02:00:00.000Z'],
    ['l-4', { deviceId: 'PC-1' }, '2025-06-01T02:00:00.000Z'],
    ['l-5', {}, '2025-06-02T02:00:00.000Z'],
    ['l-6', { subjects: ['001099000009'] }, '2025-06-03T02:00:00.000Z'],
  ] as const)
    expect((await server.post('/v1/events', lookup(id, data, { time }), waiting)).status).toBe(201);
  const grant = {
    ...{
      accountId: 'TTHC:an.nv',
      grantId: 'g-1',
      username: 'an.nv',
      officialId: 'cb-1',
      system: 'TTHC',
      unitId: 'U-1',
    },
    ...{ accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: [] },
    validFrom: '2025-05-07T00:00:00.000Z',
  };
  const told = { type: 'vn.accessledger.AccountGranted.v1', time: '2025-05-07T00:00:00.000Z' };
  const answer = await server.post('/v1/events', { ...lookup('g-1', {}, told), data: grant }, waiting);
  expect(await json(answer)).toMatchObject({ counts: { recorded: 1 } });
  await untilMapped(server);
  return server;
}
const inspector = { 'X-Actor': 'inspector:tt-1' };
async function taken(server: TestServer, asked: object): Promise<Uint8Array> {
  const answer = await server.post('/v1/evidence', { ...may, inspectionId: 'KT-1', ...asked }, inspector);
  expect([answer.status, answer.status === 200 || (await json(answer))]).toEqual([200, true]);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The latest checkpoint now, for a package to be made under it later. */
function underLatest({ dataDir }: TestServer): { checkpoint: SealedCheckpoint } {
  const tree = TreeFile.open(join(dataDir, 'tree.sqlite'), { readOnly: true });
  const checkpoint = tree.latest!;
  tree.close();
  return { checkpoint };
}
async function packedUnder({ dataDir }: TestServer, { checkpoint }: { checkpoint: SealedCheckpoint }): Promise<Buffer> {
  const at = (name: string) => join(dataDir, name);
  const [tree, map] = [TreeFile.open(at('tree.sqlite'), { readOnly: true }), MapFile.open(at('map.sqlite'), { readOnly: true })]; // prettier-ignore
  const [log, queries] = [SqliteLog.open(at('events.sqlite'), { readOnly: true }), SqliteViews.openQueries(at('views.sqlite'))]; // prettier-ignore
  try {
    const keys = parseVkeys(readFileSync(at('keys/log.vkey'), 'utf8'));
    return (await evidenceOf({ queries, log, tree, map, checkpoint, keys }, { subject: { accountId: 'TTHC:an.nv' } }))
      .zip;
  } finally {
    queries.close();
    await log.close();
    map.close();
    tree.close();
  }
}

describe('a package that says that nothing was left out', () => {
  it('proves so of an account, an official with the account held, a device, a citizen, and of whoever is in no event', async () => {
    const server = await ledger();
    for (const [asked, keys] of [
      [{ accountId: 'TTHC:an.nv' }, [['account:TTHC:an.nv', 3, 3]]],
      [{ officialId: 'cb-1' }, [['official:cb-1', 2, 0], ['account:TTHC:an.nv', 3, 3]]], // prettier-ignore
      [{ deviceId: 'PC-1' }, [['device:PC-1', 2, 1]]],
      [{ subjectToken: citizen }, [[expect.stringMatching(/^citizen:k1\.[\w-]{43}$/), 3, 2]]],
      [{ accountId: 'TTHC:nobody' }, [['account:TTHC:nobody', 0, 0]]],
    ] as const) {
      const { failures, complete, manifest } = checkEvidence(await taken(server, asked));
      expect([failures, complete?.keys.map(({ key, packed, others }) => [key, packed, others])]).toEqual([[], keys]);
      expect([complete!.upTo <= manifest!.map!.leaf, manifest!.map!.leaf < manifest!.treeSize]).toEqual([true, true]);
    }
    const dossier = checkEvidence(await taken(server, { dossierId: 'H-1' }));
    expect([dossier.failures, dossier.complete]).toEqual([[], undefined]);
  });

  it('is made by the command too, of all times, with the same bytes each time, also once the map has grown on', async () => {
    const server = await ledger();
    const out = join(newFolder(), 'goi.zip');
    const asked = { account: 'TTHC:an.nv', data: server.dataDir, out };
    const terminal = keptTerminal();
    expect(await runEvidence(asked, terminal)).toBe(0);
    const first = readFileSync(out);
    await runEvidence(asked, keptTerminal());
    expect(readFileSync(out).equals(first)).toBe(true);
    const older = underLatest(server);
    await server.post('/v1/events', lookup('l-8', {}, { time: '2025-06-04T02:00:00.000Z' }), waiting);
    const { latest } = await untilMapped(server);
    expect(latest!.treeSize).toBeGreaterThan(older.checkpoint.size);
    expect((await packedUnder(server, older)).equals(first)).toBe(true);
    await runEvidence(asked, keptTerminal());
    expect(checkEvidence(readFileSync(out)).complete!.keys[0]).toEqual({ key: 'account:TTHC:an.nv', packed: 7, others: 0 }); // prettier-ignore
    writeFileSync(out, first);
    const checked = keptTerminal();
    expect(await runEvidenceCheck(out, {}, checked)).toBe(0);
    expect(checked.said.out.join('\n')).toMatch(/the log has 6 events about account:TTHC:an\.nv, and no others; all are in the package\. Leaves \d+ to \d+ are not counted/); // prettier-ignore
    expect(checked.said.out.join('\n')).toMatch(
      /sổ có 6 sự kiện về account:TTHC:an\.nv, và không còn sự kiện nào khác/,
    );
    await runEvidence({ ...asked, ...may }, keptTerminal());
    const within = keptTerminal();
    await runEvidenceCheck(out, {}, within);
    expect(within.said.out.join('\n')).toContain('4 about account:TTHC:an.nv are not in the package');
  });

  it('goes until the checkpoint where something is said to happen only after it', async () => {
    const server = await ledger();
    const time = new Date(Date.now() + 12 * 3_600_000).toISOString();
    await server.post('/v1/events', lookup('l-7', {}, { time }), waiting);
    await untilMapped(server, ({ latest, mappedLeaves, sealedLeaves }) => (latest?.entries ?? 0) > 0 && mappedLeaves === sealedLeaves); // prettier-ignore
    await stop(server);
    const out = join(newFolder(), 'goi.zip');
    await runEvidence({ account: 'TTHC:an.nv', data: server.dataDir, out }, keptTerminal());
    const { failures, complete, manifest } = checkEvidence(readFileSync(out));
    const { key, packed } = complete!.keys[0];
    expect([failures, key, packed]).toEqual([[], 'account:TTHC:an.nv', 6]);
    expect([manifest!.from, manifest!.to! < time, complete!.keys[0].others]).toEqual([undefined, true, 1]);
  });

  it('says so where there is no map, and where a dossier has no key', async () => {
    const server = await ledger();
    await stop(server);
    const out = join(newFolder(), 'goi.zip');
    tamper(join(server.dataDir, 'map.sqlite'), 'DELETE FROM map');
    for (const [subject, made, check] of [
      [
        { account: 'TTHC:an.nv' },
        /No completeness map is under this checkpoint yet/,
        /none of the \d+ leaves is counted/,
      ],
      [{ dossier: 'H-1' }, /does not count dossiers/, /does not count dossiers/],
    ] as const) {
      const terminal = keptTerminal();
      expect(await runEvidence({ ...subject, data: server.dataDir, out }, terminal)).toBe(0);
      expect(terminal.said.err.join('\n')).toMatch(made);
      const checked = keptTerminal();
      expect(await runEvidenceCheck(out, {}, checked)).toBe(0);
      expect(checked.said.out.join('\n')).toMatch(check);
    }
    await expect(runEvidence({ citizen, data: server.dataDir, out }, keptTerminal())).rejects.toThrow(
      'not a citizen number',
    );
  });

  it('is not made where the views know other leaves than the sealed map counts', async () => {
    const server = await ledger();
    await stop(server);
    tamper(
      join(server.dataDir, 'views.sqlite'),
      'DELETE FROM lookup WHERE position = (SELECT max(position) FROM lookup)',
    );
    const made = runEvidence(
      { account: 'TTHC:an.nv', data: server.dataDir, out: join(newFolder(), 'x') },
      keptTerminal(),
    );
    await expect(made).rejects.toThrow('leaves are about this key');
  });

  it('does not hold where an event was left out with all that tells of it', async () => {
    const server = await ledger();
    const files = readZip(await taken(server, { accountId: 'TTHC:an.nv' }));
    const [event] = [...files.keys()].filter((name) => name.startsWith('events/'));
    const manifest = JSON.parse(Buffer.from(files.get('manifest.json')!).toString()) as {
      events: number;
      types: Record<string, number>;
      files: object;
    };
    const { type } = JSON.parse(Buffer.from(files.get(event)!).toString()) as { type: string };
    files.delete(event);
    files.delete(event.replace('events', 'proofs').replace('json', 'tlog-proof'));
    files.delete('manifest.json');
    manifest.events--;
    manifest.types[type]--;
    manifest.files = Object.fromEntries([...files].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }])); // prettier-ignore
    const left = writeZip(files.set('manifest.json', Buffer.from(JSON.stringify(manifest))));
    expect(checkEvidence(left).failures).toEqual(['map: history: 6 leaves are about this key, not 5']);
    writeFileSync(join(newFolder(), 'x'), left);
  });
});
