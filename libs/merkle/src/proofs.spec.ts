import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { emptyRoot } from './hash.js';
import { checkConsistency, checkInclusion } from './proofs.js';
import { leafHashes, mth, path, proof } from './rfc6962.fixture.js';
import { refusal } from './spoiled.fixture.js';

const largest = 70;
const leaves = leafHashes(largest);
const trees = Array.from({ length: largest + 1 }, (_, n) => leaves.slice(0, n));
const roots = trees.map(mth);
const other = Buffer.alloc(32, 7);

/** All that is wrong with a list of hashes: each one changed in one bit, left out, doubled, cut; one more at either end. */
function* spoiledLists(hashes: readonly Buffer[]): Generator<Buffer[]> {
  for (let i = 0; i < hashes.length; i++) {
    const flipped = Buffer.from(hashes[i]);
    flipped[i % 32] ^= 1;
    yield hashes.with(i, flipped);
    yield hashes.with(i, hashes[i].subarray(1));
    yield hashes.toSpliced(i, 1);
    yield hashes.toSpliced(i, 0, hashes[i]);
    // Two that change places, unless they are the same.
    const [next, here] = [hashes[i + 1], hashes[i]];
    if (next !== undefined && !next.equals(here)) yield hashes.with(i, next).with(i + 1, here);
  }
  for (const more of [other, Buffer.alloc(0), Buffer.alloc(32), Buffer.from(emptyRoot)]) {
    yield [...hashes, more];
    yield [more, ...hashes];
  }
}

describe('an inclusion proof', () => {
  it('as the RFC defines it is taken, for every leaf of every tree', () => {
    for (let size = 1; size <= largest; size++) {
      for (let index = 0; index < size; index++) {
        checkInclusion(leaves[index], index, path(index, trees[size]), size, roots[size]);
      }
    }
  });

  it('is refused when anything about it is changed', () => {
    for (let size = 1; size <= 40; size++) {
      for (let index = 0; index < size; index++) {
        const hashes = path(index, trees[size]);
        const check = (...[leaf, at, list, of, root]: Parameters<typeof checkInclusion>) =>
          refusal(() => checkInclusion(leaf, at, list, of, root));
        for (const list of spoiledLists(hashes)) {
          expect(check(leaves[index], index, list, size, roots[size])).toMatch(/^(inclusion|hash)$/);
        }
        expect(check(other, index, hashes, size, roots[size])).toBe('inclusion');
        expect(check(leaves[index], index, hashes, size, other)).toBe('inclusion');
        for (let at = 0; at < size; at++) {
          if (at !== index) expect(check(leaves[index], at, hashes, size, roots[size])).toBe('inclusion');
        }
      }
    }
  });

  it.each<[string, number, number]>([
    ['of no leaf of an empty tree', 0, 0],
    ['of the leaf after the last', 3, 3],
    ['of a leaf before the first', -1, 3],
    ['of half a leaf', 0.5, 3],
    ['at an index that is no number', NaN, 3],
    ['in a tree past 2^53', 1, 2 ** 53],
    ['in an endless tree', 1, Infinity],
  ])('is refused %s', (_, index, size) => {
    expect(refusal(() => checkInclusion(leaves[0], index, [], size, roots[1]))).toBe('range');
  });

  it('is refused as no proof where leaf, root or any hash is not 32 bytes', () => {
    const hashes = path(4, trees[7]);
    for (const wrong of [Buffer.alloc(0), Buffer.alloc(31), Buffer.alloc(33)]) {
      expect(refusal(() => checkInclusion(wrong, 4, hashes, 7, roots[7]))).toBe('hash');
      expect(refusal(() => checkInclusion(leaves[4], 4, hashes, 7, wrong))).toBe('hash');
      for (let i = 0; i < hashes.length; i++)
        expect(refusal(() => checkInclusion(leaves[4], 4, hashes.with(i, wrong), 7, roots[7]))).toBe('hash');
    }
  });

  it('in a tree of 2^53 - 1 leaves is followed to its end', () => {
    const size = 2 ** 53 - 1;
    const hashes = Array.from({ length: 53 }, () => other);
    expect(refusal(() => checkInclusion(leaves[0], 0, hashes, size, roots[1]))).toBe('inclusion');
    expect(() => checkInclusion(leaves[0], 0, hashes, size, roots[1])).toThrow('another root');
    expect(() => checkInclusion(leaves[0], 0, [...hashes, other], size, roots[1])).toThrow('left over');
    expect(() => checkInclusion(leaves[0], 0, hashes.slice(1), size, roots[1])).toThrow('too few');
  });
});

