import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  checkTlogProof,
  leafBytes,
  leafHash,
  openCheckpoint,
  parseEntries,
  parseLeaf,
  parseTlogProof,
  parseVkey,
  TiledTree,
  type VerifierKey,
} from '@app/merkle';
import { SqliteLog } from '@app/sqlite';
import { calendars, rules } from '@app/capabilities';
import { runDrill, type Drilled } from '../../apps/cli/src/drill.js';
import { runVerify } from '../../apps/cli/src/verify.js';
import { changeViews, keptTerminal } from './cli.js';
import { untilMapped } from './mapped.js';
import { lookup, startServer, stop, stopAll, type TestServer } from './server.js';
import { until } from './witnessing.js';
import { tamper } from '../../libs/sealing/src/sealing.fixture.js';

afterEach(stopAll);

const seal = { everyMs: 20 };
const keyOf = ({ dataDir }: Pick<TestServer, 'dataDir'>): VerifierKey =>
  parseVkey(readFileSync(join(dataDir, 'keys', 'log.vkey'), 'utf8').trimEnd());
const waiting = { Prefer: 'wait=20', 'Content-Type': 'application/cloudevents+json' };
interface Answer {
  position: string;
  durability: string;
  items: { eventId: string }[];
}
async function sent(server: TestServer, id: string): Promise<Answer> {
  const answer = await server.post('/v1/events', lookup(id), waiting);
  expect([answer.status, answer.headers.get('preference-applied')]).toEqual([201, 'wait=20']);
  return (await answer.json()) as Answer;
}
const receiptOf = async (server: TestServer, eventId: string, position: string) =>
  (await (await server.get(`/v1/events/${eventId}/receipt?minPosition=${position}`)).json()) as {
    durability: string;
    proof: string;
    index: number;
  };

describe('a sealed ledger', () => {
  it('answers a write that waits once it is sealed, and gives its proof', async () => {
    const server = await startServer({ seal });
    const { position, durability, items } = await sent(server, 'l-1');
    expect(durability).toBe('sealed');
    const receipt = await receiptOf(server, items[0].eventId, position);
    expect(receipt).toMatchObject({ durability: 'sealed', eventId: items[0].eventId, position, witnessed: 0, witnesses: 0 }); // prettier-ignore
    const log = SqliteLog.open(join(server.dataDir, 'events.sqlite'), { readOnly: true });
    const [{ body }] = await log.readFrom(Number(position), 1);
    await log.close();
    const key = keyOf(server);
    const leaf = leafHash(leafBytes(key.name, body));
    const proof = parseTlogProof(receipt.proof);
    expect(proof.index).toBe(receipt.index);
    checkTlogProof(proof, leaf, [key]);
    expect(() => checkTlogProof(proof, leafHash(body), [key])).toThrow('leads to another root');
  });

  it('says of a write that does not wait so long that it is recorded', async () => {
    const server = await startServer({ seal: { everyMs: 60_000 } });
    const answer = await server.post('/v1/events', lookup('l-1'), { ...waiting, Prefer: 'wait=0' });
    expect(await answer.json()).toMatchObject({ durability: 'recorded' });
  });

  it('serves the tree as tlog-tiles has it: hashes to all, entries to whoever says who they are', async () => {
    const server = await startServer({ seal });
    for (const id of ['l-1', 'l-2', 'l-3']) await sent(server, id);
    const key = keyOf(server);
    const { checkpoint } = openCheckpoint(await (await fetch(`${server.url}/log/checkpoint`)).text(), [key]);
    const bytesAt = async (path: string, headers = {}) => {
      const answer = await fetch(`${server.url}/log/${path}`, { headers });
      return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : answer.status;
    };
    const tree = new TiledTree(async (path) => (await bytesAt(path)) as Uint8Array, checkpoint.size);
    expect(Buffer.from(await tree.root())).toEqual(Buffer.from(checkpoint.root));
    const entries = `tile/entries/000.p/${checkpoint.size}`;
    expect(await bytesAt(entries)).toBe(401);
    const leaves = parseEntries((await bytesAt(entries, { 'X-Actor': 'police:ca-1' })) as Uint8Array, checkpoint.size);
    expect(parseLeaf(leaves[0]).origin).toBe(key.name);
    for (const [index, leaf] of leaves.entries())
      expect(Buffer.from(await tree.leafHash(index))).toEqual(leafHash(leaf));
    for (const none of ['tile/0/000.p/256', 'tile/0/001', 'tile/64/000', 'tile/x', `tile/0/000.p/0`])
      expect(await bytesAt(none)).toBe(404);
  });

  it('tells in the log what it signed, and goes on after a stop', async () => {
    const first = await startServer({ seal });
    await sent(first, 'l-1');
    await stop(first);
    const second = await startServer({ seal, dataDir: first.dataDir });
    const { position } = await sent(second, 'l-2');
    await stop(second);
    const log = SqliteLog.open(join(first.dataDir, 'events.sqlite'), { readOnly: true });
    const types = (await log.readAll(0, 100)).map(({ type }) => type);
    await log.close();
    expect(types.filter((type) => type === 'LedgerKeyAdded')).toHaveLength(1);
    expect(types.indexOf('CheckpointSealed')).toBeLessThan(Number(position));
    const terminal = keptTerminal();
    expect(await runVerify({ data: first.dataDir, json: true }, terminal)).toBe(0);
    expect(JSON.parse(terminal.said.out[0])).toMatchObject({ whole: true, trustedKey: false, failures: [] });
  });

  it('is ready no more, signs nothing and goes on recording where the log is not the one that was sealed', async () => {
    const first = await startServer({ seal });
    await sent(first, 'l-1');
    await stop(first);
    const sealed = readFileSync(join(first.dataDir, 'tree.sqlite'));
    tamper(join(first.dataDir, 'events.sqlite'), `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), 'l-1', 'l-9') AS BLOB)`); // prettier-ignore
    expect(await runVerify({ data: first.dataDir, json: true }, keptTerminal())).toBe(1);
    const second = await startServer({ seal, dataDir: first.dataDir });
    const ready = await second.get('/health/ready');
    expect([ready.status, await ready.json()]).toMatchObject([503, { errors: [{ pointer: '/seal', code: 'sealing-ended' }] }]); // prettier-ignore
    const answer = await second.post('/v1/events', lookup('l-2'), { ...waiting, Prefer: 'wait=1' });
    expect(await answer.json()).toMatchObject({ durability: 'recorded', counts: { recorded: 1 } });
    await stop(second);
    expect(readFileSync(join(first.dataDir, 'tree.sqlite')).equals(sealed)).toBe(true);
  });
});

