import { createHash, hash } from 'node:crypto';
import { Rejected } from './rejected.js';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Uint8Array;
export const hashLength = 32;

/**
 * SHA-256. Asked for as text, which is made into bytes here: Node takes twice as long to make a buffer of its own for each
 * hash as to compute that of an inner node.
 */
export const sha256 = (bytes: Uint8Array | string): Hash => Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');

// Calls do not overlap, so one buffer serves all of them; the one-shot hash over it is twice as fast as createHash.
const leaf = Buffer.alloc(1 + 65_535);
const node = Buffer.alloc(1 + 2 * hashLength);
node[0] = 1;

/** The hash of a leaf: SHA-256(0x00 ‖ leaf). RFC 6962 §2.1. */
export function leafHash(bytes: Uint8Array): Hash {
  if (bytes.length >= leaf.length) return createHash('sha256').update(leaf.subarray(0, 1)).update(bytes).digest();
  leaf.set(bytes, 1);
  return sha256(leaf.subarray(0, 1 + bytes.length));
}

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). RFC 6962 §2.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1);
  node.set(right, 1 + hashLength);
  return sha256(node);
}

/** The root of a tree without leaves: SHA-256 of nothing. RFC 6962 §2.1. */
export const emptyRoot: Hash = sha256('');

export function sameHash(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Refuses (`hash`) what is not 32 bytes: an empty proof line equals an empty root otherwise. */
export function assertHash(bytes: Uint8Array, what: string): Hash {
  if (bytes.length !== hashLength) throw new Rejected('hash', `${what} has ${bytes.length} bytes, not ${hashLength}`);
  return bytes;
}
