import { emptyRoot, hashLength, leafHash, nodeHash, type Hash } from './hash.js';
import { Rejected } from './rejected.js';

/** A place in the map where nothing is, where exactly one key is, or below which more are. */
export type Slot = undefined | MapLeaf | MapBranch;
/** One key: where it lies (`mapPath`), and what is told of it, hashed (`mapValue`). */
export interface MapLeaf {
  path: Hash;
  value: Hash;
}
/** Two or more keys whose paths begin alike. */
export interface MapBranch {
  hash: Hash;
}

/** Places on a page: one for each value of the next four bits of a path. */
export const slots = 16;
const bits = 4;

const isLeaf = (slot: Slot): slot is MapLeaf => slot !== undefined && 'path' in slot;

/** The hash of a place: of nothing, of the one key, of all below. */
export function slotHash(slot: Slot): Hash {
  if (slot === undefined) return emptyRoot;
  return isLeaf(slot) ? mapLeafHash(slot) : slot.hash;
}

/** SHA-256(0x00 ‖ path ‖ value). */
export function mapLeafHash({ path, value }: MapLeaf): Hash {
  return leafHash(Buffer.concat([path, value]));
}

/** What lies at or below two places: a key that is alone rises, so that it stands as high as it can. */
function joined(left: Slot, right: Slot): Slot {
  if (right === undefined && (left === undefined || isLeaf(left))) return left;
  if (left === undefined && isLeaf(right)) return right;
  return { hash: nodeHash(slotHash(left), slotHash(right)) };
}

/** What lies in the places from `from` up to, not including, `to` of a page. */
export function below(page: readonly Slot[], from = 0, to = slots): Slot {
  if (to - from === 1) return page[from];
  const middle = (from + to) / 2;
  return joined(below(page, from, middle), below(page, middle, to));
}

/** The four bits of a path that follow on its first `depth` nibbles. */
export function nibble(path: Hash, depth: number): number {
  const byte = path[depth >> 1];
  return depth % 2 === 0 ? byte >> bits : byte & 15;
}

/** The bit at a place of a path, the first one being 0. */
export function bitOf(path: Hash, at: number): number {
  return (path[at >> 3] >> (7 - (at & 7))) & 1;
}

/** Which places are taken, and which of these by one key, as 16 bits each; then path and value, or the hash, of each. */
export function formatPage(page: readonly Slot[]): Buffer {
  const head = Buffer.alloc(4);
  const marks = (marked: (slot: Slot) => boolean) =>
    page.reduce((sum, slot, i) => (marked(slot) ? sum + 2 ** (slots - 1 - i) : sum), 0);
  head.writeUInt16BE(marks((slot) => slot !== undefined));
  head.writeUInt16BE(marks(isLeaf), 2);
  const parts = page.flatMap((slot) =>
    slot === undefined ? [] : isLeaf(slot) ? [slot.path, slot.value] : [slot.hash],
  );
  return Buffer.concat([head, ...parts]);
}

/** Refuses (`shape`) what `formatPage` does not write. What it gives shares the memory of the page. */
export function parsePage(bytes: Uint8Array): Slot[] {
  const taken = bytes[0] * 256 + bytes[1];
  const leaves = bytes[2] * 256 + bytes[3];
  let at = 4;
  const next = () => bytes.subarray(at, (at += hashLength));
  const page = Array.from({ length: slots }, (_, i): Slot => {
    const bit = 2 ** (slots - 1 - i);
    if ((taken & bit) === 0) return undefined;
    return (leaves & bit) === 0 ? { hash: next() } : { path: next(), value: next() };
  });
  if (at !== bytes.length || (leaves & ~taken) !== 0) throw new Rejected('shape', 'this is no page of the map');
  return page;
}
