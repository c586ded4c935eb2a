import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  formatAddCheckpoint,
  formatSignatureLine,
  formatVkey,
  keyTypes,
  leafHash,
  maxAddCheckpointBytes,
  monitoredPath,
  nodeHash,
  openCheckpoint,
  parseVkey,
  SignerKey,
  signCheckpoint,
} from '@app/merkle';
import { runWitness, type RunningWitness } from '../../apps/cli/src/witness.js';
import { builtCommand, keptTerminal } from './cli.js';
import { newFolder, stopAll } from './server.js';

const log = SignerKey.generate('log.example/e2e', keyTypes.note);
const origin = log.verifier.name;
const running: RunningWitness[] = [];
afterEach(async () => {
  for (const witness of running.splice(0)) await witness.close();
  await stopAll();
});

const filesIn = (folder: string) => ({ key: join(folder, 'w.skey'), state: join(folder, 'w.state') });
function logFile(folder: string, ...keys: readonly SignerKey[]): string {
  const file = join(folder, 'log.vkey');
  writeFileSync(file, (keys.length === 0 ? [log] : keys).map(({ verifier }) => `${formatVkey(verifier)}\n`).join(''));
  return file;
}
async function start(folder = newFolder()) {
  const options = { ...filesIn(folder), log: [logFile(folder)], name: 'thanh-tra.example', port: '0' };
  const witness = await runWitness(options, keptTerminal());
  running.push(witness);
  return { ...witness, folder };
}
async function stopped({ folder }: { folder: string }): Promise<string> {
  await running.pop()!.close();
  return folder;
}

const one = leafHash(Buffer.of(1));
const two = leafHash(Buffer.of(2));
const roots = [Buffer.alloc(0), one, nodeHash(one, two)];
const note = (size: number, root = roots[size]) => signCheckpoint(log, { origin, size, root });
const first = formatAddCheckpoint({ old: 0, consistency: [], checkpoint: note(1) });
const second = formatAddCheckpoint({ old: 1, consistency: [two], checkpoint: note(2) });
async function add({ url }: { url: string }, body: string | Uint8Array<ArrayBuffer>) {
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return { status: answer.status, type: answer.headers.get('Content-Type'), text: await answer.text() };
}
const shown = ({ url }: { url: string }) => fetch(`${url}/${monitoredPath(origin)}`);

