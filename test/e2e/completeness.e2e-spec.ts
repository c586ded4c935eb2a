import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromLogged, LogUnavailable, MemoryLog, type Write } from '@app/ledger';
import { SqliteLog } from '@app/sqlite';
import type { ServerConfig } from '../../apps/server/src/config.js';
import { runVerify } from '../../apps/cli/src/verify.js';
import { keptTerminal } from './cli.js';
import { mappedServer, untilMapped } from './mapped.js';
import { json, lookup, startServer, stop, stopAll, type TestServer } from './server.js';
import { write } from '../../libs/sealing/src/sealing.fixture.js';
import { logOnStub } from '../eventstore-stub/log-on-stub.js';

afterEach(stopAll);

const waiting = { Prefer: 'wait=20', 'Content-Type': 'application/cloudevents+json' };
const restarted = (server: TestServer, more: Partial<ServerConfig> = {}) =>
  mappedServer({ dataDir: server.dataDir, ...more });
const mapOf = ({ dataDir }: Pick<TestServer, 'dataDir'>) => join(dataDir, 'map.sqlite');
async function storedIn({ dataDir }: Pick<TestServer, 'dataDir'>) {
  const log = SqliteLog.open(join(dataDir, 'events.sqlite'), { readOnly: true });
  const events = (await log.readAll(0, 10_000)).map(fromLogged);
  await log.close();
  return events;
}
const toldIn = async (server: TestServer) =>
  (await storedIn(server)).filter(({ type }) => type === 'CompletenessMapSealed').map(({ data }) => data);
const lookUp = async (server: TestServer, ...ids: readonly string[]) => {
  for (const id of ids) expect((await server.post('/v1/events', lookup(id), waiting)).status).toBe(201);
};

