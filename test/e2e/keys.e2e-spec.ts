import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromLogged } from '@app/ledger';
import {
  formatVkey,
  hexId,
  openCheckpoint,
  parseSkey,
  parseTlogProof,
  parseVkey,
  signCheckpoint,
  TiledTree,
} from '@app/merkle';
import { TreeFile } from '@app/sealing';
import { SqliteLog } from '@app/sqlite';
import { runKeys, runRotate, type LogKey } from '../../apps/cli/src/keys.js';
import { runVerify } from '../../apps/cli/src/verify.js';
import { tamper } from '../../libs/sealing/src/sealing.fixture.js';
import { builtCommand, fileOf, keptTerminal } from './cli.js';
import { json, lookup, newFolder, startServer, stop, stopAll } from './server.js';
import {
  logKeys,
  receiptThat,
  seal,
  sealedFolder,
  startWitness,
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

const skeyFile = (data: string) => join(data, 'keys', 'log.skey');
const rotate = (data: string) => runRotate({ data, json: true }, keptTerminal());
async function keysIn(data: string): Promise<readonly LogKey[]> {
  const terminal = keptTerminal();
  await runKeys({ data, json: true }, terminal);
  return terminal.said.out.map((line) => JSON.parse(line) as LogKey);
}
const statesIn = async (data: string) => (await keysIn(data)).map(({ state }) => state);
/** Has a folder's server seal one more event, and stop; answers its receipt. */
async function sealOne(data: string, id: string) {
  const server = await startServer({ seal, dataDir: data });
  const receipt = await receiptThat(server, id, ({ durability }) => durability !== 'recorded');
  await stop(server);
  return receipt;
}
async function toldIn(data: string): Promise<readonly string[]> {
  const log = SqliteLog.open(join(data, 'events.sqlite'), { readOnly: true });
  const events = await log.read('ledger-keys', 0);
  await log.close();
  return events.map((event) => `${event.type} ${(fromLogged(event).data as { keyId: string }).keyId}`);
}
async function verified(data: string, ...vkey: readonly string[]) {
  const terminal = keptTerminal();
  const exit = await runVerify({ data, json: true, ...(vkey.length > 0 && { vkey }) }, terminal);
  const { failures } = JSON.parse(terminal.said.out[0]) as { failures: { detector: string; reason: string }[] };
  return { exit, failures };
}

describe('a log’s key that is rotated', () => {
  it('signs from the next start on, and what the old one signed goes on verifying', async () => {
    const data = await sealedFolder();
    const before = await sealOne(data, 'l-1');
    const [old] = logKeys(data);
    expect(await statesIn(data)).toEqual(['signs']);
    expect(await rotate(data)).toBe(0);
    expect(await statesIn(data)).toEqual(['replaced', 'next']);
    expect(statSync(skeyFile(data)).mode & 0o777).toBe(0o600);
    expect(await verified(data)).toEqual({ exit: 0, failures: [] });
    const after = await sealOne(data, 'l-2');
    const [first, second, ...none] = logKeys(data);
    expect([first, none]).toEqual([old, []]);
    expect([second.name, second.id === old.id]).toEqual([old.name, false]);
    const signers = ({ proof }: { proof: string }) =>
      openCheckpoint(parseTlogProof(proof).checkpoint, [first, second]).logs;
    expect([signers(before), signers(after)]).toEqual([[first], [second]]);
    expect(await statesIn(data)).toEqual(['retired', 'signs']);
    expect((await keysIn(data))[0].reason).toBe(
      `Đã thay bằng khóa ${hexId(second.id)} · replaced by the key ${hexId(second.id)}`,
    );
    const [one, other] = [hexId(first.id), hexId(second.id)];
    expect(await toldIn(data)).toEqual([`LedgerKeyAdded ${one}`, `LedgerKeyAdded ${other}`, `LedgerKeyRetired ${one}`]);
    expect(await verified(data)).toEqual({ exit: 0, failures: [] });
    const { exit, failures } = await verified(data, fileOf('old.vkey', [formatVkey(first)]));
    expect([exit, failures[0].detector]).toEqual([1, 'signature']);
    // Nothing is told twice.
    await sealOne(data, 'l-3');
    expect(await toldIn(data)).toHaveLength(3);
  }, 60_000);

  it('goes on being witnessed once the witness has its line', async () => {
    const data = await sealedFolder();
    const folder = newFolder();
    const witness = await startWitness(data, 'thanh-tra', { folder });
    trust(data, 'all', witness);
    const isWitnessed = ({ durability }: { durability: string }) => durability === 'witnessed';
    const first = await startServer({ seal, dataDir: data });
    expect(await receiptThat(first, 'l-1', isWitnessed)).toMatchObject({ witnessed: 1 });
    await stop(first);
    await rotate(data);
    const second = await startServer({ seal, dataDir: data });
    const sent = await second.post('/v1/events', lookup('l-2'), waiting);
    expect(await sent.json()).toMatchObject({ durability: 'sealed' });
    const failure = async () => ((await json(second.get('/v1/witnesses'))).items as { failure: string | null }[])[0].failure; // prettier-ignore
    expect(await until(failure, (why) => why !== null)).toMatch(/^403/);
    await stopWitness(witness);
    await startWitness(data, 'thanh-tra', { folder, port: new URL(witness.url).port });
    expect(await receiptThat(second, 'l-3', isWitnessed)).toMatchObject({ witnessed: 1 });
  }, 60_000);

  it('has its line also where the rotation was broken off before it was written', async () => {
    const data = await sealedFolder();
    const line = readFileSync(vkeyFile(data), 'utf8');
    await rotate(data);
    writeFileSync(vkeyFile(data), line);
    await sealOne(data, 'l-1');
    expect(logKeys(data)).toHaveLength(2);
    expect(await statesIn(data)).toEqual(['retired', 'signs']);
    expect(await verified(data)).toEqual({ exit: 0, failures: [] });
  }, 60_000);

  it('is not signed with any more, also where the folder of keys is an old copy', async () => {
    const data = await sealedFolder();
    const keys = join(newFolder(), 'keys');
    cpSync(join(data, 'keys'), keys, { recursive: true });
    await rotate(data);
    await sealOne(data, 'l-1');
    cpSync(keys, join(data, 'keys'), { recursive: true });
    const server = await startServer({ seal, dataDir: data });
    const ready = await json(server.get('/health/ready'));
    expect(ready).toMatchObject({ errors: [{ pointer: '/seal', message: expect.stringMatching(/the key \w{8} was retired on/) as string }] }); // prettier-ignore
    await stop(server);
    expect(await toldIn(data)).toHaveLength(3);
    // The log still has the public half of the key that is gone from the folder.
    expect((await keysIn(data)).map(({ state, inFile }) => [state, inFile])).toEqual([['retired', true], ['replaced', false]]); // prettier-ignore
    expect(await runKeys({ data }, keptTerminal())).toBe(1);
  }, 60_000);

  it('does not vouch for what is signed with it after it was retired', async () => {
    const data = await sealedFolder();
    const old = parseSkey(readFileSync(skeyFile(data), 'utf8').trimEnd());
    await rotate(data);
    await sealOne(data, 'l-1');
    await sealOne(data, 'l-2');
    const file = join(data, 'tree.sqlite');
    const tree = TreeFile.open(file, { readOnly: true });
    const { size } = tree.latest!;
    const root = await new TiledTree(tree.readTile, size).root();
    tree.close();
    const forged = signCheckpoint(old, { origin: old.verifier.name, size, root });
    const kept = await verified(data);
    expect(kept.failures).toEqual([]);
    tamper(file, `UPDATE checkpoint SET note = '${forged}' WHERE size = ${size}`);
    const { exit, failures } = await verified(data);
    expect([exit, failures]).toEqual([1, [{ detector: 'signature', at: size, reason: `${size} leaves were signed with ${hexId(old.verifier.id)}, retired before` }]]); // prettier-ignore
  }, 60_000);

  it('is rotated neither beside a server nor twice before a start', async () => {
    const data = await sealedFolder();
    const server = await startServer({ seal, dataDir: data });
    await expect(rotate(data)).rejects.toThrow('is in use');
    await stop(server);
    expect(logKeys(data)).toHaveLength(1);
    await rotate(data);
    await expect(rotate(data)).rejects.toThrow('has not signed yet');
    await expect(rotate(newFolder())).rejects.toThrow('There is no ledger');
  }, 60_000);

  it('is listed with any that somebody put beside it', async () => {
    const data = await sealedFolder();
    const line = readFileSync(vkeyFile(data), 'utf8');
    const [{ name }] = logKeys(data);
    const stranger = await sealedFolder('l-9').then((other) => logKeys(other)[0]);
    const renamed = new (stranger.constructor as new (...of: unknown[]) => typeof stranger)(name, stranger.type, stranger.publicKey); // prettier-ignore
    writeFileSync(vkeyFile(data), `${formatVkey(renamed)}\n${line}`);
    const terminal = keptTerminal();
    expect(await runKeys({ data }, terminal)).toBe(1);
    expect(terminal.said.out[0]).toContain('NOT KNOWN TO THE LOG');
    expect(terminal.said.err[0]).toContain(`the key ${hexId(renamed.id)}, of which the log does not tell`);
    writeFileSync(vkeyFile(data), line);
    expect(await runKeys({ data }, keptTerminal())).toBe(0);
    writeFileSync(vkeyFile(data), `${formatVkey(stranger)}\n${line}`);
    await expect(startServer({ seal, dataDir: data })).rejects.toThrow('has a key of another log');
  }, 60_000);

  const built = builtCommand();
  (built ? it : it.skip)('by the built command says what to do with the new one', async () => {
    const data = await sealedFolder();
    const run = (...args: string[]) => execFileSync(process.execPath, [built!, 'keys', ...args], { encoding: 'utf8' });
    expect(run('--data', data)).toContain('đang ký · signs');
    const said = run('rotate', '--data', data);
    const [vkey] = /access-ledger\S+/.exec(said)!;
    expect(parseVkey(vkey)).toEqual(logKeys(data).at(-1));
    expect(run('--data', data)).toContain('ký từ lần khởi động tới · signs from the next start on');
    expect(run('rotate', '--help')).toContain('hand');
  });
});
