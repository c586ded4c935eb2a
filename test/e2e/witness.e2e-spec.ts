import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { formatVkey, keyTypes, openCheckpoint, SignerKey, parseTlogProof, parseVkey } from '@app/merkle';
import { SqliteLog } from '@app/sqlite';
import { fromLogged } from '@app/ledger';
import { runVerify } from '../../apps/cli/src/verify.js';
import { builtCommand, keptTerminal } from './cli.js';
import { json, lookup, newFolder, startServer, stop, stopAll, type TestServer } from './server.js';
import {
  logKeys,
  receiptThat,
  seal,
  sealedFolder,
  startWitness,
  statesOf,
  stopWitness,
  stopWitnesses,
  trust,
  until,
  vkeyFile,
  waiting,
} from './witnessing.js';

afterEach(async () => {
  await stopAll();
  await stopWitnesses();
});

const isWitnessed = ({ durability }: { durability: string }) => durability === 'witnessed';
/** Why a server signs nothing; waits until it says so. */
async function besideOf(server: TestServer): Promise<string> {
  const ready = async () => {
    const { errors = [] } = (await json(server.get('/health/ready'))) as { errors?: { pointer: string; message: string }[] }; // prettier-ignore
    return errors.find(({ pointer }) => pointer === '/seal')?.message ?? '';
  };
  return until(ready, (message) => message !== '');
}
/** What a server's log says of its cosignatures: who cosigned which size. */
async function cosignedIn(dataDir: string): Promise<readonly { treeSize: number; witness: string }[]> {
  const log = SqliteLog.open(join(dataDir, 'events.sqlite'), { readOnly: true });
  const events = await log.read('ledger-checkpoints', 0);
  await log.close();
  return events
    .filter(({ type }) => type === 'CheckpointCosigned')
    .map((event) => fromLogged(event).data as { treeSize: number; witness: string });
}