describe('ledger witness', () => {
  it('has a key of its own, shows its public half, and what it cosigned last', async () => {
    const witness = await start();
    const { key } = filesIn(witness.folder);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${key}.vkey`, 'utf8')).toBe(`${witness.vkey}\n`);
    expect((await shown(witness)).status).toBe(404);
    const { status, text } = await add(witness, first);
    expect(status).toBe(200);
    const seen = await (await shown(witness)).text();
    expect(seen).toBe(note(1) + text);
    const { cosigned } = openCheckpoint(seen, [log.verifier, parseVkey(witness.vkey)]);
    expect(Math.abs(cosigned[0].time - Date.now() / 1000)).toBeLessThan(60);
    expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(404);
    expect((await fetch(`${witness.url}/${monitoredPath('another.example')}`)).status).toBe(404);
  });

  it('cosigns one only of many that follow the same checkpoint', async () => {
    const witness = await start();
    await add(witness, first);
    const forks = Array.from({ length: 20 }, (_, i) => {
      const leaf = leafHash(Buffer.of(100 + i));
      const checkpoint = note(2, Buffer.from(nodeHash(one, leaf)));
      return formatAddCheckpoint({ old: 1, consistency: [leaf], checkpoint });
    });
    const answers = await Promise.all(forks.map((body) => add(witness, body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, text } of answers) if (status !== 200) expect([status, text]).toEqual([409, '2\n']);
  });

  it('begun again goes on from what it saw', async () => {
    const before = await start();
    await add(before, first);
    const after = await start(await stopped(before));
    expect(after.vkey).toBe(before.vkey);
    expect(await add(after, first)).toEqual({ status: 409, type: 'text/x.tlog.size', text: '1\n' });
    expect((await add(after, second)).status).toBe(200);
  });

  it('cosigns nothing that it cannot keep, and then goes on from what it kept', async () => {
    const witness = await start();
    await add(witness, first);
    const { state } = filesIn(witness.folder);
    const kept = readFileSync(state, 'utf8');
    mkdirSync(`${state}.new`); // where the new state would be written
    expect(await add(witness, second)).toMatchObject({ status: 500, text: 'nothing was cosigned\n' });
    expect(readFileSync(state, 'utf8')).toBe(kept);
    expect(await (await shown(witness)).text()).toContain(`${origin}\n1\n`);
    rmSync(`${state}.new`, { recursive: true });
    expect((await add(witness, second)).status).toBe(200);
  });

  it('keeps nothing of a request but what the log signed', async () => {
    const witness = await start();
    const { name, id } = parseVkey(witness.vkey);
    const junk = formatSignatureLine({ name, id, signature: Buffer.alloc(72, 1) }).repeat(99);
    const { status, text } = await add(witness, first + junk);
    expect(status).toBe(200);
    expect(await (await shown(witness)).text()).toBe(note(1) + text);
  });

  it('reads no more of a request than one may have', async () => {
    const witness = await start();
    expect((await add(witness, new Uint8Array(maxAddCheckpointBytes + 1))).status).toBe(413);
    expect((await add(witness, new Uint8Array(maxAddCheckpointBytes))).status).toBe(400);
    const endless = request(`${witness.url}/add-checkpoint`, { method: 'POST' });
    endless.on('error', () => undefined); // it is cut off
    const answered = once(endless, 'response');
    for (let sent = 0; sent <= maxAddCheckpointBytes; sent += 65_536) endless.write(Buffer.alloc(65_536));
    const [{ statusCode }] = (await answered) as [{ statusCode: number }];
    expect(statusCode).toBe(413);
    endless.destroy();
    expect((await add(witness, first)).status).toBe(200);
  });

  it('does not begin without the state that its key had, nor with another’s, nor twice over one', async () => {
    const witness = await start();
    await add(witness, first);
    const { state } = filesIn(witness.folder);
    await expect(start(witness.folder)).rejects.toThrow('already open for writing');
    const folder = await stopped(witness);
    const kept = readFileSync(state, 'utf8');
    for (const wrong of [
      '',
      '[1]',
      '{"log.example/e2e":5}',
      kept.replace('\\n1\\n', '\\n2\\n'),
      kept.replace('log.example', 'new.example'),
    ]) {
      writeFileSync(state, wrong);
      await expect(start(folder)).rejects.toThrow('is not there, or not this witness’s own');
    }
    rmSync(state);
    await expect(start(folder)).rejects.toThrow('is not there, or not this witness’s own');
    expect(existsSync(state)).toBe(false);
    writeFileSync(state, kept);
    expect((await add(await start(folder), second)).status).toBe(200);
  });

  it('refuses files of keys that are none of a log, and ports that are none', async () => {
    const folder = newFolder();
    const run = (more: object) =>
      runWitness({ ...filesIn(folder), log: [logFile(folder)], port: '0', ...more }, keptTerminal());
    const cosigner = SignerKey.generate('w.example', keyTypes.cosignature);
    for (const file of [join(folder, 'none'), logFile(newFolder(), cosigner)])
      await expect(run({ log: [file] })).rejects.toThrow('has no public key of a log');
    for (const port of ['-1', 'x', '65536']) await expect(run({ port })).rejects.toThrow('--port is a number');
    const { url } = await start();
    await expect(run({ port: new URL(url).port })).rejects.toThrow('Cannot listen at');
  });

  const built = builtCommand();
  (built ? it : it.skip)('of the built product has seen what it answered for, also once it is killed', async () => {
    const folder = newFolder();
    const { key, state } = filesIn(folder);
    const child = async (): Promise<[ChildProcess, { url: string }]> => {
      const files = ['--key', key, '--state', state, '--log', logFile(folder)];
      const process_ = spawn(process.execPath, [built!, 'witness', ...files, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] }); // prettier-ignore
      for await (const line of createInterface({ input: process_.stdout })) {
        const [url] = /http:\/\/\S+/.exec(line) ?? [];
        if (url !== undefined) return [process_, { url }];
      }
      throw new Error('the witness ended');
    };
    const [before, witness] = await child();
    expect((await add(witness, first)).status).toBe(200);
    before.kill('SIGKILL');
    await once(before, 'exit');
    const [after, again] = await child();
    expect(await add(again, first)).toMatchObject({ status: 409, text: '1\n' });
    expect((await add(again, second)).status).toBe(200);
    after.kill('SIGTERM');
    expect(await once(after, 'exit')).toEqual([0, null]);
  });
});
