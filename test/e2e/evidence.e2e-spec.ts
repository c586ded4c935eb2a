import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkEvidence, readZip, sha256 } from '@app/evidence';
import { fromLogged, LogUnavailable, MemoryLog, type Write } from '@app/ledger';
import { SqliteLog } from '@app/sqlite';
import type { ServerConfig } from '../../apps/server/src/config.js';
import { runEvidenceCheck } from '../../apps/cli/src/evidence/check.js';
import { runEvidence } from '../../apps/cli/src/evidence/make.js';
import { keptTerminal } from './cli.js';
import { citizen, json, lookup, newFolder, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const waiting = { Prefer: 'wait=20', 'Content-Type': 'application/cloudevents+json' };

/** A stopped ledger in which an account looked up three times, another once, all sealed. */
async function ledger() {
  const server = await startServer({ seal: { everyMs: 20 } });
  for (const [id, accountId, time] of [
    ['l-1', 'TTHC:an.nv', '2025-05-06T02:00:00.000Z'],
    ['l-2', 'TTHC:binh', '2025-05-06T03:00:00.000Z'],
    ['l-3', 'TTHC:an.nv', '2025-05-07T02:00:00.000Z'],
    ['l-4', 'TTHC:an.nv', '2025-06-01T02:00:00.000Z'],
  ])
    await server.post('/v1/events', lookup(id, { accountId, dossierId: '<b>H-1</b>' }, { time }), waiting);
  await stop(server);
  return { data: server.dataDir, vkey: join(server.dataDir, 'keys', 'log.vkey'), out: join(newFolder(), 'goi.zip') };
}

describe('ledger evidence', () => {
  it('packs a history with its proofs, which hold without the ledger', async () => {
    const { data, vkey, out } = await ledger();
    const asked = {
      account: 'TTHC:AN.nv',
      data,
      out,
      from: '2025-05-01T00:00:00+07:00',
      to: '2025-06-01T00:00:00+07:00',
      case: 'f-1',
    };
    expect(await runEvidence(asked, keptTerminal())).toBe(0);
    const terminal = keptTerminal();
    expect(await runEvidenceCheck(out, { json: true, vkey: [vkey] }, terminal)).toBe(0);
    expect(JSON.parse(terminal.said.out[0])).toMatchObject({
      ...{ holds: true, proven: 2, key: 'outside', failures: [] },
      manifest: { about: 'account:TTHC:an.nv', events: 2, findingId: 'f-1', types: { LookupPerformed: 2 } },
    });
    const files = readZip(readFileSync(out));
    const report = Buffer.from(files.get('report.html')!).toString();
    expect(report).toContain('TRÍCH SỔ NHẬT KÝ TRUY CẬP');
    expect(report).toContain('&#60;b&#62;H-1');
    expect(report).not.toContain('<b>H-1');
    for (const bytes of files.values()) expect(Buffer.from(bytes).includes(citizen)).toBe(false);
    const again = join(newFolder(), 'goi.zip');
    expect(await runEvidence({ ...asked, out: again }, keptTerminal())).toBe(0);
    expect(readFileSync(again).equals(readFileSync(out))).toBe(true);
  });

  it('says what was proven, and by whose key', async () => {
    const { data, vkey, out } = await ledger();
    await runEvidence({ account: 'TTHC:an.nv', data, out }, keptTerminal());
    const own = keptTerminal();
    expect(await runEvidenceCheck(out, {}, own)).toBe(0);
    expect(own.said.out.join('\n')).toContain('3 of 3 events about account:TTHC:an.nv are proven');
    expect(own.said.out.join('\n')).toContain('The public key is the package’s own');
    const other = await ledger();
    const wrong = keptTerminal();
    expect(await runEvidenceCheck(out, { vkey: [other.vkey] }, wrong)).toBe(1);
    expect(wrong.said.out.join('\n')).toContain('DOES NOT hold');
    writeFileSync(out, readFileSync(out).subarray(0, -30));
    expect(await runEvidenceCheck(out, { vkey: [vkey] }, keptTerminal())).toBe(1);
  });

  it('is about an account, an official, a device or a dossier, and about one of them alone', async () => {
    const server = await sealedServer();
    const data = server.dataDir;
    await stop(server);
    for (const [subject, count] of [
      [{ official: 'cb-1' }, 2],
      [{ device: 'PC-1' }, 3],
      [{ dossier: 'H-1' }, 3],
      [{ dossier: 'H-1', to: '2025-05-07T00:00:00Z' }, 2],
    ] as const) {
      const out = join(newFolder(), 'goi.zip');
      expect(await runEvidence({ ...subject, data, out }, keptTerminal())).toBe(0);
      expect(checkEvidence(readFileSync(out))).toMatchObject({ proven: count, failures: [] });
    }
    const out = join(newFolder(), 'goi.zip');
    for (const wrong of [{}, { account: 'TTHC:an.nv', device: 'PC-1' }])
      await expect(runEvidence({ ...wrong, data, out }, keptTerminal())).rejects.toThrow('Name exactly one');
    await expect(runEvidence({ device: 'PC-1', data }, keptTerminal())).rejects.toThrow('--out <file> is missing');
    expect(existsSync(out)).toBe(false);
  });

  it('says so where the keys or the policy from elsewhere are none', async () => {
    const { data, out } = await ledger();
    await runEvidence({ account: 'TTHC:an.nv', data, out }, keptTerminal());
    for (const options of [{ vkey: [out] }, { policy: out }])
      await expect(runEvidenceCheck(out, options, keptTerminal())).rejects.toThrow('Refused');
    await expect(runEvidenceCheck(`${out}.not`, {}, keptTerminal())).rejects.toThrow('cannot be read');
  });

  it('refuses a ledger that was never sealed, and leaves no file', async () => {
    const server = await startServer();
    const out = join(newFolder(), 'goi.zip');
    const made = runEvidence({ account: 'TTHC:an.nv', data: server.dataDir, out }, keptTerminal());
    await expect(made).rejects.toThrow('was never sealed');
    expect(existsSync(out)).toBe(false);
  });
});

const findingId = 'd07ab0f6-80c5-561b-b005-b88117eed5e3';
const period = { from: '2025-05-01T00:00:00+07:00', to: '2025-06-01T00:00:00+07:00' };
const inspector = { 'X-Actor': 'inspector:tt-1' };

/** A server whose log of four look-ups is sealed. */
async function sealedServer(config: Partial<ServerConfig> = {}): Promise<TestServer> {
  const server = await startServer({ seal: { everyMs: 20 }, ...config });
  for (const [id, data, time] of [
    ['l-1', { officialId: 'cb-1', deviceId: 'PC-1' }, '2025-05-06T02:00:00.000Z'],
    ['l-2', { accountId: 'TTHC:binh', deviceId: 'PC-1', dossierId: 'H-1' }, '2025-05-06T03:00:00.000Z'],
    ['l-3', { dossierId: 'H-1' }, '2025-05-07T02:00:00.000Z'],
    ['l-4', { deviceId: 'PC-1' }, '2025-06-01T02:00:00.000Z'],
  ] as const)
    await server.post('/v1/events', lookup(id, data, { time }), waiting);
  const seen = { system: 'TTHC', dossierId: 'H-1', procedureCode: 'TT-1', handlingUnits: ['U-1'], assignees: ['cb-1'] };
  const observed = { ...seen, parties: [citizen], receivedAt: '2025-05-06T01:00:00.000Z' };
  const more = { type: 'vn.accessledger.DossierObserved.v1', time: '2025-05-06T01:00:00.000Z' };
  const answer = await server.post('/v1/events', { ...lookup('d-1', {}, more), data: observed }, waiting);
  expect(answer.status).toBe(201);
  return server;
}
const take = (server: TestServer, body: object) => server.post('/v1/evidence', { ...period, ...body }, inspector);
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

describe('POST /v1/evidence', () => {
  it('answers with a package that is recorded, with its hash, before it is sent', async () => {
    const server = await sealedServer();
    const answer = await take(server, {
      accountId: 'TTHC:AN.nv',
      findingId: findingId.toUpperCase(),
      inspectionId: `KT ${citizen}`,
    });
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/zip']);
    const zip = await bytesOf(answer);
    const { events, treeSize } = checkEvidence(zip).manifest!;
    expect([events, checkEvidence(zip).failures]).toEqual([2, []]);
    const packHash = sha256(zip);
    expect(answer.headers.get('Content-Digest')).toBe(`sha-256=:${Buffer.from(packHash, 'hex').toString('base64')}:`);
    const log = SqliteLog.open(join(server.dataDir, 'events.sqlite'), { readOnly: true });
    const stored = (await log.readAll(0, 1000)).map(fromLogged);
    await log.close();
    const [exported, ...more] = stored.filter(({ type }) => type === 'EvidenceExported');
    expect([exported.stream, exported.actor, more]).toEqual(['ledger-evidence', { kind: 'inspector', id: 'tt-1' }, []]);
    expect(exported.data).toEqual({
      ...{ about: { accountId: 'TTHC:an.nv' }, findingId, packHash, rows: 2, treeSize },
      ...{ from: '2025-04-30T17:00:00.000Z', to: '2025-05-31T17:00:00.000Z' },
      inspectionId: expect.stringMatching(/^KT k1\.[\w-]{43}$/) as string,
      reader: { kind: 'inspector', id: 'tt-1' },
    });
    const read = stored.find(({ type }) => type === 'LedgerRead')!;
    expect(read.data).toMatchObject({ query: 'POST /v1/evidence', about: { accountId: 'TTHC:an.nv' }, rows: 2 });
    expect(read.position).toBeLessThan(exported.position);
  });

  it('is not sent where it cannot be recorded', async () => {
    class Broken extends MemoryLog {
      broken = false;
      override append(writes: readonly Write[]) {
        const exported = writes.some(({ stream }) => stream === 'ledger-evidence');
        return this.broken && exported ? Promise.reject(new LogUnavailable('the disk is gone')) : super.append(writes);
      }
    }
    const log = new Broken();
    const server = await sealedServer({ log });
    log.broken = true;
    const answer = await take(server, { accountId: 'TTHC:an.nv', inspectionId: 'KT-1' });
    expect([answer.status, (await json(answer)).code]).toEqual([503, 'log-unavailable']);
    log.broken = false;
    expect((await take(server, { accountId: 'TTHC:an.nv', inspectionId: 'KT-1' })).status).toBe(200);
  });

  it('has the events that the history tells of, for each kind of subject', async () => {
    const server = await sealedServer();
    for (const [subject, path, count] of [
      [{ accountId: 'TTHC:an.nv' }, '/v1/accounts/TTHC:an.nv/history', 2],
      [{ officialId: 'cb-1' }, '/v1/officials/cb-1/history', 2],
    ] as const) {
      const zip = await bytesOf(await take(server, { ...subject, inspectionId: 'KT-1' }));
      const { items } = await json(
        server.get(`${path}?from=${encodeURIComponent(period.from)}&to=${encodeURIComponent(period.to)}`),
      );
      const told = (items as { event: { eventId: string } }[]).map(({ event }) => event.eventId);
      // The files are in the order of the leaves, the history in that of occurrence.
      expect([told.length, idsIn(zip).sort()]).toEqual([count, told.sort()]);
    }
    for (const [subject, count] of [
      [{ deviceId: 'PC-1' }, 2],
      [{ dossierId: 'H-1' }, 3],
      [{ dossierId: 'H-2' }, 0],
    ] as const) {
      const zip = await bytesOf(await take(server, { ...subject, findingId }));
      expect([checkEvidence(zip).failures, checkEvidence(zip).proven]).toEqual([[], count]);
    }
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'subject'],
    ['two subjects', { accountId: 'TTHC:an.nv', deviceId: 'PC-1', inspectionId: 'KT-1' }, 'subject'],
    ['no purpose', { accountId: 'TTHC:an.nv' }, 'purpose'],
    ['a case that names no finding', { accountId: 'TTHC:an.nv', findingId: 'f' }, 'invalid'],
    ['a time that ends before it begins', { deviceId: 'PC-1', inspectionId: 'KT-1', to: period.from }, 'invalid'],
    ['no end', { deviceId: 'PC-1', inspectionId: 'KT-1', to: undefined }, 'invalid'],
    ['a citizen whose number is none', { subjectToken: '12', inspectionId: 'KT-1' }, 'invalid'],
  ])('is refused for %s', async (_, body, code) => {
    const answer = await take(await startServer(), body);
    const { code: problem, errors } = (await json(answer)) as { code: string; errors: { code: string }[] };
    expect([answer.status, problem, errors.map((one) => one.code)]).toEqual([400, 'body-invalid', expect.arrayContaining([code])]); // prettier-ignore
  });

  it('is refused where nothing is sealed, and to nobody', async () => {
    const server = await startServer();
    const asked = { ...period, deviceId: 'PC-1', inspectionId: 'KT-1' };
    expect((await json(take(server, asked))).code).toBe('not-sealed');
    expect((await server.post('/v1/evidence', asked, { 'X-Actor': '' })).status).toBe(401);
  });
});

function idsIn(zip: Uint8Array): string[] {
  const events = [...readZip(zip)].filter(([name]) => name.startsWith('events/'));
  return events.map(([, bytes]) => (JSON.parse(Buffer.from(bytes).toString()) as { eventId: string }).eventId);
}