describe('the completeness map of a server', () => {
  it('is sealed behind the checkpoints and told in the log, each once', async () => {
    const server = await mappedServer();
    await lookUp(server, 'l-1', 'l-2');
    const shown = await untilMapped(server);
    expect(shown).toMatchObject({ everyMs: 1, ended: null, latest: { entries: 2 } });
    await stop(server);
    const told = (await toldIn(server)) as { treeSize: number; root: string }[];
    expect(told.at(-1)).toEqual({
      ...{ treeSize: shown.latest!.treeSize, root: shown.latest!.root, entries: 2 },
      keys: 'access-ledger/map-keys@v1',
    });
    expect(new Set(told.map(({ treeSize }) => treeSize)).size).toBe(told.length);
  });

  it('leads to no other: what the ledger tells of itself is about nobody', async () => {
    const server = await mappedServer();
    await lookUp(server, 'l-1');
    const { latest } = await untilMapped(server);
    for (let n = 0; n < 3; n++) {
      // A fact about nobody has the log sealed again, and the map looked at again.
      const unit = { unitId: `P-${n}`, name: `Phường ${n}`, kind: 'commune', validFrom: '2025-01-01T00:00:00Z' };
      expect((await server.post('/v1/units:register', unit, { 'Idempotency-Key': `u-${n}` })).status).toBe(201);
      await untilMapped(server, ({ sealedLeaves, mappedLeaves }) => mappedLeaves === sealedLeaves);
    }
    expect((await untilMapped(server)).latest).toEqual(latest);
    await stop(server);
    expect(await toldIn(server)).toHaveLength(1);
  });

  it('goes on after a stop', async () => {
    const first = await mappedServer();
    await lookUp(first, 'l-1');
    await untilMapped(first);
    await stop(first);
    const second = await restarted(first);
    await lookUp(second, 'l-2');
    await untilMapped(second);
    await stop(second);
    const told = (await toldIn(second)) as { treeSize: number }[];
    expect(told).toHaveLength(2);
    expect(told[1].treeSize).toBeGreaterThan(told[0].treeSize);
  });

  it('is told at the next start where it could not be told', async () => {
    class Broken extends MemoryLog {
      broken = true;
      override append(writes: readonly Write[]) {
        const tells = this.broken && writes.some(({ stream }) => stream === 'ledger-completeness');
        return tells ? Promise.reject(new LogUnavailable('the disk is gone')) : super.append(writes);
      }
      override close = () => Promise.resolve();
    }
    const log = new Broken();
    const first = await mappedServer({ log });
    await lookUp(first, 'l-1');
    expect((await untilMapped(first, ({ ended }) => ended !== null)).ended).toContain('the disk is gone');
    await stop(first);
    expect(await log.read('ledger-completeness')).toEqual([]);
    log.broken = false;
    const second = await restarted(first, { log });
    await untilMapped(second);
    const told = (await log.read('ledger-completeness')).map((event) => fromLogged(event).data);
    expect(told).toMatchObject([{ entries: 2 }]);
  });

  it('is made anew where its file was lost or is an old copy', async () => {
    const first = await mappedServer();
    await lookUp(first, 'l-1');
    await untilMapped(first);
    await stop(first);
    const old = `${mapOf(first)}.old`;
    copyFileSync(mapOf(first), old);
    const second = await restarted(first);
    await lookUp(second, 'l-2');
    const { latest } = await untilMapped(second);
    await stop(second);
    for (const spoil of [() => rmSync(mapOf(first)), () => copyFileSync(old, mapOf(first))]) {
      spoil();
      const again = await restarted(first);
      expect((await untilMapped(again)).latest).toMatchObject({ treeSize: latest!.treeSize, root: latest!.root });
      await stop(again);
    }
    expect(await toldIn(first)).toHaveLength(2);
  });

  it('is sealed no more, and the server not ready, where the log does not give the map that it says was sealed', async () => {
    const first = await mappedServer();
    await lookUp(first, 'l-1');
    await untilMapped(first);
    await stop(first);
    const log = SqliteLog.open(join(first.dataDir, 'events.sqlite'));
    const told = (await toldIn(first)) as { treeSize: number; root: string }[];
    const forged = { ...told[0], root: '07'.repeat(32) };
    await write(log, 'ledger-completeness', told.length, 1, 'CompletenessMapSealed', forged);
    await log.close();
    const second = await restarted(first);
    const shown = await untilMapped(second, ({ ended }) => ended !== null);
    expect(shown.ended).toMatch(/BesideTheSeal.*(07){32} was sealed/);
    const ready = await second.get('/health/ready');
    expect([ready.status, await ready.json()]).toMatchObject([503, { errors: [{ pointer: '/map', code: 'mapping-ended' }] }]); // prettier-ignore
    await lookUp(second, 'l-2');
    await stop(second);
    expect(await toldIn(second)).toHaveLength(told.length + 1);
  });

  it('is compared with the log by the command, which says so where it was not, and where none was sealed', async () => {
    const server = await mappedServer();
    await lookUp(server, 'l-1', 'l-2');
    await untilMapped(server);
    await stop(server);
    const data = server.dataDir;
    const verify = async (options: object) => {
      const terminal = keptTerminal();
      return [
        await runVerify({ data, ...options }, terminal),
        terminal.said.out.join('\n'),
        terminal.said.err.join('\n'),
      ];
    };
    expect(await verify({})).toEqual([0, expect.stringContaining('was not compared with the log: --completeness'), '']);
    const told = await toldIn(server);
    const all = `compared with the ${told.length} that were sealed`;
    expect(await verify({ completeness: true })).toEqual([0, expect.stringMatching(`${all}.*all are the same`), '']);
    const bare = await startServer({ seal: { everyMs: 20 } });
    await lookUp(bare, 'l-1');
    await stop(bare);
    const none = expect.stringContaining('No completeness map was ever sealed') as string;
    expect(await verify({ data: bare.dataDir, completeness: true })).toEqual([1, none, '']);
  });

  it('is found by the command where a server sealed one that leaves somebody out', async () => {
    const server = await mappedServer();
    await lookUp(server, 'l-1');
    await untilMapped(server);
    await stop(server);
    const log = SqliteLog.open(join(server.dataDir, 'events.sqlite'));
    const [told] = (await toldIn(server)) as { treeSize: number; root: string }[];
    await write(log, 'ledger-completeness', 1, 1, 'CompletenessMapSealed', { ...told, root: '07'.repeat(32) });
    await log.close();
    const terminal = keptTerminal();
    expect(await runVerify({ data: server.dataDir, completeness: true }, terminal)).toBe(1);
    expect(terminal.said.err.join('\n')).toMatch(
      /✗ map \d+: the map of \d+ leaves has the root \w+, (07){32} was sealed/,
    );
    expect(await runVerify({ data: server.dataDir }, keptTerminal())).toBe(0);
  });

  it('is made over EventStoreDB too', async () => {
    const { log, dispose } = await logOnStub();
    try {
      const server = await mappedServer({ log });
      await lookUp(server, 'l-1', 'l-2');
      expect((await untilMapped(server)).latest).toMatchObject({ entries: 2 });
      await stop(server);
    } finally {
      await dispose();
    }
  });

  it('is not made where it is not asked for', async () => {
    const server = await startServer({ seal: { everyMs: 20 } });
    await lookUp(server, 'l-1');
    expect(await json(server.get('/v1/completeness'))).toMatchObject({ everyMs: null, latest: null, mappedLeaves: 0 });
    expect(() => readFileSync(mapOf(server))).toThrow('ENOENT');
  });
});
