import { CompactTree } from './compact-tree.js';
import { emptyRoot } from './hash.js';
import { leafHashes, mth } from './rfc6962.fixture.js';

const leaves = leafHashes(130);

describe('a compact tree', () => {
  it('has the root of RFC 6962 at every size', () => {
    const tree = new CompactTree();
    expect(tree.root()).toEqual(emptyRoot);
    leaves.forEach((leaf, i) => {
      tree.append(leaf);
      expect([tree.size, tree.root()]).toEqual([i + 1, mth(leaves.slice(0, i + 1))]);
    });
  });

  it('goes on from its frontier as if it had never stopped', () => {
    const whole = new CompactTree();
    leaves.forEach((leaf) => {
      whole.append(leaf);
      const resumed = new CompactTree(whole.size, whole.frontier);
      resumed.append(leaves[7]);
      expect(resumed.root()).toEqual(mth([...leaves.slice(0, whole.size), leaves[7]]));
    });
  });

  it('is not changed through the frontier that it gave', () => {
    const tree = new CompactTree();
    leaves.slice(0, 3).forEach((leaf) => tree.append(leaf));
    const before = tree.root();
    (tree.frontier as Uint8Array[]).pop();
    expect(tree.root()).toEqual(before);
  });

  it('tells each complete subtree once, with its root', () => {
    const told = new Map<string, Uint8Array>();
    const tree = new CompactTree();
    leaves.forEach((leaf) => tree.append(leaf, (level, index, hash) => told.set(`${level} ${index}`, hash)));
    for (const [name, hash] of told) {
      const [level, index] = name.split(' ').map(Number);
      expect(hash).toEqual(mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)));
    }
    expect(told.size).toBe(130 + 65 + 32 + 16 + 8 + 4 + 2 + 1);
  });

  it.each<[string, number, Uint8Array[]]>([
    ['too few hashes', 3, [leaves[0]]],
    ['too many hashes', 4, [leaves[0], leaves[1]]],
    ['a short hash', 1, [leaves[0].subarray(1)]],
    ['a size past 2^53', 2 ** 53, [leaves[0]]],
    ['half a leaf', 0.5, []],
    ['a negative size', -1, []],
  ])('does not go on from %s', (_, size, frontier) => {
    expect(() => new CompactTree(size, frontier)).toThrow(/frontier|not/);
  });

  it('takes leaf hashes of 32 bytes only', () => {
    expect(() => new CompactTree().append(Buffer.alloc(31))).toThrow('31 bytes');
  });

  it('counts up to the last size that is a number', () => {
    const size = 2 ** 53 - 2;
    const frontier = Array.from({ length: 52 }, () => leaves[0]);
    const tree = new CompactTree(size, frontier);
    tree.append(leaves[1]);
    expect([tree.size, tree.frontier.length]).toEqual([2 ** 53 - 1, 53]);
    expect(() => tree.append(leaves[2])).toThrow('2^53');
  });
});
