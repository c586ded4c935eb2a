import fc from 'fast-check';
import { CompactTree } from './compact-tree.js';
import { leafHash, type Hash } from './hash.js';
import { checkConsistency, checkInclusion } from './proofs.js';
import { leafHashes, mth, path, proof } from './rfc6962.fixture.js';
import { formatTilePath, parseTilePath, widthAt } from './tile-path.js';
import { TiledTree } from './tiled-tree.js';
import { TileWriter } from './tile-writer.js';
import { refusal } from './spoiled.fixture.js';

class Store {
  readonly tiles = new Map<string, Uint8Array>();
  reads = 0;
  readonly read = async (path: string) => {
    this.reads++;
    return this.tiles.get(path);
  };
  keep(writer: TileWriter): void {
    for (const { path, bytes } of writer.take()) this.tiles.set(path, bytes);
  }
}

const nthLeaf = (i: number) => leafHash(Buffer.from(String(i)));
async function grown(size: number, everyTile = 1): Promise<{ store: Store; root: Hash }> {
  const store = new Store();
  const writer = await TileWriter.resume(store.read, 0);
  for (let i = 0; i < size; i++) {
    writer.append(nthLeaf(i));
    if (i % everyTile === 0) store.keep(writer);
  }
  store.keep(writer);
  return { store, root: writer.root() };
}

