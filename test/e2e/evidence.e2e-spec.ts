import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readZip } from '@app/evidence';
import { runEvidenceCheck } from '../../apps/cli/src/evidence/check.js';
import { runEvidence } from '../../apps/cli/src/evidence/make.js';
import { keptTerminal } from './cli.js';
import { citizen, lookup, newFolder, startServer, stop, stopAll } from './server.js';

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

  it('refuses a ledger that was never sealed, and leaves no file', async () => {
    const server = await startServer();
    const out = join(newFolder(), 'goi.zip');
    const made = runEvidence({ account: 'TTHC:an.nv', data: server.dataDir, out }, keptTerminal());
    await expect(made).rejects.toThrow('was never sealed');
    expect(existsSync(out)).toBe(false);
  });
});