describe('a consistency proof', () => {
  it('as the RFC defines it is taken, between all trees', () => {
    for (let newer = 0; newer <= largest; newer++) {
      for (let older = 0; older <= newer; older++) {
        checkConsistency(older, newer, proof(older, trees[newer]), roots[older], roots[newer]);
      }
    }
  });

  it('is refused when anything about it is changed', () => {
    for (let newer = 1; newer <= 40; newer++) {
      for (let older = 0; older <= newer; older++) {
        const hashes = proof(older, trees[newer]);
        const check = (...[from, to, list, one, two]: Parameters<typeof checkConsistency>) =>
          refusal(() => checkConsistency(from, to, list, one, two));
        for (const list of spoiledLists(hashes)) {
          expect(check(older, newer, list, roots[older], roots[newer])).toMatch(/^(consistency|hash)$/);
        }
        expect(check(older, newer, hashes, other, roots[newer])).toBe('consistency');
        // Nothing is said about the newer tree where the older one is empty.
        if (older > 0) expect(check(older, newer, hashes, roots[older], other)).toBe('consistency');
        for (let from = 0; from <= newer; from++) {
          if (from !== older) expect(check(from, newer, hashes, roots[older], roots[newer])).toBe('consistency');
        }
      }
    }
  });

  it.each<[string, number, number]>([
    ['from a larger tree', 2, 1],
    ['from a negative size', -1, 1],
    ['to a size past 2^53', 1, 2 ** 53],
    ['to half a leaf', 1, 1.5],
  ])('is refused %s', (_, older, newer) => {
    expect(refusal(() => checkConsistency(older, newer, [], roots[1], roots[1]))).toBe('range');
  });

  it('does not take another root for that of an empty tree', () => {
    expect(refusal(() => checkConsistency(0, 5, [], roots[1], roots[5]))).toBe('consistency');
    expect(refusal(() => checkConsistency(0, 0, [], emptyRoot, roots[1]))).toBe('consistency');
    expect(refusal(() => checkConsistency(0, 0, [], roots[1], roots[1]))).toBe('consistency');
  });

  it.each<[string, Buffer, Buffer]>([
    ['older', Buffer.alloc(0), roots[1]],
    ['newer', roots[1], roots[1].subarray(1)],
  ])('is refused where the %s root is not 32 bytes', (_, older, newer) => {
    expect(refusal(() => checkConsistency(1, 1, [], older, newer))).toBe('hash');
  });
});

describe('a consistency proof with a hash that is not 32 bytes', () => {
  it('is refused as no proof', () => {
    const hashes = proof(5, trees[13]);
    for (const wrong of [Buffer.alloc(0), Buffer.alloc(31), Buffer.alloc(33)]) {
      expect(refusal(() => checkConsistency(5, 13, hashes, wrong, roots[13]))).toBe('hash');
      expect(refusal(() => checkConsistency(5, 13, hashes, roots[5], wrong))).toBe('hash');
      for (let i = 0; i < hashes.length; i++)
        expect(refusal(() => checkConsistency(5, 13, hashes.with(i, wrong), roots[5], roots[13]))).toBe('hash');
    }
  });
});

describe('any list of hashes', () => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 60 });
  const sizes = fc.oneof(fc.nat(100), fc.maxSafeInteger());

  it('is refused or right, never an accident', () => {
    fc.assert(
      fc.property(sizes, sizes, hashes, (a, b, list) => {
        expect(refusal(() => checkInclusion(leaves[0], a, list, b, roots[9]))).toBeDefined();
        expect(refusal(() => checkConsistency(a, b, list, roots[3], roots[9]))).toBeDefined();
      }),
    );
  });
});

interface Vector {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}

describe('the inclusion vectors of transparency-dev/merkle', () => {
  const vectors = join(
    process.env['VECTORS_DIR'] ?? join(__dirname, '../../../../shared/vectors'),
    'rfc6962/inclusion',
  );
  const files = existsSync(vectors)
    ? readdirSync(vectors, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    : [];
  if (files.length === 0) it.skip('(skipped: no vectors)', () => undefined);
  else
    it('are taken and refused as they say, all of the more than 90', () => {
      expect(files.length).toBeGreaterThan(90);
      for (const file of files) {
        const vector = JSON.parse(readFileSync(join(vectors, file), 'utf8')) as Vector;
        const [leaf, root, ...hashes] = [vector.leafHash, vector.root, ...(vector.proof ?? [])].map((text) =>
          Buffer.from(text, 'base64'),
        );
        const refused = refusal(() => checkInclusion(leaf, vector.leafIdx, hashes, vector.treeSize, root));
        expect([file, refused !== undefined]).toEqual([file, vector.wantErr]);
      }
    });
});