describe('ledger drill', () => {
  async function mappedServer(): Promise<TestServer> {
    const server = await startServer({ seal, map: { everyMs: 1 }, calendars, rules });
    for (const id of ['l-1', 'l-2', 'l-3', 'l-4']) await sent(server, id);
    await untilMapped(server);
    return server;
  }
  async function sealedFolder(): Promise<string> {
    const server = await mappedServer();
    await stop(server);
    return server.dataDir;
  }

  it('catches every tampering, passes the untouched copy, and leaves the folder as it is', async () => {
    const data = await sealedFolder();
    const before = readFileSync(join(data, 'events.sqlite'));
    const terminal = keptTerminal();
    expect(await runDrill({ data, json: true }, terminal)).toBe(0);
    const [untouched, ...others] = terminal.said.out.map((line) => JSON.parse(line) as Drilled);
    expect([untouched.name, untouched.caughtBy]).toEqual(['untouched', null]);
    expect(others.length).toBe(32);
    expect(others.filter(({ caughtBy }) => caughtBy === null)).toEqual([]);
    expect(others.find(({ name }) => name === 'evidence-left-out')?.caughtBy).toMatch(
      /^map: history: \d leaves are about this key/,
    );
    const by = Object.fromEntries(others.map(({ name, caughtBy }) => [name, caughtBy]));
    expect(by).toMatchObject({
      'cosignature-replayed': 'signature',
      'view-sealed': expect.stringMatching(/^digest of permissions at \d+$/) as string,
    });
    expect(readFileSync(join(data, 'events.sqlite')).equals(before)).toBe(true);
  }, 120_000);

  it('sees no event left out of evidence where no map was sealed', async () => {
    const server = await startServer({ seal });
    await sent(server, 'l-1');
    await stop(server);
    const { tamperings } = await import('../../apps/cli/src/drill/tamperings.js');
    const leftOut = tamperings.filter(({ name }) => name === 'evidence-left-out');
    expect(await runDrill({ data: server.dataDir }, keptTerminal(), leftOut)).toBe(1);
  });

  it('takes evidence once the views of a running server have come by the last checkpoint', async () => {
    const { dataDir: data } = await mappedServer();
    const { tamperings } = await import('../../apps/cli/src/drill/tamperings.js');
    const leftOut = tamperings.filter(({ name }) => name === 'evidence-left-out');
    changeViews(data, 'UPDATE checkpoint SET position = position - 4');
    const terminal = keptTerminal();
    const drill = runDrill({ data }, terminal, leftOut);
    await until(
      () => nextTurn(terminal.said.err),
      ({ length }) => length > 0,
    );
    expect(terminal.said.err[0]).toContain('waiting for');
    changeViews(data, 'UPDATE checkpoint SET position = position + 4');
    expect(await drill).toBe(0);
  });

  it('fails where something goes unseen', async () => {
    const nothing = { name: 'nothing', vi: 'Không làm gì', en: 'Nothing done', by: () => undefined };
    const terminal = keptTerminal();
    expect(await runDrill({ data: await sealedFolder() }, terminal, [nothing])).toBe(1);
    expect(terminal.said.out.at(-1)).toContain('0 of 1 tamperings were caught; the untouched copy passed');
  });
});