describe('the path of a tile', () => {
  it.each<[string, number | 'entries', number, number]>([
    ['tile/0/000', 0, 0, 256],
    ['tile/0/x001/x234/067', 0, 1234067, 256],
    ['tile/0/x001/x234/067.p/8', 0, 1234067, 8],
    ['tile/63/255.p/255', 63, 255, 255],
    ['tile/entries/x001/000.p/1', 'entries', 1000, 1],
    ['tile/1/x009/x007/x199/x254/x740/991', 1, 2 ** 53 - 1, 256],
  ])('%s is written and read', (text, level, index, width) => {
    expect(formatTilePath({ level, index, width })).toBe(text);
    expect(parseTilePath(text)).toEqual({ level, index, width });
  });

  it.each([
    ['', 'nothing'],
    ['tile/00/000', 'a level with a leading zero'],
    ['tile/64/000', 'a level past 63'],
    ['tile/-1/000', 'a negative level'],
    ['tile/0/0', 'an index of one digit'],
    ['tile/0/x000/000', 'a leading group of zeros'],
    ['tile/0/001/000', 'a group without its x'],
    ['tile/0/x001', 'no last group'],
    ['tile/0/x009/x007/x199/x254/x740/992', 'an index of 2^53'],
    ['tile/0/x001/x001/x001/x001/x001/x001/001', 'too many groups'],
    ['tile/0/000.p/0', 'a width of 0'],
    ['tile/0/000.p/256', 'a partial tile that is full'],
    ['tile/0/000.p/08', 'a width with a leading zero'],
    ['tile/0/000.p', 'a partial tile without a width'],
    ['tile/0/000/', 'a trailing slash'],
    ['tile/0/000\n', 'a trailing line feed'],
    ['tile/0/../000', 'a way up'],
    ['/tile/0/000', 'a leading slash'],
    ['tile/Entries/000', 'a capital'],
  ])('%j has %s and is refused', (text) => {
    expect(refusal(() => parseTilePath(text))).toMatch(/^(shape|number|range)$/);
  });

  it('names one tile only', () => {
    const names = fc.record({
      level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
      index: fc.maxSafeInteger().map(Math.abs),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(names, (name) => expect(parseTilePath(formatTilePath(name))).toEqual(name)));
  });
});

describe('the widths of tiles', () => {
  it('of 70,000 leaves are those of the specification', () => {
    expect([0, 272, 273, 274].map((index) => widthAt(70_000, 0, index))).toEqual([256, 256, 112, 0]);
    expect([0, 1, 2].map((index) => widthAt(70_000, 1, index))).toEqual([256, 17, 0]);
    expect([0, 1].map((index) => widthAt(70_000, 2, index))).toEqual([1, 0]);
    expect(widthAt(70_000, 3, 0)).toBe(0);
  });
});

describe('tiles that are written', () => {
  it('are those of the specification at 70,000 leaves', async () => {
    const { store } = await grown(70_000, 70_000);
    const names = [...store.tiles.keys()].filter((path) => path.includes('.p/'));
    expect(names.sort()).toEqual(['tile/0/000.p/1', 'tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
    expect([...store.tiles.keys()].filter((path) => path.startsWith('tile/0/')).length).toBe(275);
  });

  it('are full, without an empty one beside, at 256 leaves', async () => {
    const { store } = await grown(256, 300);
    expect([...store.tiles.keys()].sort()).toEqual(['tile/0/000', 'tile/0/000.p/1', 'tile/1/000.p/1']);
  });

  it('are given once each time that they grew', async () => {
    const store = new Store();
    const writer = await TileWriter.resume(store.read, 0);
    expect(writer.take()).toEqual([]);
    writer.append(nthLeaf(0));
    expect(writer.take().map(({ path }) => path)).toEqual(['tile/0/000.p/1']);
    expect(writer.take()).toEqual([]);
  });

  it('do not change once they were given', async () => {
    const store = new Store();
    const writer = await TileWriter.resume(store.read, 0);
    writer.append(nthLeaf(0));
    const [{ bytes }] = writer.take();
    const before = Buffer.from(bytes);
    writer.append(nthLeaf(1));
    expect(Buffer.from(bytes).equals(before)).toBe(true);
  });

  it.each([1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537])(
    'go on after %d leaves as if the writer had never stopped',
    async (size) => {
      const { store, root } = await grown(size, 1000);
      const resumed = await TileWriter.resume(store.read, size);
      expect([resumed.size, Buffer.from(resumed.root()).equals(root)]).toEqual([size, true]);
      for (let i = size; i < size + 300; i++) resumed.append(nthLeaf(i));
      store.keep(resumed);
      const whole = new CompactTree();
      for (let i = 0; i < size + 300; i++) whole.append(nthLeaf(i));
      expect(Buffer.from(resumed.root()).equals(whole.root())).toBe(true);
      expect(Buffer.from(await new TiledTree(store.read, size + 300).root()).equals(whole.root())).toBe(true);
    },
  );
});

describe('a tree over tiles', () => {
  it('proves what the RFC defines, for every leaf and between all trees of up to 70 leaves', async () => {
    const leaves = leafHashes(70);
    const store = new Store();
    const writer = await TileWriter.resume(store.read, 0);
    leaves.forEach((leaf) => writer.append(leaf));
    store.keep(writer);
    const tree = new TiledTree(store.read, 70);
    for (let size = 0; size <= 70; size++) {
      const some = leaves.slice(0, size);
      expect(await tree.root(size)).toEqual(mth(some));
      expect(new CompactTree(size, await tree.frontier(size)).root()).toEqual(mth(some));
      for (let i = 0; i < size; i++) {
        expect(await tree.proveInclusion(i, size)).toEqual(path(i, some));
        expect(await tree.proveConsistency(i, size)).toEqual(proof(i, some));
        expect(await tree.leafHash(i)).toEqual(leaves[i]);
      }
    }
  });

  describe('of 70,000 leaves', () => {
    const size = 70_000;
    let store: Store;
    let tree: TiledTree;
    const roots = new Map<number, Hash>();
    beforeAll(async () => {
      ({ store } = await grown(size, 68_999));
      tree = new TiledTree(store.read, size);
      const whole = new CompactTree();
      for (let i = 0; i <= size; i++) {
        roots.set(i, whole.root());
        if (i < size) whole.append(nthLeaf(i));
      }
    });
    const at = fc.oneof(
      fc.integer({ min: 1, max: size }),
      fc.constantFrom(1, 255, 256, 257, 65_535, 65_536, 65_537, size),
    );

    it('proves every leaf at every size', async () => {
      await fc.assert(
        fc.asyncProperty(at, at, async (a, b) => {
          const [index, of] = [Math.min(a, b) - 1, Math.max(a, b)];
          checkInclusion(nthLeaf(index), index, await tree.proveInclusion(index, of), of, roots.get(of)!);
        }),
        { numRuns: 300 },
      );
    });

    it('proves that every tree follows every smaller one', async () => {
      await fc.assert(
        fc.asyncProperty(at, at, async (a, b) => {
          const [older, newer] = [Math.min(a, b), Math.max(a, b)];
          const hashes = await tree.proveConsistency(older, newer);
          checkConsistency(older, newer, hashes, roots.get(older)!, roots.get(newer)!);
        }),
        { numRuns: 300 },
      );
    });

    it('reads at most two tiles per level for a proof', async () => {
      for (const index of [0, 255, 256, 40_000, 65_535, 65_536, 69_999]) {
        store.reads = 0;
        await tree.proveInclusion(index);
        await tree.proveConsistency(index + 1);
        // Two proofs, three levels.
        expect(store.reads).toBeLessThanOrEqual(2 * 2 * 3);
      }
    });

    it('finds in the full tile what was partial', async () => {
      const smaller = new TiledTree(store.read, 69_000);
      expect(store.tiles.delete('tile/0/269.p/136')).toBe(true);
      expect(Buffer.from(await smaller.root()).equals(roots.get(69_000)!)).toBe(true);
      checkInclusion(nthLeaf(68_999), 68_999, await smaller.proveInclusion(68_999), 69_000, roots.get(69_000)!);
    });

    it('goes on writing from the full tile what was partial', async () => {
      const resumed = await TileWriter.resume(
        async (path) => (path.includes('.p/136') ? undefined : store.read(path)),
        69_000,
      );
      expect(Buffer.from(resumed.root()).equals(roots.get(69_000)!)).toBe(true);
      resumed.append(nthLeaf(69_000));
      const [tile] = resumed.take();
      expect([tile.path, tile.bytes.length]).toEqual(['tile/0/269.p/137', 137 * 32]);
      expect(store.tiles.get('tile/0/269')!.subarray(0, 137 * 32)).toEqual(tile.bytes);
    });

    it('refuses to prove from a tile that is missing, cut short or too long', async () => {
      const tile = store.tiles.get('tile/0/100')!;
      for (const wrong of [undefined, tile.subarray(0, 8191), tile.subarray(0, 32), Buffer.concat([tile, tile])]) {
        const read = async (path: string) => (path === 'tile/0/100' ? wrong : store.read(path));
        await expect(new TiledTree(read, size).proveInclusion(25_700)).rejects.toMatchObject({ code: 'tile' });
      }
    });

    it('does not resume from a partial tile that is missing', async () => {
      const read = async (path: string) => (path === 'tile/1/001.p/17' ? undefined : store.read(path));
      await expect(TileWriter.resume(read, size)).rejects.toMatchObject({ code: 'tile' });
    });

    it.each<[string, (tree: TiledTree) => Promise<unknown>]>([
      ['a leaf after the last', (tree) => tree.proveInclusion(size)],
      ['a leaf after the last of a smaller tree', (tree) => tree.proveInclusion(5, 5)],
      ['a leaf before the first', (tree) => tree.proveInclusion(-1)],
      ['a size that it does not have', (tree) => tree.proveInclusion(1, size + 1)],
      ['consistency with a later tree', (tree) => tree.proveConsistency(6, 5)],
      ['consistency to a size that it does not have', (tree) => tree.proveConsistency(6, size + 1)],
      ['the root of a size that it does not have', (tree) => tree.root(size + 1)],
      ['the hash of a leaf after the last', (tree) => tree.leafHash(size)],
      ['half a leaf', (tree) => tree.proveInclusion(0.5)],
    ])('refuses %s', async (_, ask) => {
      await expect(ask(tree)).rejects.toMatchObject({ code: 'range' });
    });
  });
});
