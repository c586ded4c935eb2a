import { assertHash, emptyRoot, hashLength, nodeHash, sameHash, type Hash } from './hash.js';
import { assertEntry, type MapEntry } from './key-history.js';
import { mapPath, mapValue, type MapKey, type ReadPage } from './map.js';
import { below, bitOf, nibble, parsePage, slotHash, slots, type MapLeaf, type Slot } from './map-page.js';
import { Rejected } from './rejected.js';
import { fromDecimal, hashFromBase64, linesOf, textOf, toBase64, type TextInput } from './text.js';

/** What a map holds where a key would lie: the key's entry, another key that is alone there, or nothing. */
export interface MapProof {
  entry?: MapEntry;
  other?: MapLeaf;
  /** What lies beside the way from the root down to it, the root's child first. */
  siblings: readonly Hash[];
}

/** The map as a checkpoint's log tells it: its root, over all leaves before `size`. */
export interface SealedMap {
  root: Hash;
  size: number;
}

/**
 * The proof of what the kept map holds of a key: `entry` where it is in it, as the caller keeps it beside the pages.
 * Refuses (`map`) where pages and entry contradict each other, (`tile`) where a page is missing.
 */
export async function proveKey(readPage: ReadPage, key: MapKey, entry: MapEntry | undefined): Promise<MapProof> {
  const path = mapPath(key);
  const siblings: Hash[] = [];
  let found: Slot;
  for (let depth = 0; ; depth++) {
    const prefix = Buffer.from(path).toString('hex').slice(0, depth);
    const bytes = await readPage(prefix);
    if (bytes === undefined && depth > 0) throw new Rejected('tile', `page ${prefix} of the map is missing`);
    const page = bytes === undefined ? [] : parsePage(bytes);
    found = walk(page, nibble(path, depth), siblings);
    if (found === undefined || 'path' in found) break;
  }
  const isThere = found !== undefined && sameHash(found.path, path);
  if (isThere !== (entry !== undefined) || (entry && !sameHash(mapValue(entry), found!.value)))
    throw new Rejected('map', 'the pages of the map hold something else of this key');
  return { ...(entry ? { entry } : found && { other: found }), siblings };
}

/** Goes down one page towards a place, noting what lies beside, as far as more than one key is below. */
function walk(page: readonly Slot[], place: number, siblings: Hash[]): Slot {
  let [from, to] = [0, slots];
  let here = below(page);
  while (to - from > 1 && here !== undefined && !('path' in here)) {
    const middle = (from + to) / 2;
    const left = below(page, from, middle);
    const right = below(page, middle, to);
    const goesLeft = place < middle;
    siblings.push(slotHash(goesLeft ? right : left));
    [from, to] = goesLeft ? [from, middle] : [middle, to];
    here = goesLeft ? left : right;
  }
  return here;
}

const most = 8 * hashLength;

/**
 * The entry of a key as the sealed map has it, nothing where the map does not have the key: then no leaf before the
 * sealed size is about it. Refuses (`map`, `hash`, `number`) what does not prove either.
 */
export function checkKey(proof: MapProof, key: MapKey, sealed: SealedMap): MapEntry | undefined {
  const { entry, other, siblings } = proof;
  const path = mapPath(key);
  if (siblings.length > most) throw new Rejected('map', `no path is longer than ${most} bits`);
  if (entry !== undefined && other !== undefined) throw new Rejected('map', 'a proof is of one thing only');
  if (entry !== undefined) {
    assertEntry(entry.count, entry.last);
    if (entry.last >= sealed.size) throw new Rejected('map', 'the entry tells of leaves after the map was sealed');
  }
  const parts = [sealed.root, ...(other ? [other.path, other.value] : []), ...siblings];
  for (const part of parts) assertHash(part, 'a hash of the map proof');
  if (other !== undefined && (sharedBits(other.path, path) < siblings.length || sameHash(other.path, path)))
    throw new Rejected('map', 'the other key does not lie where this one would');
  const leaf = entry === undefined ? other : { path, value: mapValue(entry) };
  if (leaf !== undefined && siblings.length > 0 && sameHash(siblings[siblings.length - 1], emptyRoot))
    throw new Rejected('map', 'a key that is alone stands higher');
  let hash = slotHash(leaf);
  for (let at = siblings.length - 1; at >= 0; at--)
    hash = bitOf(path, at) === 0 ? nodeHash(hash, siblings[at]) : nodeHash(siblings[at], hash);
  if (!sameHash(hash, sealed.root)) throw new Rejected('map', 'the proof leads to another root');
  return entry;
}

/** How many bits two paths have in common at their beginning. */
function sharedBits(one: Hash, other: Hash): number {
  let at = 0;
  while (at < most && bitOf(one, at) === bitOf(other, at)) at++;
  return at;
}

const firstLine = 'access-ledger/map-proof@v1';
const maxProofBytes = 16_384;

/**
 * A proof as text: the line `access-ledger/map-proof@v1`, then `present <count> <last> <root>`, `other <path> <value>` or
 * `absent`, then a line for each sibling from the root down; hashes in base64. The key is not in it.
 */
export function formatMapProof({ entry, other, siblings }: MapProof): string {
  const found = entry
    ? `present ${entry.count} ${entry.last} ${toBase64(entry.root)}`
    : other
      ? `other ${toBase64(other.path)} ${toBase64(other.value)}`
      : 'absent';
  const text = [firstLine, found, ...siblings.map(toBase64), ''].join('\n');
  parseMapProof(text);
  return text;
}

/** The parts of a proof; what it proves is for `checkKey` to say. */
export function parseMapProof(input: TextInput): MapProof {
  const [first, found, ...lines] = linesOf(textOf(input, maxProofBytes, 'the map proof'), 'the map proof');
  if (first !== firstLine) throw new Rejected('shape', `the proof does not begin with ${firstLine}`);
  if (lines.length > most) throw new Rejected('too-large', `a map proof has at most ${most} hashes`);
  const siblings = lines.map((line) => hashFromBase64(line, 'a hash of the map proof'));
  const [word, ...parts] = (found ?? '').split(' ');
  if (word === 'present' && parts.length === 3) return { entry: entryOf(parts), siblings };
  if (word === 'other' && parts.length === 2) {
    const [path, value] = parts.map((part) => hashFromBase64(part, 'the other key of the map proof'));
    return { other: { path, value }, siblings };
  }
  if (found === 'absent') return { siblings };
  throw new Rejected('shape', 'the proof does not say whether the key is present');
}

function entryOf([countText, lastText, root]: readonly string[]): MapEntry {
  const count = fromDecimal(countText, 'the count of the key');
  const last = fromDecimal(lastText, 'the last index of the key');
  assertEntry(count, last);
  return { count, last, root: hashFromBase64(root, 'the root over the indexes of the key') };
}
