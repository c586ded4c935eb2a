import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '@app/ledger';
import { parseVkeys } from '@app/merkle';
import { TreeFile, verifyLog, VerifyState } from '@app/sealing';
import { SqliteLog } from '@app/sqlite';
import { runVerify } from '../../apps/cli/src/verify.js';
import { keptTerminal } from './cli.js';
import { lookup, newFolder, startServer, stop, stopAll } from './server.js';
import { seal, vkeyFile, waiting } from './witnessing.js';

afterEach(stopAll);

async function sealedWith(events: number): Promise<string> {
  const server = await startServer({ seal });
  for (let i = 0; i < events; i++) await server.post('/v1/events', lookup(`l-${i}`), waiting);
  await stop(server);
  return server.dataDir;
}

/** What a run leaves that was killed after so many leaves. */
async function killed(dataDir: string, file: string, leaves: number): Promise<void> {
  const store = SqliteLog.open(join(dataDir, 'events.sqlite'), { readOnly: true });
  const tree = TreeFile.open(join(dataDir, 'tree.sqlite'), { readOnly: true });
  const log = Object.assign(Object.create(store) as EventLog, {
    readAll: (after: number) => store.readAll(after, 1),
  });
  const options = { log, tree, keys: parseVkeys(readFileSync(vkeyFile(dataDir), 'utf8')), outside: [] };
  const state = await VerifyState.open(file, options, { now: () => '2025-03-05T00:00:00.000Z', every: 1 });
  const step = (now: number) => {
    if (now >= leaves) throw new Error('killed');
  };
  await expect(verifyLog({ ...options, state, step })).rejects.toThrow('killed');
  state.close();
  tree.close();
  await store.close();
}

describe('ledger verify', () => {
  it('runs beside a server that records and seals meanwhile, and tells of what was sealed when it began', async () => {
    const server = await startServer({ seal });
    await server.post('/v1/events', lookup('l-0'), waiting);
    let isOver = false;
    const sending = (async () => {
      for (let i = 1; !isOver; i++) await server.post('/v1/events', lookup(`l-${i}`), waiting);
    })();
    for (let run = 0; run < 5; run++) {
      const terminal = keptTerminal();
      expect([await runVerify({ data: server.dataDir, json: true }, terminal), terminal.said.err]).toEqual([0, []]);
      expect(JSON.parse(terminal.said.out[0])).toMatchObject({ whole: true, failures: [] });
    }
    isOver = true;
    await sending;
    expect((await server.get('/health/ready')).status).toBe(200);
  });

  it('--resume goes on where a run was killed, says what each of them read and when, and then lets the file go', async () => {
    const data = await sealedWith(6);
    const resume = join(newFolder(), 'verify.state');
    await killed(data, resume, 3);
    expect(statSync(resume).mode & 0o777).toBe(0o600);
    const terminal = keptTerminal();
    expect(await runVerify({ data, resume }, terminal)).toBe(0);
    const [said] = terminal.said.out;
    expect(said).toMatch(/^Còn nguyên: .*trong đó 3 do lần chạy trước đọc, từ 2025-03-05T00:00:00.000Z đến/);
    expect(said).toMatch(
      /Whole: (\d+) of \1 sealed .* 3 of them by an earlier run, from 2025-03-05T\S+ to 2025-03-05T\S+, and \d+ by this one/,
    );
    expect(existsSync(resume)).toBe(false);
    const again = keptTerminal();
    expect(await runVerify({ data, resume, json: true }, again)).toBe(0);
    expect(JSON.parse(again.said.out[0])).not.toHaveProperty('earlier');
  });

  it('--resume refuses a file that is spoilt, with an exit code of its own, and leaves it', async () => {
    const data = await sealedWith(2);
    const resume = join(newFolder(), 'verify.state');
    writeFileSync(resume, 'something else');
    const refused = { exitCode: 3, message: expect.stringContaining(`It cannot go on from ${resume}: `) };
    await expect(runVerify({ data, resume }, keptTerminal())).rejects.toMatchObject(refused);
    expect(readFileSync(resume, 'utf8')).toBe('something else');
    const other = await sealedWith(2);
    const theirs = join(newFolder(), 'verify.state');
    await killed(other, theirs, 1);
    await expect(runVerify({ data, resume: theirs }, keptTerminal())).rejects.toMatchObject({ exitCode: 3 });
  });
});
