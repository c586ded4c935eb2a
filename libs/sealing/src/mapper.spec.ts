import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogUnavailable, MemoryLog, type EventLog } from '@app/ledger';
import {
  changeMap,
  checkHistory,
  checkKey,
  KeyHistory,
  mapPath,
  mapRoot,
  mapValue,
  proveKey,
  type MapKey,
} from '@app/merkle';
import { SqliteLog } from '@app/sqlite';
import { MapFile, mapsKept, type KeptMap } from './map-file.js';
import { Mapper, type MapperOptions } from './mapper.js';
import { verifyMaps } from './verify-map.js';
import { dropFolders, folder, sealAll, tamper, write } from './sealing.fixture.js';
import { TreeFile } from './tree-file.js';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
afterAll(dropFolders);

const form = 'by account';
const keysOf = (data: object): MapKey[] => Object.entries(data).flatMap(([member, id]) => (member === 'accountId' ? [{ kind: 'account', id: id as string }] : [])); // prettier-ignore
const now = () => '2025-03-04T02:00:00.000Z';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const account = (id: string): MapKey => ({ kind: 'account', id });

/** A log with its tree, look-ups by whom it is asked, and maps over it. */
class Mapped {
  readonly files = { ...folder(), map: '' };
  readonly log: EventLog;
  readonly tree: TreeFile;
  /** Of each leaf, whose account it is about. */
  readonly leaves: string[] = [];
  readonly sealedMaps: KeptMap[] = [];
  private readonly versions = new Map<string, number>();
  private map: MapFile | undefined;

  constructor() {
    this.files.map = `${this.files.path}/map.sqlite`;
    this.log = SqliteLog.open(this.files.events);
    this.tree = TreeFile.open(this.files.tree);
    opened.push(() => this.log.close(), () => this.tree.close(), () => this.map?.close()); // prettier-ignore
  }

  /** Looks up as each of these, and seals the log. */
  async lookUps(...accounts: readonly string[]): Promise<void> {
    for (const accountId of accounts) await this.add('lookups-a', 'LookupPerformed', { accountId });
    await sealAll(this.log, this.tree);
  }
  async tell({ size, root, entries }: Pick<KeptMap, 'size' | 'root' | 'entries'>, keys = form): Promise<void> {
    await this.add('ledger-completeness', 'CompletenessMapSealed', { treeSize: size, root: hex(root), entries, keys });
    await sealAll(this.log, this.tree);
  }
  private async add(stream: string, type: string, data: object): Promise<void> {
    const version = this.versions.get(stream) ?? 0;
    this.versions.set(stream, version + 1);
    await write(this.log, stream, version, 1, type, data);
    this.leaves.push((data as { accountId?: string }).accountId ?? '');
  }

  /** Opens the map's file anew, as a start does. */
  async start(more: Partial<MapperOptions> = {}, stopped?: AbortSignal): Promise<Mapper> {
    this.map?.close();
    this.map = MapFile.open(this.files.map);
    const source = { log: this.log, tree: this.tree, map: this.map, keysOf, form, now };
    return Mapper.open({ ...source, onMapped: (map) => this.sealedMaps.push(map), ...more }, stopped);
  }
  get file(): MapFile {
    return this.map!;
  }
  stop(): void {
    this.map?.close();
    this.map = undefined;
  }

  /** The map of the first leaves by its definition. */
  async rootOf(size: number): Promise<string> {
    const histories = new Map<string, KeyHistory>();
    for (const [index, id] of this.leaves.slice(0, size).entries()) {
      if (id === '') continue;
      if (!histories.has(id)) histories.set(id, KeyHistory.begin());
      histories.get(id)!.add(index);
    }
    const leaves = [...histories].map(([id, history]) => ({
      path: mapPath(account(id)),
      value: mapValue(history.entry()),
    }));
    return hex((await changeMap(async () => undefined, leaves)).root);
  }
}
const names = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `TTHC:u${(from + n * 7) % 50}`);