describe('witnesses', () => {
  it('cosign each checkpoint, and enough of them make an event witnessed', async () => {
    const data = await sealedFolder();
    const [one, other] = [await startWitness(data, 'thanh-tra'), await startWitness(data, 'cong-an')];
    trust(data, 'all', one, other);
    const server = await startServer({ seal, dataDir: data });
    const receipt = await receiptThat(server, 'l-1', isWitnessed);
    expect(receipt).toMatchObject({ durability: 'witnessed', witnessed: 2, witnesses: 2 });
    const known = [...logKeys(data), parseVkey(one.vkey), parseVkey(other.vkey)];
    expect(openCheckpoint(parseTlogProof(receipt.proof).checkpoint, known).cosigned).toHaveLength(2);
    const latest = async () => (await fetch(`${server.url}/log/checkpoint`)).text();
    const shown = await until(latest, (note) => openCheckpoint(note, known).cosigned.length === 2);
    expect(openCheckpoint(shown, known).cosigned).toHaveLength(2);
    for (const { size, failure } of await statesOf(server)) expect([size! > 0, failure]).toEqual([true, null]);
    await until(() => cosignedIn(data), (told) => new Set(told.map(({ witness }) => witness)).size === 2); // prettier-ignore
    await stop(server);
    expect(new Set((await cosignedIn(data)).map(({ witness }) => witness))).toEqual(new Set(['thanh-tra', 'cong-an']));
    const terminal = keptTerminal();
    expect(await runVerify({ data, json: true }, terminal)).toBe(0);
    expect(JSON.parse(terminal.said.out[0])).toMatchObject({ whole: true, failures: [], last: { witnesses: 2 } });
  }, 60_000);

  it('do not make the log grow by itself', async () => {
    const data = await sealedFolder();
    trust(data, 'all', await startWitness(data, 'thanh-tra'));
    const server = await startServer({ seal, dataDir: data });
    await receiptThat(server, 'l-1', isWitnessed);
    // All that is told of the last checkpoint is told, and nothing comes of it.
    const state = async () => `${(await fetch(`${server.url}/log/checkpoint`)).status} ${(await cosignedIn(data)).length}`; // prettier-ignore
    let last = '';
    for (let same = 0; same < 20; last = await state()) same = last === (await state()) ? same + 1 : 0;
    const size = async () => Number((await (await fetch(`${server.url}/log/checkpoint`)).text()).split('\n')[1]);
    const before = await size();
    for (let i = 0; i < 20; i++) await server.get('/v1/witnesses');
    expect(await size()).toBe(before);
  }, 60_000);

  it('that are fewer than the quorum leave an event sealed, and one that is away is told of', async () => {
    const data = await sealedFolder();
    const away = SignerKey.generate('vang-mat', keyTypes.cosignature);
    trust(data, '2', await startWitness(data, 'thanh-tra'), {
      vkey: formatVkey(away.verifier),
      url: 'http://127.0.0.1:9',
    });
    const server = await startServer({ seal, dataDir: data });
    const receipt = await receiptThat(server, 'l-1', ({ witnessed }) => witnessed === 1);
    expect(receipt).toMatchObject({ durability: 'sealed', witnessed: 1, witnesses: 2 });
    expect((await statesOf(server)).map(({ failure }) => failure === null)).toEqual([true, false]);
    expect((await server.get('/health/ready')).status).toBe(200);
  }, 60_000);

  it('of which one is enough make an event witnessed without the other, which comes in once it is back', async () => {
    const data = await sealedFolder();
    const folder = newFolder();
    const [one, other] = [await startWitness(data, 'thanh-tra'), await startWitness(data, 'cong-an', { folder })];
    trust(data, 'any', one, other);
    const { port } = new URL(other.url);
    const server = await startServer({ seal, dataDir: data });
    await until(() => statesOf(server), ([, { size }]) => size !== null); // prettier-ignore
    await stopWitness(other);
    expect(await receiptThat(server, 'l-1', isWitnessed)).toMatchObject({ witnessed: 1, witnesses: 2 });
    await until(() => statesOf(server), ([, { failure }]) => failure !== null); // prettier-ignore
    await startWitness(data, 'cong-an', { folder, port });
    // Nothing else is recorded: it is asked again for what it missed.
    const [first, second] = await until(() => statesOf(server), ([a, b]) => a.size === b.size && b.failure === null); // prettier-ignore
    expect([second.size, second.failure]).toEqual([first.size, null]);
  }, 60_000);

  it('give a cosignature to a checkpoint that was signed just before the server stopped', async () => {
    const data = await sealedFolder();
    trust(data, 'all', await startWitness(data, 'thanh-tra'));
    const server = await startServer({ seal, dataDir: data });
    const latest = async () => (await fetch(`${server.url}/log/checkpoint`)).text();
    expect((await until(latest, (note) => note.split('\n— ').length === 3)).split('\n— ')).toHaveLength(3);
  }, 60_000);
});

describe('a server whose store is not what a witness has seen', () => {
  /** A folder whose last events a witness has seen, and a copy of it from before them. */
  async function restored() {
    const data = await sealedFolder();
    const folder = newFolder();
    const witness = await startWitness(data, 'thanh-tra', { folder });
    trust(data, 'all', witness);
    const old = newFolder();
    cpSync(data, old, { recursive: true });
    const server = await startServer({ seal, dataDir: data });
    await receiptThat(server, 'l-1', isWitnessed);
    await stop(server);
    return { data, old, witness, folder, port: new URL(witness.url).port };
  }

  it('signs nothing from its start on', async () => {
    const { old } = await restored();
    const server = await startServer({ seal, dataDir: old });
    expect(await besideOf(server)).toMatch(/the witness w0 has seen \d+ leaves, there are \d+/);
    const answer = await server.post('/v1/events', lookup('l-2'), { ...waiting, Prefer: 'wait=1' });
    expect(await answer.json()).toMatchObject({ durability: 'recorded' });
  }, 60_000);

  it('stops once the witness can be asked again', async () => {
    const { data, old, witness, folder, port } = await restored();
    await stopWitness(witness);
    const server = await startServer({ seal, dataDir: old });
    await server.post('/v1/events', lookup('l-2'), waiting);
    expect((await server.get('/health/ready')).status).toBe(200);
    expect((await statesOf(server))[0].failure).toMatch('fetch failed');
    await startWitness(data, 'thanh-tra', { folder, port });
    expect(await besideOf(server)).toMatch(/the witness w0 has seen \d+ leaves/);
    const answer = await server.post('/v1/events', lookup('l-3'), { ...waiting, Prefer: 'wait=1' });
    expect(await answer.json()).toMatchObject({ durability: 'recorded' });
  }, 60_000);

  it('signs nothing either where the copy has grown past what the witness saw', async () => {
    const { old } = await restored();
    // Other events take the place of those that were lost, while nothing is sealed.
    const unsealed = await startServer({ dataDir: old });
    for (let i = 0; i < 30; i++) await unsealed.fact(lookup(`other-${i}`));
    await stop(unsealed);
    const server = await startServer({ seal, dataDir: old });
    expect(await besideOf(server)).toMatch(/\d+ leaves have the root \w+, \w+ was signed/);
  }, 60_000);

  it('makes a tree that was lost anew, and has it witnessed on', async () => {
    const { data } = await restored();
    for (const rest of ['', '-wal', '-shm']) rmSync(join(data, `tree.sqlite${rest}`), { force: true });
    const server = await startServer({ seal, dataDir: data });
    expect(await receiptThat(server, 'l-2', isWitnessed)).toMatchObject({ witnessed: 1 });
    await stop(server);
  }, 60_000);
});

