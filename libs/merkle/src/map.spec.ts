import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { emptyRoot, type Hash } from './hash.js';
import { changeMap, keyKinds, mapPath, mapRoot, mapValue, type MapKey } from './map.js';
import { formatPage, parsePage, type MapLeaf } from './map-page.js';
import { checkKey, formatMapProof, parseMapProof, proveKey, type MapProof } from './map-proof.js';
import { KeyHistory, type MapEntry } from './key-history.js';
import { leafOf, mth } from './rfc6962.fixture.js';
import { refusal, spoilt } from './spoiled.fixture.js';

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bit = (path: Uint8Array, at: number) => (path[Math.floor(at / 8)] >> (7 - (at % 8))) & 1;

/** The root by the definition: nothing, one key, or two halves. Shares no code with the map. */
function rootOf(leaves: readonly MapLeaf[], depth = 0): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), leaves[0].path, leaves[0].value);
  const halves = [0, 1].map((side) => leaves.filter(({ path }) => bit(path, depth) === side));
  return sha256(Uint8Array.of(1), rootOf(halves[0], depth + 1), rootOf(halves[1], depth + 1));
}

class Pages {
  readonly pages = new Map<string, Uint8Array>();
  root: Hash = emptyRoot;
  keys = 0;
  reads = 0;
  readonly read = async (prefix: string) => {
    this.reads++;
    return this.pages.get(prefix);
  };
  async change(leaves: readonly MapLeaf[]): Promise<number> {
    const { root, pages, added } = await changeMap(this.read, leaves);
    for (const [prefix, page] of pages) this.pages.set(prefix, page);
    this.root = root;
    this.keys += added;
    return pages.size;
  }
}

const account = (n: number): MapKey => ({ kind: 'account', id: `TTHC:u${n}` });
const entryOf = (n: number): MapEntry => {
  const history = KeyHistory.begin();
  for (let i = 0; i <= n % 4; i++) history.add(n + i * 1000);
  return history.entry();
};
const leafOfKey = (n: number): MapLeaf => ({ path: mapPath(account(n)), value: mapValue(entryOf(n)) });
const upTo = (count: number) => Array.from({ length: count }, (_, n) => leafOfKey(n));
const sealed = (pages: Pages) => ({ root: pages.root, size: 100_000 });

/** Paths that begin alike, so that the tree is deep: `depth` bits of 1, then those of `rest`. */
function deepPath(depth: number, rest: number): Hash {
  const path = Buffer.alloc(32);
  for (let at = 0; at < depth; at++) path[at >> 3] |= 128 >> (at & 7);
  path[31] ^= rest;
  return path;
}

describe('a key told anew', () => {
  it('replaces what the map held of it, where that is what it should have held', async () => {
    const pages = new Pages();
    await pages.change(upTo(40));
    const { value } = leafOfKey(9);
    const changed = (n: number, before: Hash | null) =>
      pages.change([{ path: mapPath(account(n)), value: Buffer.alloc(32, 7), before } as MapLeaf]);
    await expect(changed(9, null)).rejects.toThrow('held something else');
    await expect(changed(9, leafOfKey(8).value)).rejects.toThrow('held something else');
    await expect(changed(99, value)).rejects.toThrow('held something else');
    await changed(9, value);
    await changed(99, null);
    expect(pages.keys).toBe(41);
  });

  it('is compared also where others come to lie beside it', async () => {
    const pages = new Pages();
    await pages.change([leafOfKey(0)]);
    const all = upTo(60).map((leaf, n) => ({ ...leaf, before: n === 0 ? leaf.value : null }));
    await pages.change(all);
    expect(hex(pages.root)).toBe(hex(rootOf(upTo(60))));
  });
});