describe('the mapper', () => {
  it('makes the map of a checkpoint, whose root follows from the leaves alone', async () => {
    const at = new Mapped();
    const mapper = await at.start();
    for (const count of [1, 60, 3, 40]) {
      await at.lookUps(...names(count, count));
      await mapper.map();
      expect(hex(at.sealedMaps.at(-1)!.root)).toBe(await at.rootOf(at.leaves.length));
    }
    expect(at.sealedMaps.map(({ size }) => size)).toEqual([1, 61, 64, 104]);
    expect(at.sealedMaps.at(-1)!.entries).toBe(new Set(at.leaves).size);
  });

  it('seals nothing new where nothing came but what is about nobody, so that it does not feed itself', async () => {
    const at = new Mapped();
    const mapper = await at.start();
    await mapper.map();
    await at.lookUps('TTHC:an');
    await mapper.map();
    await at.tell(at.sealedMaps[0]);
    await mapper.map();
    await mapper.map();
    expect([at.sealedMaps.length, at.file.reached.size]).toEqual([1, 2]);
  });

  it('keeps the last maps as they were sealed: each proves all leaves about a key, and no others', async () => {
    const at = new Mapped();
    const mapper = await at.start();
    for (let n = 0; n < mapsKept + 4; n++) {
      await at.lookUps(...names(9, n));
      await mapper.map();
    }
    expect(at.file.maps).toEqual(at.sealedMaps.slice(-mapsKept).reverse());
    for (const { size, root } of at.file.maps)
      for (const id of ['TTHC:u1', 'TTHC:u30', 'TTHC:nobody']) {
        const indexes = at.leaves.slice(0, size).flatMap((one, index) => (one === id ? [index] : []));
        const bytes = at.file.part(hex(mapPath(account(id))), size);
        const proof = await proveKey(at.file.pages(size), account(id), bytes && KeyHistory.parse(bytes).entry());
        const entry = checkKey(proof, account(id), { root, size });
        if (entry) checkHistory(entry, indexes);
        expect(entry?.count ?? 0).toBe(indexes.length);
      }
  });

  it('is made anew where its file was lost, and is the one that was sealed', async () => {
    const at = new Mapped();
    await at.lookUps(...names(80));
    await (await at.start()).map();
    await at.tell(at.sealedMaps[0]);
    at.stop();
    rmSync(at.files.map);
    await at.start();
    expect(at.file.maps).toEqual(at.sealedMaps);
  });

  it('is stopped while it is made anew, and says nothing then', async () => {
    const at = new Mapped();
    await at.lookUps(...names(80));
    await (await at.start()).map();
    await at.tell(at.sealedMaps[0]);
    at.stop();
    rmSync(at.files.map);
    await at.start({}, AbortSignal.abort());
    expect([at.file.reached.size, at.file.maps]).toEqual([0, []]);
    await at.start();
    expect(at.file.maps).toEqual(at.sealedMaps);
  });

  it('grows from an old copy of its file to the one that was sealed', async () => {
    const at = new Mapped();
    await at.lookUps(...names(20));
    await (await at.start()).map();
    at.stop();
    copyFileSync(at.files.map, `${at.files.map}.old`);
    await at.lookUps(...names(30, 5));
    await (await at.start()).map();
    await at.tell(at.sealedMaps[1]);
    at.stop();
    copyFileSync(`${at.files.map}.old`, at.files.map);
    await at.start();
    expect(at.file.maps.map(({ root }) => hex(root))).toEqual(at.sealedMaps.map(({ root }) => hex(root)).reverse());
  });

  it.each([
    ['the top page', "UPDATE part SET bytes = zeroblob(4) WHERE name = ''"],
    ['a page below', 'UPDATE part SET bytes = (SELECT bytes FROM part WHERE length(name) = 0) WHERE length(name) = 1'],
    ['all pages below', 'DELETE FROM part WHERE length(name) BETWEEN 1 AND 63'],
    ['a history, by one of another key', 'UPDATE part SET bytes = (SELECT bytes FROM part WHERE length(name) = 64 LIMIT 1) WHERE length(name) = 64'], // prettier-ignore
    ['all histories', 'DELETE FROM part WHERE length(name) = 64'],
    ['everything but how far it had come', 'DELETE FROM part'],
    ['the rule of its keys', "UPDATE reached SET form = 'other'"],
  ])('is made anew where its file was spoilt in %s', async (_, sql) => {
    const at = new Mapped();
    await at.lookUps(...names(80));
    await (await at.start()).map();
    await at.tell(at.sealedMaps[0]);
    at.stop();
    tamper(at.files.map, sql);
    await at.lookUps(...names(20, 3));
    await (await at.start()).map();
    expect(hex(await mapRoot(at.file.pages()))).toBe(await at.rootOf(at.leaves.length));
    expect(hex(at.sealedMaps[1].root)).toBe(await at.rootOf(at.leaves.length));
  });

  it('seals nothing where the log does not give the map that was sealed', async () => {
    const at = new Mapped();
    await at.lookUps(...names(30));
    await (await at.start()).map();
    await at.tell({ ...at.sealedMaps[0], root: Buffer.alloc(32, 7) });
    await expect(at.start()).rejects.toThrow(/the map of 30 leaves has the root \w{64}, (07){32} was sealed/);
    expect(at.sealedMaps).toHaveLength(1);
  });

  it('seals nothing where the log has fewer leaves than were mapped', async () => {
    const at = new Mapped();
    await at.lookUps(...names(3));
    await at.tell({ size: 99, root: Buffer.alloc(32), entries: 1 });
    await expect(at.start()).rejects.toThrow('the log ends after 4 of 99 leaves');
  });

  it('is made anew under another rule of keys, also where none was told yet', async () => {
    const at = new Mapped();
    await at.lookUps(...names(30));
    await (await at.start()).map();
    const byDevice = (data: object) => keysOf(data).map(({ id }): MapKey => ({ kind: 'device', id }));
    await at.lookUps('TTHC:an');
    await (await at.start({ form: 'by device', keysOf: byDevice })).map();
    expect(at.file.reached).toMatchObject({ size: 31, form: 'by device', entries: new Set(at.leaves).size });
    const known = (key: MapKey) => at.file.part(hex(mapPath(key))) !== undefined;
    expect([known(account('TTHC:u0')), known({ kind: 'device', id: 'TTHC:u0' })]).toEqual([false, true]);
  });

  it('counts leaves, not what the store keeps for itself', async () => {
    const at = new Mapped();
    await write(at.log, '$settings', 0, 3, 'Set', { accountId: 'TTHC:store' });
    await at.lookUps(...names(9));
    await (await at.start()).map();
    expect([at.sealedMaps[0].size, hex(at.sealedMaps[0].root)]).toEqual([9, await at.rootOf(9)]);
  });

  it('seals nothing where leaves stand elsewhere than they did when they were sealed', async () => {
    const at = new Mapped();
    await at.lookUps(...names(9));
    const other = new MemoryLog();
    await write(other, '$settings', 0, 3);
    await write(other, 'lookups-a', 0, 9, 'LookupPerformed', { accountId: 'TTHC:an' });
    const mapper = await at.start({ log: other });
    await expect(mapper.map()).rejects.toThrow('leaf 8 was at 9; it is at 12');
    expect(at.sealedMaps).toEqual([]);
  });

  it('maps what was sealed at once, then once in a period, until it is stopped', async () => {
    const at = new Mapped();
    await at.lookUps('TTHC:an');
    const seen: number[] = [];
    const stop = new AbortController();
    let wait: () => void = () => undefined;
    const mapper = await at.start({ everyMs: 1, onMapped: ({ size }) => (seen.push(size), wait()) });
    const next = () => new Promise<void>((resolve) => (wait = resolve));
    const first = next();
    const run = mapper.run(stop.signal);
    await first;
    await at.lookUps('TTHC:binh');
    const second = next();
    mapper.wake();
    await second;
    stop.abort();
    await run;
    expect(seen).toEqual([1, 2]);
  });

  it('waits for a log that cannot be read for a while', async () => {
    const at = new Mapped();
    await at.lookUps('TTHC:an');
    let left = 3;
    const unsteady = {
      read: (...asked: Parameters<EventLog['read']>) => at.log.read(...asked),
      readAll: (...asked: Parameters<EventLog['readAll']>) =>
        left-- > 0 ? Promise.reject(new LogUnavailable('no answer')) : at.log.readAll(...asked),
    } as EventLog;
    const stop = new AbortController();
    const mapper = await at.start({ log: unsteady, everyMs: 1, onMapped: () => stop.abort() });
    await mapper.run(stop.signal);
    expect([left, at.file.maps.length]).toEqual([-1, 1]);
  });

  it('ends where the log is not the one that was sealed', async () => {
    const at = new Mapped();
    await at.lookUps('TTHC:an', 'TTHC:binh');
    const mapper = await at.start({ log: new MemoryLog(), everyMs: 1 });
    await expect(mapper.run(new AbortController().signal)).rejects.toThrow('the log ends after 0 of 2 leaves');
  });

  it('goes on after a stop in the middle as if there had been none', async () => {
    const at = new Mapped();
    await at.lookUps(...names(60));
    const stop = new AbortController();
    const mapper = await at.start();
    const made = mapper.map(stop.signal);
    stop.abort();
    await made;
    expect([at.file.reached.size, at.sealedMaps]).toEqual([0, []]);
    await (await at.start()).map();
    expect(hex(at.sealedMaps[0].root)).toBe(await at.rootOf(60));
  });
});

