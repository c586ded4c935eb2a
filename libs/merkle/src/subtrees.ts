import { nodeHash, type Hash } from './hash.js';
import { Rejected } from './rejected.js';

/** A complete subtree: the leaves from `index`·2^`level` up to, not including, (`index` + 1)·2^`level`. */
export interface Subtree {
  level: number;
  index: number;
}
/** Leaves from `from` up to, not including, `to`. */
export interface Span {
  from: number;
  to: number;
}

/**
 * The complete subtrees, left to right, whose leaves are those of a span. The span is one that the recursion of
 * RFC 6962 §2.1 comes to: it begins at a multiple of every power of two up to its length.
 */
export function subtreesOf({ from, to }: Span): Subtree[] {
  const found: Subtree[] = [];
  for (let at = from, level = 53; at < to; level--) {
    const width = 2 ** level;
    if (width > to - at) continue;
    found.push({ level, index: at / width });
    at += width;
  }
  return found;
}

/** The root over the hashes of complete subtrees, largest first. */
export function foldRight(hashes: readonly Hash[]): Hash {
  let root = hashes[hashes.length - 1];
  for (let i = hashes.length - 2; i >= 0; i--) root = nodeHash(hashes[i], root);
  return root;
}

/** The largest power of two below `length`, which is over 1: where RFC 6962 §2.1 splits. */
export function splitOf(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

/** The spans whose hashes are PATH(index, D[size]) of RFC 6962 §2.1.1, from the leaf's sibling up. */
export function inclusionSpans(index: number, size: number): Span[] {
  if (index >= size) throw new Rejected('range', `there is no leaf ${index} in a tree of ${size}`);
  const spans: Span[] = [];
  for (let from = 0, to = size; to - from > 1;) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  return spans.reverse();
}

/** The spans whose hashes are PROOF(older, D[newer]) of RFC 6962 §2.1.2. None where either tree is empty or both are one. */
export function consistencySpans(older: number, newer: number): Span[] {
  if (older > newer) throw new Rejected('range', `a tree of ${newer} cannot follow one of ${older}`);
  if (older === 0 || older === newer) return [];
  const spans: Span[] = [];
  let from = 0;
  let to = newer;
  while (to !== older) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  // The verifier has the older root; a part of the older tree that is not all of it must be given.
  if (from > 0) spans.push({ from, to });
  return spans.reverse();
}
