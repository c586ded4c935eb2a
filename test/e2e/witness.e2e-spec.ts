import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { formatAddCheckpoint, keyTypes, parseVkey, SignerKey, signCheckpoint } from '@app/merkle';
import { runVerify } from '../../apps/cli/src/verify.js';
import { runWitness, type RunningWitness } from '../../apps/cli/src/witness.js';
import { builtCommand, keptTerminal } from './cli.js';
import { lookup, newFolder, startServer, stop, stopAll, type TestServer } from './server.js';

const running: RunningWitness[] = [];
afterEach(async () => {
  await stopAll();
  for (const witness of running.splice(0)) await witness.close();
});

const seal = { everyMs: 20 };
const waiting = { Prefer: 'wait=20', 'Content-Type': 'application/cloudevents+json' };

/** A server whose log was sealed once, stopped, so that its key is there for witnesses. */
async function sealedFolder(): Promise<string> {
  const server = await startServer({ seal });
  await server.post('/v1/events', lookup('l-0'), waiting);
  await stop(server);
  return server.dataDir;
}
async function witness(data: string, name: string, port = '0', folder = newFolder()): Promise<RunningWitness> {
  const files = { key: join(folder, 'w.skey'), state: join(folder, 'w.state') };
  const started = await runWitness({ ...files, log: [join(data, 'keys', 'log.vkey')], name, port }, keptTerminal());
  running.push(started);
  return started;
}
function trust(data: string, quorum: string, ...witnesses: readonly Pick<RunningWitness, 'url' | 'vkey'>[]): void {
  const lines = witnesses.map(({ url, vkey }, i) => `witness w${i} ${vkey} ${url}`);
  const group = `group g ${quorum} ${witnesses.map((_, i) => `w${i}`).join(' ')}`;
  writeFileSync(join(data, 'witness-policy'), `${[...lines, group, 'quorum g'].join('\n')}\n`);
}
interface Receipt {
  durability: string;
  witnessed: number;
  witnesses: number;
}
/** Asks for a receipt until it says what is wanted. */
async function receiptThat(server: TestServer, id: string, wanted: (receipt: Receipt) => boolean): Promise<Receipt> {
  const sent = await server.post('/v1/events', lookup(id), waiting);
  const { items, position } = (await sent.json()) as { items: { eventId: string }[]; position: string };
  for (const until = Date.now() + 15_000; ;) {
    const answer = await server.get(`/v1/events/${items[0].eventId}/receipt?minPosition=${position}`);
    const receipt = (await answer.json()) as Receipt;
    if (wanted(receipt) || Date.now() > until) return receipt;
    await server.get('/v1/witnesses');
  }
}
const states = async (server: TestServer) =>
  ((await (await server.get('/v1/witnesses')).json()) as { items: { name: string; size: number; failure: string | null }[] }).items; // prettier-ignore

