import { CompactTree } from './compact-tree.js';
import { hashLength, leafHash, sameHash, type Hash } from './hash.js';
import { Rejected } from './rejected.js';
import { assertCount } from './text.js';

/** What is told of one key: how many leaves are about it, which is the last, and the root over all their indexes. */
export interface MapEntry {
  /** At least 1. */
  count: number;
  last: number;
  /** The root (RFC 6962 §2.1) of a tree whose leaves are the indexes in order, eight big-endian bytes each. */
  root: Hash;
}

/** A whole number as eight big-endian bytes. */
export function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
}

/** What is kept of a key, in order to go on with its next leaf: 16 bytes and 32 for each bit that is set in the count. */
export class KeyHistory {
  private constructor(
    private readonly tree: CompactTree,
    private last: number,
  ) {}

  static begin(): KeyHistory {
    return new KeyHistory(new CompactTree(), -1);
  }

  /** Of what `bytes` gave. Refuses (`shape`, `number`, `range`) what it did not. */
  static parse(bytes: Uint8Array): KeyHistory {
    if (bytes.length < 16) throw new Rejected('shape', 'a history begins with its count and its last index');
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const [count, last] = [0, 8].map((at) => Number(buffer.readBigUInt64BE(at)));
    assertEntry(count, last);
    const hashes = Array.from({ length: Math.ceil((bytes.length - 16) / hashLength) }, (_, i) =>
      Buffer.from(buffer.subarray(16 + i * hashLength, 16 + (i + 1) * hashLength)),
    );
    return new KeyHistory(new CompactTree(count, hashes), last);
  }

  /** Count and last index, eight big-endian bytes each, then the frontier of the tree of indexes. */
  bytes(): Buffer {
    const { count, last } = this.entry();
    return Buffer.concat([bigEndian(count), bigEndian(last), ...this.tree.frontier]);
  }

  /** One more leaf about the key. Refuses (`range`) an index that does not come after the last. */
  add(index: number): void {
    if (assertCount(index, 'the index of a leaf') <= this.last)
      throw new Rejected('range', `leaf ${index} does not come after leaf ${this.last}`);
    this.tree.append(leafHash(bigEndian(index)));
    this.last = index;
  }

  /** Refuses (`range`) where there is none yet: a key without leaves has no entry. */
  entry(): MapEntry {
    if (this.last < 0) throw new Rejected('range', 'a key without leaves has no entry');
    return { count: this.tree.size, last: this.last, root: this.tree.root() };
  }
}

/** Refuses (`number`) what no entry has: a count of 0, or a last index below what so many leaves need. */
export function assertEntry(count: number, last: number): void {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(last) || count < 1 || last < count - 1)
    throw new Rejected('number', 'no key has this count and this last index');
}

/**
 * Checks that these are all leaves about the entry's key, and no others: their indexes in order. Refuses with `history`.
 */
export function checkHistory(entry: MapEntry, indexes: readonly number[]): void {
  if (indexes.length !== entry.count)
    throw new Rejected('history', `${entry.count} leaves are about this key, not ${indexes.length}`);
  const history = KeyHistory.begin();
  let before = -1;
  for (const index of indexes) {
    if (!Number.isSafeInteger(index) || index <= before)
      throw new Rejected('history', `leaf ${index} does not come after leaf ${before}`);
    history.add(index);
    before = index;
  }
  const found = history.entry();
  if (found.last !== entry.last || !sameHash(found.root, entry.root))
    throw new Rejected('history', 'other leaves than these are about this key');
}