describe('the bytes of the map', () => {
  it('are those that were sealed first, for ever', () => {
    expect(hex(mapPath(account(1)))).toBe(hex(sha256(Buffer.from('access-ledger/map@v1\naccount\nTTHC:u1'))));
    const value = Buffer.concat([
      Buffer.from('0000000000000002' + '00000000000003e9', 'hex'),
      mth(['0000000000000001', '00000000000003e9'].map((index) => leafOf(Buffer.from(index, 'hex')))),
    ]);
    expect(entryOf(1)).toMatchObject({ count: 2, last: 1001 });
    expect(hex(mapValue(entryOf(1)))).toBe(hex(leafOf(value)));
    expect(hex(rootOf(upTo(5)))).toBe('4b74fbccd487549f688576ee7de4e31c735299a96d2b39f1afaab98f886bd069');
  });

  it('tell one kind of key from another, and take no other kind', () => {
    const paths = keyKinds.map((kind) => hex(mapPath({ kind, id: 'a' })));
    expect(new Set(paths).size).toBe(4);
    const odd = { kind: 'account\na', id: 'b' } as unknown as MapKey;
    expect(refusal(() => mapPath(odd))).toBe('name');
    expect(refusal(() => mapPath({ kind: 'account', id: '\ud800' }))).toBe('text');
  });
});

describe('a map', () => {
  it('without keys has the root of nothing', async () => {
    expect(await mapRoot(async () => undefined)).toEqual(emptyRoot);
    expect(await changeMap(async () => undefined, [])).toMatchObject({ root: emptyRoot, added: 0 });
  });

  it('has the root of the definition, whatever was told first, at once or one by one', async () => {
    const numbers = fc.uniqueArray(fc.nat(500), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(numbers, fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 }), async (keys, cuts) => {
        const pages = new Pages();
        const rest = [...keys];
        for (const cut of [...cuts, keys.length]) await pages.change(rest.splice(0, cut).map(leafOfKey));
        expect(hex(pages.root)).toBe(hex(rootOf(keys.map(leafOfKey))));
        expect(hex(await mapRoot(pages.read))).toBe(hex(pages.root));
        expect(pages.keys).toBe(keys.length);
      }),
      { numRuns: 60 },
    );
  });

  it('has the root of the definition also where paths begin alike', async () => {
    for (const depth of [1, 3, 4, 5, 8, 63, 200, 255]) {
      const leaves = [0, 1, 2].map((rest) => ({ path: deepPath(depth, rest), value: sha256(Uint8Array.of(rest)) }));
      const pages = new Pages();
      await pages.change(leaves.slice(0, 1));
      await pages.change(leaves.slice(1));
      expect([depth, hex(pages.root), pages.keys]).toEqual([depth, hex(rootOf(leaves)), 3]);
    }
  });

  it('has the root of the definition where a key moves down between others', async () => {
    const [moves, ...others] = ['118', '110', '114', '130'].map((start) => {
      const path = Buffer.from(start.padEnd(64, '0'), 'hex');
      return { path, value: sha256(path) };
    });
    const pages = new Pages();
    await pages.change([moves]);
    await pages.change(others);
    expect(hex(pages.root)).toBe(hex(rootOf([moves, ...others])));
  });

  it('forgets what was told of a key before', async () => {
    const pages = new Pages();
    await pages.change(upTo(50));
    const again = { path: leafOfKey(7).path, value: sha256(Uint8Array.of(9)) };
    await pages.change([again, leafOfKey(50)]);
    expect(hex(pages.root)).toBe(hex(rootOf(upTo(51).with(7, again))));
    expect(pages.keys).toBe(51);
  });

  it('takes one telling of a key at a time', async () => {
    await expect(changeMap(async () => undefined, [leafOfKey(1), leafOfKey(1)])).rejects.toMatchObject({
      code: 'duplicate',
    });
  });

  it('touches only the pages on the way to what changes', async () => {
    const pages = new Pages();
    await pages.change(upTo(20_000));
    pages.reads = 0;
    expect(await pages.change([leafOfKey(20_000)])).toBeLessThanOrEqual(6);
    expect(pages.reads).toBeLessThanOrEqual(6);
    pages.reads = 0;
    await pages.change(upTo(100).map(({ path }) => ({ path, value: sha256(path) })));
    expect(pages.reads).toBeLessThan(100 * 3);
    for (const page of pages.pages.values()) expect(page.length).toBeLessThanOrEqual(4 + 16 * 64);
  });

  it('refuses to grow over a page that is missing or was changed', async () => {
    const pages = new Pages();
    await pages.change(upTo(300));
    const { path } = leafOfKey(3);
    const prefix = hex(path).slice(0, 1);
    const kept = pages.pages.get(prefix)!;
    const flipped = Buffer.from(kept);
    flipped[20] ^= 1;
    for (const wrong of [undefined, flipped, kept.subarray(1), pages.pages.get(prefix === '0' ? '1' : '0')]) {
      const read = async (asked: string) => (asked === prefix ? wrong : pages.read(asked));
      await expect(changeMap(read, [{ path, value: path }])).rejects.toMatchObject({
        code: expect.stringMatching(/^(tile|shape)$/) as string,
      });
    }
  });
});