describe('witnesses', () => {
  it('cosign each checkpoint, and enough of them make an event witnessed', async () => {
    const data = await sealedFolder();
    trust(data, 'all', await witness(data, 'thanh-tra'), await witness(data, 'cong-an'));
    const server = await startServer({ seal, dataDir: data });
    const receipt = await receiptThat(server, 'l-1', ({ durability }) => durability === 'witnessed');
    expect(receipt).toMatchObject({ durability: 'witnessed', witnessed: 2, witnesses: 2 });
    expect((await (await fetch(`${server.url}/log/checkpoint`)).text()).split('\n— ')).toHaveLength(4);
    for (const { size, failure } of await states(server)) expect([size > 0, failure]).toEqual([true, null]);
    await stop(server);
    const terminal = keptTerminal();
    expect(await runVerify({ data, json: true }, terminal)).toBe(0);
    expect(JSON.parse(terminal.said.out[0])).toMatchObject({ whole: true, last: { witnesses: 2 } });
  }, 60_000);

  it('that are too few leave an event sealed, and one that is away is told of', async () => {
    const data = await sealedFolder();
    const away = SignerKey.generate('vang-mat', keyTypes.cosignature);
    const { formatVkey } = await import('@app/merkle');
    const absent = { vkey: formatVkey(away.verifier), url: 'http://127.0.0.1:9' };
    trust(data, '2', await witness(data, 'thanh-tra'), absent);
    const server = await startServer({ seal, dataDir: data });
    const receipt = await receiptThat(server, 'l-1', ({ witnessed }) => witnessed === 1);
    expect(receipt).toMatchObject({ durability: 'sealed', witnessed: 1, witnesses: 2 });
    expect((await states(server)).map(({ failure }) => failure === null)).toEqual([true, false]);
  }, 60_000);

  it('have the server sign nothing over a store that was restored from an old copy', async () => {
    const data = await sealedFolder();
    const one = await witness(data, 'thanh-tra');
    trust(data, 'all', one);
    const old = newFolder();
    cpSync(data, old, { recursive: true });
    const server = await startServer({ seal, dataDir: data });
    await receiptThat(server, 'l-1', ({ durability }) => durability === 'witnessed');
    await stop(server);
    const restored = await startServer({ seal, dataDir: old });
    const ready = await restored.get('/health/ready');
    const { errors } = (await ready.json()) as { errors: { pointer: string; message: string }[] };
    expect([ready.status, errors[0].pointer]).toEqual([503, '/seal']);
    expect(errors[0].message).toMatch(/the witness w0 has seen \d+ leaves, there are \d+/);
    const answer = await restored.post('/v1/events', lookup('l-2'), { ...waiting, Prefer: 'wait=1' });
    expect(await answer.json()).toMatchObject({ durability: 'recorded' });
  }, 60_000);

  it('answer what they are asked as tlog-witness has it', async () => {
    const data = await sealedFolder();
    const { url } = await witness(data, 'thanh-tra');
    const ask = async (body: string) => {
      const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
      return [answer.status, answer.headers.get('Content-Type'), await answer.text()] as const;
    };
    const log = parseVkey(readFileSync(join(data, 'keys', 'log.vkey'), 'utf8').trimEnd());
    const { parseSkey } = await import('@app/merkle');
    const key = parseSkey(readFileSync(join(data, 'keys', 'log.skey'), 'utf8').trimEnd());
    const signed = (signer: SignerKey, size: number, byte = 7) =>
      signCheckpoint(signer, { origin: signer.verifier.name, size, root: Buffer.alloc(32, byte) });
    const stranger = SignerKey.generate(log.name, keyTypes.note);
    const other = SignerKey.generate('another.example/log', keyTypes.note);
    expect((await ask('nonsense'))[0]).toBe(400);
    expect((await ask(formatAddCheckpoint({ old: 0, consistency: [], checkpoint: signed(other, 5) })))[0]).toBe(404);
    expect((await ask(formatAddCheckpoint({ old: 0, consistency: [], checkpoint: signed(stranger, 5) })))[0]).toBe(403);
    const [status, , line] = await ask(formatAddCheckpoint({ old: 0, consistency: [], checkpoint: signed(key, 5) }));
    expect([status, line.startsWith('— thanh-tra ')]).toEqual([200, true]);
    expect(await ask(formatAddCheckpoint({ old: 0, consistency: [], checkpoint: signed(key, 6) }))).toEqual([409, 'text/x.tlog.size', '5\n']); // prettier-ignore
    expect((await ask(formatAddCheckpoint({ old: 6, consistency: [], checkpoint: signed(key, 5) })))[0]).toBe(400);
    expect((await ask(formatAddCheckpoint({ old: 5, consistency: [], checkpoint: signed(key, 5, 8) })))[0]).toBe(422);
  });

  const built = builtCommand();
  (built ? it : it.skip)(
    'of the built product remember what they saw when they are killed and begun again',
    async () => {
      const data = await sealedFolder();
      const folder = newFolder();
      const start = async (): Promise<[ChildProcess, string]> => {
        const files = ['--key', join(folder, 'w.skey'), '--state', join(folder, 'w.state')];
        const asked = [
          'witness',
          ...files,
          '--log',
          join(data, 'keys', 'log.vkey'),
          '--name',
          'cong-an',
          '--port',
          '0',
        ];
        const child = spawn(process.execPath, [built!, ...asked], { stdio: ['ignore', 'pipe', 'inherit'] });
        for await (const line of createInterface({ input: child.stdout })) {
          const [url] = /http:\/\/\S+/.exec(line) ?? [];
          if (url !== undefined) return [child, url];
        }
        throw new Error('the witness ended');
      };
      const [first, url] = await start();
      const vkey = readFileSync(join(folder, 'w.skey.vkey'), 'utf8').trimEnd();
      trust(data, 'all', { url, vkey });
      const server = await startServer({ seal, dataDir: data });
      await receiptThat(server, 'l-1', ({ durability }) => durability === 'witnessed');
      await stop(server);
      first.kill('SIGKILL');
      await once(first, 'exit');
      const [second, again] = await start();
      const log = parseVkey(readFileSync(join(data, 'keys', 'log.vkey'), 'utf8').trimEnd());
      const { monitoredPath } = await import('@app/merkle');
      const seen = await (await fetch(`${again}/${monitoredPath(log.name)}`)).text();
      expect(seen.split('\n')[0]).toBe(log.name);
      expect(Number(seen.split('\n')[1])).toBeGreaterThan(1);
      second.kill('SIGTERM');
      await once(second, 'exit');
      expect(execFileSync(process.execPath, [built!, 'witness', '--help'], { encoding: 'utf8' })).toContain('--state');
    },
    120_000,
  );
});
