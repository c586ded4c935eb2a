import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryLog, type EventLog } from '@app/ledger';
import { listen } from '../../apps/server/src/create-server.js';
import { actor, json, lookup, newFolder, startServer, stop, stopAll } from './server.js';

afterEach(stopAll);

describe('a server that starts', () => {
  it('answers health at once, and everything else once the views have caught up', async () => {
    const log = new SlowLog();
    const server = await listen({ dataDir: newFolder(), port: 0, threads: false, quiet: true, log });
    const get = async (path: string) => {
      const response = await fetch(server.url + path, { headers: actor });
      return [response.status, (await json(response)).code];
    };
    expect(await get('/health/live')).toEqual([200, undefined]);
    expect(await get('/health/startup')).toEqual([503, 'starting']);
    expect(await get('/health/ready')).toEqual([503, 'not-ready']);
    expect(await get('/v1/views')).toEqual([503, 'starting']);
    log.goOn();
    await server.started;
    expect(await get('/health/startup')).toEqual([200, undefined]);
    expect(await get('/health/ready')).toEqual([200, undefined]);
    expect(await get('/v1/views')).toEqual([200, undefined]);
    await server.close();
  });

  it('leaves the data to others when it cannot listen', async () => {
    const first = await startServer();
    const dataDir = newFolder();
    await expect(startServer({ dataDir, port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE');
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false);
    expect((await (await startServer({ dataDir })).fact(lookup('a'))).status).toBe(201);
  });

  it('does not write beside another server on the same data', async () => {
    const first = await startServer();
    await expect(startServer({ dataDir: first.dataDir })).rejects.toThrow('already open for writing');
    expect(existsSync(join(first.dataDir, 'server.json'))).toBe(true);
  });

  it('refuses a key that others may read', async () => {
    const first = await startServer();
    await stop(first);
    chmodSync(join(first.dataDir, 'keys', 'citizen-k1.key'), 0o644);
    await expect(startServer({ dataDir: first.dataDir })).rejects.toThrow('chmod 600');
  });

  it('opens on no address that others can reach', async () => {
    await expect(startServer({ host: '0.0.0.0' })).rejects.toThrow('127.0.0.1');
  });
});

describe('a server that stops', () => {
  it('finishes the request in hand, and what it answers is kept', async () => {
    const log = new SlowLog();
    log.goOn();
    const server = await startServer({ log });
    const arrived = log.holdAppends();
    const answer = server.fact(lookup('a'));
    await arrived;
    const stopped = stop(server);
    log.goOn();
    expect((await answer).status).toBe(201);
    await stopped;
    await expect(fetch(server.url)).rejects.toThrow();
  });
});

/** A log that holds its readers until told to go on, and its writers when told to. */
class SlowLog extends MemoryLog implements EventLog {
  goOn: () => void = () => undefined;
  private reads = new Promise<void>((resolve) => (this.goOn = resolve));
  private writes = Promise.resolve();
  private arrive: () => void = () => undefined;

  holdAppends(): Promise<void> {
    this.writes = new Promise<void>((resolve) => (this.goOn = resolve));
    return new Promise((resolve) => (this.arrive = resolve));
  }

  override async readAll(...args: Parameters<MemoryLog['readAll']>) {
    await this.reads;
    return super.readAll(...args);
  }

  override async append(...args: Parameters<MemoryLog['append']>) {
    this.arrive();
    await this.writes;
    return super.append(...args);
  }
}