describe('verification of the maps', () => {
  async function mappedTwice() {
    const at = new Mapped();
    const mapper = await at.start();
    for (const from of [0, 5]) {
      await at.lookUps(...names(30, from));
      await mapper.map();
      await at.tell(at.sealedMaps.at(-1)!);
    }
    return at;
  }
  const verified = async (at: Mapped) => {
    const map = MapFile.open(`${at.files.path}/again.sqlite`);
    try {
      return await verifyMaps({ log: at.log, map, keysOf, form });
    } finally {
      map.close();
    }
  };

  it('finds each to be that of the log', async () => {
    const at = await mappedTwice();
    expect(await verified(at)).toEqual({ maps: 2, upTo: at.sealedMaps[1].size, failures: [] });
  });

  it.each([
    ['another root', { root: Buffer.alloc(32) }, form, /61 leaves has the root/],
    ['another number of keys', { entries: 7 }, form, /61 leaves has \d+ keys, 7 were told/],
    ['more leaves than there are', { size: 1000 }, form, /the log ends after/],
    ['another rule of keys', {}, 'other', /keys by the rule other/],
  ])('finds one that was told with %s', async (_, more, keys, reason) => {
    const at = await mappedTwice();
    await at.tell({ ...at.sealedMaps[1], ...more }, keys);
    const { maps, failures } = await verified(at);
    expect([maps, failures.length]).toEqual([3, 1]);
    expect(failures[0].reason).toMatch(reason);
  });
});

describe('the file of a map', () => {
  it('is made anew where it is no database, and refused where it is another one', () => {
    const { path, tree } = folder();
    const file = join(path, 'map.sqlite');
    writeFileSync(file, 'x'.repeat(10_000));
    const map = MapFile.open(file);
    expect([map.reached.size, map.maps]).toEqual([0, []]);
    map.close();
    TreeFile.open(tree).close();
    expect(() => MapFile.open(tree)).toThrow('not a completeness map');
  });
});
