import { assertHash, emptyRoot, nodeHash, sameHash, type Hash } from './hash.js';
import { Rejected } from './rejected.js';
import { assertCount } from './text.js';

const half = (n: number) => Math.floor(n / 2);
const odd = (n: number) => n % 2 === 1;

/**
 * Checks that a leaf is the one at `index` of the tree with `size` leaves and this root, by exactly these hashes from
 * the leaf's sibling up (RFC 9162 §2.1.3.2). Refuses with `inclusion`, and with `hash` or `range` what cannot be one.
 */
export function checkInclusion(leafHash: Hash, index: number, proof: readonly Hash[], size: number, root: Hash): void {
  assertCount(size, 'the size of the tree');
  if (assertCount(index, 'the index') >= size) throw new Rejected('range', `a tree of ${size} has no leaf ${index}`);
  assertHash(root, 'the root');
  let hash = assertHash(leafHash, 'the leaf hash');
  let node = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) throw new Rejected('inclusion', 'the inclusion proof has hashes left over');
    assertHash(sibling, 'a hash of the inclusion proof');
    if (odd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      // A last node without a right sibling rises unhashed.
      for (; !odd(node) && node !== 0; node = half(node)) last = half(last);
    } else hash = nodeHash(hash, sibling);
    node = half(node);
    last = half(last);
  }
  if (last !== 0) throw new Rejected('inclusion', 'the inclusion proof has too few hashes');
  if (!sameHash(hash, root)) throw new Rejected('inclusion', 'the inclusion proof leads to another root');
}

/**
 * Checks that the tree of `newer` leaves begins with the tree of `older` leaves, by exactly these hashes (RFC 9162
 * §2.1.4.2). An empty tree comes before any tree, and a tree before itself, by no hash at all. Refuses with
 * `consistency`, and with `hash` or `range` what cannot be a proof.
 */
export function checkConsistency(
  older: number,
  newer: number,
  proof: readonly Hash[],
  olderRoot: Hash,
  newerRoot: Hash,
): void {
  assertHash(olderRoot, 'the older root');
  assertHash(newerRoot, 'the newer root');
  if (assertCount(older, 'the older size') > assertCount(newer, 'the newer size'))
    throw new Rejected('range', `a tree of ${newer} cannot follow one of ${older}`);
  for (const hash of proof) assertHash(hash, 'a hash of the consistency proof');
  if (newer === 0 && !sameHash(newerRoot, emptyRoot))
    throw new Rejected('consistency', 'this is not the root of an empty tree');
  if (older === 0 || older === newer) {
    if (proof.length > 0) throw new Rejected('consistency', 'the consistency proof has hashes left over');
    if (!sameHash(olderRoot, older === 0 ? emptyRoot : newerRoot))
      throw new Rejected('consistency', older === 0 ? 'this is not the root of an empty tree' : 'the roots differ');
    return;
  }
  const [one, other] = rootsBy(older, newer, proof, olderRoot);
  if (!sameHash(one, olderRoot) || !sameHash(other, newerRoot))
    throw new Rejected('consistency', 'the consistency proof leads to other roots');
}

/** Both roots as the proof has them, 0 < older < newer. */
function rootsBy(older: number, newer: number, proof: readonly Hash[], olderRoot: Hash): [Hash, Hash] {
  let node = older - 1;
  let last = newer - 1;
  for (; odd(node); node = half(node)) last = half(last);
  // Where the older tree is one complete subtree, its root is not repeated in the proof.
  const path = node === 0 ? [olderRoot, ...proof] : proof;
  let [one, other] = [path[0], path[0]];
  for (const hash of path.slice(1)) {
    if (last === 0) throw new Rejected('consistency', 'the consistency proof has hashes left over');
    if (odd(node) || node === last) {
      one = nodeHash(hash, one);
      other = nodeHash(hash, other);
      for (; !odd(node) && node !== 0; node = half(node)) last = half(last);
    } else other = nodeHash(other, hash);
    node = half(node);
    last = half(last);
  }
  if (last !== 0) throw new Rejected('consistency', 'the consistency proof has too few hashes');
  return [one, other];
}
