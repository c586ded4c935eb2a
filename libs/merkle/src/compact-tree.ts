import { assertHash, emptyRoot, nodeHash, type Hash } from './hash.js';
import { Rejected } from './rejected.js';
import { foldRight, subtreesOf } from './subtrees.js';
import { assertCount } from './text.js';

/** Told of each complete subtree that a leaf completes, the leaf itself (level 0) first. */
export type Completed = (level: number, index: number, hash: Hash) => void;

/**
 * A Merkle tree (RFC 6962 §2.1) that keeps the hashes of its complete subtrees only: at most 53 of them, whatever its
 * size. Appending costs two hashes on average, the root one hash per subtree. It gives no proofs; `TiledTree` does.
 */
export class CompactTree {
  private count: number;
  private readonly subtrees: Hash[];

  /** A tree of `size` leaves with this frontier, as `frontier` gave it. Refuses (`range`, `hash`) another number of hashes. */
  constructor(size = 0, frontier: readonly Hash[] = []) {
    const expected = subtreesOf({ from: 0, to: assertCount(size, 'the size of a tree') }).length;
    if (frontier.length !== expected)
      throw new Rejected('range', `the frontier of ${size} leaves has ${expected} hashes, not ${frontier.length}`);
    this.count = size;
    this.subtrees = frontier.map((hash) => assertHash(hash, 'a hash of the frontier'));
  }

  get size(): number {
    return this.count;
  }

  /** The hashes of the complete subtrees, largest first: with the size, all that is needed to go on. */
  get frontier(): readonly Hash[] {
    return [...this.subtrees];
  }

  root(): Hash {
    return this.count === 0 ? emptyRoot : foldRight(this.subtrees);
  }

  /** Refuses (`range`) a leaf after 2^53 - 1 of them. */
  append(leafHash: Hash, completed?: Completed): void {
    assertCount(this.count + 1, 'the size of a tree');
    let hash = assertHash(leafHash, 'a leaf hash');
    let level = 0;
    let index = this.count;
    completed?.(level, index, hash);
    // Each complete subtree of the same height to the left joins the new one.
    for (; index % 2 === 1; index = (index - 1) / 2) {
      hash = nodeHash(this.subtrees.pop()!, hash);
      completed?.(++level, (index - 1) / 2, hash);
    }
    this.subtrees.push(hash);
    this.count++;
  }
}