const built = builtCommand();
(built ? describe : describe.skip)('the built product', () => {
  /** A verb or the server as a process of its own, and where it says that it listens. */
  async function process_(args: readonly string[], env: object = {}) {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } }); // prettier-ignore
    for await (const line of createInterface({ input: child.stdout })) {
      const [url] = /http:\/\/[^\s"/]+/.exec(line) ?? [];
      if (url !== undefined) {
        child.stdout.resume();
        return { url, kill: async (signal: NodeJS.Signals) => (child.kill(signal), once(child, 'exit')) };
      }
    }
    throw new Error('it ended');
  }

  it('is witnessed by two of its own kind, of which one is killed and begun again', async () => {
    const data = await sealedFolder();
    const folders = [newFolder(), newFolder()];
    const witness = (folder: string, name: string, port = '0') =>
      process_([
        ...[built!, 'witness', '--key', join(folder, 'w.skey'), '--state', join(folder, 'w.state')],
        ...['--log', vkeyFile(data), '--name', name, '--port', port],
      ]);
    const [one, other] = [await witness(folders[0], 'thanh-tra'), await witness(folders[1], 'cong-an')];
    const vkeyOf = (folder: string) => readFileSync(join(folder, 'w.skey.vkey'), 'utf8').trimEnd();
    trust(data, '2', { url: one.url, vkey: vkeyOf(folders[0]) }, { url: other.url, vkey: vkeyOf(folders[1]) });
    const main = join(built!, '../../../server/src/main.js');
    const { url, kill } = await process_([main], { LEDGER_DATA: data, PORT: '0', LEDGER_SEAL_MS: '50' });
    const send = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { ...init, headers: { 'X-Actor': 'admin:an', ...init.headers } }); // prettier-ignore
    const server = {
      get: (path: string) => send(path),
      post: (path: string, body: unknown, headers: Record<string, string>) =>
        send(path, { method: 'POST', body: JSON.stringify(body), headers }),
    } as unknown as TestServer;
    expect(await receiptThat(server, 'l-1', isWitnessed)).toMatchObject({ witnessed: 2, witnesses: 2 });
    await other.kill('SIGKILL');
    expect(await receiptThat(server, 'l-2', ({ witnessed }) => witnessed === 1)).toMatchObject({
      durability: 'sealed',
    });
    const again = await witness(folders[1], 'cong-an', new URL(other.url).port);
    expect(await receiptThat(server, 'l-3', isWitnessed)).toMatchObject({ witnessed: 2 });
    expect(await kill('SIGTERM')).toEqual([0, null]);
    expect(await one.kill('SIGTERM')).toEqual([0, null]);
    expect(await again.kill('SIGTERM')).toEqual([0, null]);
    expect(await runVerify({ data, vkey: [vkeyFile(data)], json: true }, keptTerminal())).toBe(0);
  }, 120_000);
});