describe('a page of the map', () => {
  it('is read as it was written, and spoiled is refused or another page', async () => {
    const pages = new Pages();
    await pages.change(upTo(40));
    for (const bytes of pages.pages.values()) {
      expect(hex(formatPage(parsePage(bytes)))).toBe(hex(bytes));
      for (const spoiled of spoilt(bytes))
        if (refusal(() => parsePage(spoiled)) === undefined)
          expect(hex(formatPage(parsePage(spoiled)))).toBe(hex(spoiled));
    }
    for (const short of ['', '80', '800000', '00000001']) {
      expect(refusal(() => parsePage(Buffer.from(short, 'hex')))).toBe('shape');
    }
  });
});

describe('a proof from the map', () => {
  const count = 300;
  let pages: Pages;
  beforeAll(async () => {
    pages = new Pages();
    await pages.change(upTo(count));
  });
  const prove = (n: number, entry = n < count ? entryOf(n) : undefined) => proveKey(pages.read, account(n), entry);

  it('tells of every key what the map has, and of every other that it has nothing', async () => {
    const kinds = new Set<string>();
    for (let n = 0; n < 2 * count; n++) {
      const proof = await prove(n);
      kinds.add(Object.keys(proof).sort().join());
      expect(checkKey(proof, account(n), sealed(pages))).toEqual(n < count ? entryOf(n) : undefined);
      expect(parseMapProof(formatMapProof(proof))).toEqual(proof);
    }
    // Absent where another key is alone, and absent where nothing is.
    expect([...kinds].sort()).toEqual(['entry,siblings', 'other,siblings', 'siblings']);
  });

  it('of an empty map and of a map with one key needs no hash', async () => {
    const one = new Pages();
    const absent = await proveKey(one.read, account(1), undefined);
    expect(absent).toEqual({ siblings: [] });
    expect(checkKey(absent, account(1), sealed(one))).toBeUndefined();
    await one.change([leafOfKey(1)]);
    expect(await proveKey(one.read, account(1), entryOf(1))).toEqual({ entry: entryOf(1), siblings: [] });
    expect(checkKey(await proveKey(one.read, account(2), undefined), account(2), sealed(one))).toBeUndefined();
  });

  it('follows paths that begin alike to their last bit', async () => {
    const deep = new Pages();
    const { path } = leafOfKey(1);
    const near = Buffer.from(path);
    near[31] ^= 1;
    await deep.change([leafOfKey(1), { path: near, value: near }]);
    const proof = await proveKey(deep.read, account(1), entryOf(1));
    expect(proof.siblings).toHaveLength(256);
    expect(checkKey(proof, account(1), sealed(deep))).toEqual(entryOf(1));
    expect(checkKey(parseMapProof(formatMapProof(proof)), account(1), sealed(deep))).toEqual(entryOf(1));
    const longer = { ...proof, siblings: [...proof.siblings, emptyRoot] };
    expect(() => checkKey(longer, account(1), sealed(deep))).toThrow('longer than 256 bits');
    expect(refusal(() => formatMapProof(longer))).toBe('too-large');
  });

  it('does not hold for another key, another entry, another map', async () => {
    const present = await prove(1);
    const absent = await prove(count + 1);
    for (const proof of [present, absent]) {
      for (const n of [0, 2, count, count + 2])
        expect(refusal(() => checkKey(proof, account(n), sealed(pages)))).toBe('map');
      const key = proof === present ? account(1) : account(count + 1);
      expect(refusal(() => checkKey(proof, { ...key, kind: 'official' }, sealed(pages)))).toBe('map');
      expect(refusal(() => checkKey(proof, key, { root: sha256(), size: 100_000 }))).toBe('map');
    }
    const entry = present.entry!;
    for (const wrong of [
      { ...entry, count: entry.count - 1 },
      { ...entry, count: entry.count + 1 },
      { ...entry, last: entry.last - 1 },
      { ...entry, root: sha256() },
    ]) {
      expect(refusal(() => checkKey({ ...present, entry: wrong }, account(1), sealed(pages)))).toBe('map');
    }
  });

  it('does not say that a key of the map is not there', async () => {
    const { siblings } = await prove(1);
    const leaf = leafOfKey(1);
    const tries: MapProof[] = [
      { siblings },
      { other: leaf, siblings },
      { other: leafOfKey(2), siblings },
      { other: { ...leaf, value: sha256() }, siblings },
      await prove(2).then(({ siblings }) => ({ other: leafOfKey(2), siblings })),
    ];
    for (const proof of tries) expect(refusal(() => checkKey(proof, account(1), sealed(pages)))).toBe('map');
    // Nor that an inner node is a key that is alone: its two halves are no path and value, being hashed otherwise.
    const cut = { other: { path: siblings[1], value: siblings[0] }, siblings: [] };
    expect(refusal(() => checkKey(cut, account(1), sealed(pages)))).toBe('map');
  });

  it('is of one thing only', async () => {
    const proof = { ...(await prove(1)), other: leafOfKey(2) };
    expect(() => checkKey(proof, account(1), sealed(pages))).toThrow('one thing only');
  });

  it('does not take a key for absent because another one was put on its way', () => {
    // A map that nobody makes: a key on the wrong side, where this one would lie.
    const { path } = leafOfKey(1);
    const elsewhere = Buffer.from(path);
    elsewhere[0] ^= 128;
    const other = { path: elsewhere, value: sha256() };
    const beside = sha256(Uint8Array.of(7));
    const wrong = sha256(Uint8Array.of(0), other.path, other.value);
    const root = sha256(Uint8Array.of(1), ...(bit(path, 0) === 0 ? [wrong, beside] : [beside, wrong]));
    expect(() => checkKey({ other, siblings: [beside] }, account(1), { root, size: 1 })).toThrow('does not lie');
  });

  it('does not put a key lower than it stands', async () => {
    // Both say the same of a map that nobody makes: one key, with nothing beside it one bit further down.
    const { path, value } = leafOfKey(1);
    const alone = sha256(Uint8Array.of(0), path, value);
    const root =
      bit(path, 0) === 0 ? sha256(Uint8Array.of(1), alone, emptyRoot) : sha256(Uint8Array.of(1), emptyRoot, alone);
    const proof = { entry: entryOf(1), siblings: [emptyRoot] };
    expect(() => checkKey(proof, account(1), { root, size: 100_000 })).toThrow('stands higher');
  });

  it('tells of no leaf after the map was sealed', async () => {
    const { last } = entryOf(1);
    const proof = await prove(1);
    expect(checkKey(proof, account(1), { root: pages.root, size: last + 1 })).toEqual(entryOf(1));
    expect(refusal(() => checkKey(proof, account(1), { root: pages.root, size: last }))).toBe('map');
  });

  it('with a hash that is not 32 bytes, or an entry that nothing has, is refused', async () => {
    const present = await prove(1);
    const absent = [await prove(count), await prove(count + 1), await prove(count + 3), await prove(count + 4)].find(
      ({ other }) => other,
    )!;
    const short = Buffer.alloc(31);
    const check = (proof: MapProof, root = pages.root) =>
      refusal(() => checkKey(proof, account(1), { root, size: 100_000 }));
    expect(check({ ...present, siblings: present.siblings.with(0, short) })).toBe('hash');
    expect(check({ ...present, entry: { ...entryOf(1), root: short } })).toBe('hash');
    expect(check({ ...absent, other: { ...absent.other!, value: short } })).toBe('hash');
    expect(check({ ...absent, other: { ...absent.other!, path: short } })).toBe('hash');
    expect(check(present, short)).toBe('hash');
    for (const entry of [
      { count: 0, last: 0 },
      { count: 3, last: 1 },
      { count: 1.5, last: 9 },
      { count: 2 ** 53, last: 2 ** 53 },
    ])
      expect(check({ ...present, entry: { ...entryOf(1), ...entry } })).toBe('number');
  });

  it('is not made where the pages hold something else of the key, or are not all there', async () => {
    await expect(proveKey(pages.read, account(1), undefined)).rejects.toMatchObject({ code: 'map' });
    await expect(proveKey(pages.read, account(1), entryOf(2))).rejects.toMatchObject({ code: 'map' });
    await expect(proveKey(pages.read, account(count), entryOf(1))).rejects.toMatchObject({ code: 'map' });
    const top = async (prefix: string) => (prefix === '' ? pages.read(prefix) : undefined);
    await expect(proveKey(top, account(1), entryOf(1))).rejects.toMatchObject({ code: 'tile' });
  });

  it('is written as the first one was', async () => {
    const small = new Pages();
    await small.change(upTo(3));
    const present = formatMapProof(await proveKey(small.read, account(1), entryOf(1)));
    const other = formatMapProof(await proveKey(small.read, account(5), undefined));
    expect([present, other]).toEqual([
      `access-ledger/map-proof@v1
present 2 1001 jtOdxWGURu06NU7+bE2ok1jbsVKnIWQ9QV4f3a84faw=
OA5qCc62e06MaMqq7kg+zPzJOcyENLeO6JFqoHwQaWg=
47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
YSLIcaaDbbwwDQ/niDLjJrJxsAasJtfzwQFPsTl2GaI=
`,
      `access-ledger/map-proof@v1
other EIynFxVBd6Qt6QHHCGA62R8EjnQM/biXbUmQx1ytuvA= N6uk+eYlLpATaBuQwFY6t8ikCpxT/hWuxSjbHB+8UiM=
KnrItwycxckO5xAQIzh1n3ws+jK13V5VPnWgDD7dYl0=
`,
    ]);
    expect(formatMapProof({ siblings: [] })).toBe('access-ledger/map-proof@v1\nabsent\n');
  });

  it('spoiled in any byte is refused', async () => {
    for (const n of [1, count, count + 1, count + 2, count + 3]) {
      const text = formatMapProof(await prove(n));
      for (const spoiled of spoilt(Buffer.from(text)))
        expect([
          spoiled.toString(),
          refusal(() => checkKey(parseMapProof(spoiled), account(n), sealed(pages))),
        ]).toEqual([spoiled.toString(), expect.stringMatching(/^(shape|text|base64|hash|number|map)$/)]);
    }
  });

  const line = Buffer.alloc(32, 1).toString('base64');
  it.each<[string, string, string]>([
    ['nothing', '', 'shape'],
    ['no last line feed', 'access-ledger/map-proof@v1\nabsent', 'shape'],
    ['another form', 'access-ledger/map-proof@v2\nabsent\n', 'shape'],
    ['no word', 'access-ledger/map-proof@v1\n', 'shape'],
    ['more after absent', `access-ledger/map-proof@v1\nabsent ${line}\n`, 'shape'],
    ['no root', 'access-ledger/map-proof@v1\npresent 1 1\n', 'shape'],
    ['two entries', `access-ledger/map-proof@v1\npresent 1 1 ${line} ${line}\n`, 'shape'],
    ['a count of 0', `access-ledger/map-proof@v1\npresent 0 1 ${line}\n`, 'number'],
    ['a count with a leading zero', `access-ledger/map-proof@v1\npresent 01 1 ${line}\n`, 'number'],
    ['more leaves than there can be', `access-ledger/map-proof@v1\npresent 3 1 ${line}\n`, 'number'],
    ['a last index past 2^53', `access-ledger/map-proof@v1\npresent 1 9007199254740992 ${line}\n`, 'number'],
    ['half of another key', `access-ledger/map-proof@v1\nother ${line}\n`, 'shape'],
    ['a short hash', `access-ledger/map-proof@v1\nabsent\n${Buffer.alloc(31).toString('base64')}\n`, 'hash'],
    ['an empty line', `access-ledger/map-proof@v1\nabsent\n\n`, 'hash'],
    ['a carriage return', 'access-ledger/map-proof@v1\r\nabsent\r\n', 'text'],
    ['257 hashes', `access-ledger/map-proof@v1\nabsent\n${`${line}\n`.repeat(257)}`, 'too-large'],
    ['megabytes', `access-ledger/map-proof@v1\nabsent\n${`${line}\n`.repeat(50_000)}`, 'too-large'],
  ])('with %s is refused', (_, text, code) => {
    expect(refusal(() => parseMapProof(text))).toBe(code);
  });
});
