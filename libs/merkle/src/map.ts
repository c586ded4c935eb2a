import { assertHash, emptyRoot, leafHash, sameHash, sha256, type Hash } from './hash.js';
import { bigEndian, type MapEntry } from './key-history.js';
import {
  below,
  formatPage,
  nibble,
  parsePage,
  slotHash,
  slots,
  type MapBranch,
  type MapLeaf,
  type Slot,
} from './map-page.js';
import { Rejected } from './rejected.js';

/** Whom or what leaves are about. */
export const keyKinds = ['account', 'official', 'device', 'citizen'] as const;
export type KeyKind = (typeof keyKinds)[number];
/** A key of the map: a kind, and an id as events have it; of a citizen, the token. */
export interface MapKey {
  kind: KeyKind;
  id: string;
}

export const mapDomain = 'access-ledger/map@v1';

/**
 * Where a key lies: SHA-256 of `access-ledger/map@v1`, the kind and the id, a line feed between each. Refuses (`name`) a
 * kind that the map does not have, and (`text`) an id that is no text.
 */
export function mapPath({ kind, id }: MapKey): Hash {
  if (!keyKinds.includes(kind)) throw new Rejected('name', 'the map has no keys of this kind');
  if (!id.isWellFormed()) throw new Rejected('text', 'the id of a key has a lone surrogate');
  return sha256(`${mapDomain}\n${kind}\n${id}`);
}

/** What is told of a key, hashed: SHA-256(0x00 ‖ count ‖ last ‖ root), the numbers in eight big-endian bytes each. */
export function mapValue({ count, last, root }: MapEntry): Hash {
  return leafHash(Buffer.concat([bigEndian(count), bigEndian(last), assertHash(root, 'the root over the indexes')]));
}

/** The page that is kept under the hex digits with which all paths on it begin; none where nothing is kept. */
export type ReadPage = (prefix: string) => Promise<Uint8Array | undefined>;

/** A key told anew. */
export interface MapChange extends MapLeaf {
  /** What the map must hold of the key until then: a value, or (`null`) nothing. Not compared where absent. */
  before?: Hash | null;
}

/** The map after a change, and the pages to be kept under their prefixes with it, all or none of them. */
export interface ChangedMap {
  root: Hash;
  /** How many keys were not in the map before. */
  added: number;
  pages: ReadonlyMap<string, Uint8Array>;
}

/**
 * The map with these keys told anew. A map is the binary tree of its keys' paths in which every key stands as high as it
 * is alone: nothing there hashes to SHA-256 of nothing, one key to SHA-256(0x00 ‖ path ‖ value), more to
 * SHA-256(0x01 ‖ left ‖ right) over the next bit. So its root follows from what it holds, in whatever order it came.
 * Keys are never taken out. It reads and writes one page for every four bits on the way to a changed key: some six of
 * them, of a kilobyte at most, among millions of keys; those near the root once for all changes. Refuses (`duplicate`)
 * one path twice, (`tile`) a map whose pages do not fit together, and (`map`) one that held something else of a key.
 */
export async function changeMap(readPage: ReadPage, changes: readonly MapChange[]): Promise<ChangedMap> {
  const sorted = inOrder(changes);
  sorted.forEach(({ path }, i) => {
    if (i > 0 && sameHash(path, sorted[i - 1].path)) throw new Rejected('duplicate', 'one key is told twice');
  });
  const top = await readPage('');
  const change = new Change(readPage);
  const page = await change.page('', top === undefined ? emptyPage() : parsePage(top), sorted);
  return { root: slotHash(below(page)), added: change.added, pages: change.pages };
}

/** The root of the map that is kept. */
export async function mapRoot(readPage: ReadPage): Promise<Hash> {
  const top = await readPage('');
  return top === undefined ? emptyRoot : slotHash(below(parsePage(top)));
}

class Change {
  added = 0;
  readonly pages = new Map<string, Uint8Array>();

  constructor(private readonly readPage: ReadPage) {}

  /** Makes the changes, which are in order, on a page. */
  async page(prefix: string, page: Slot[], changes: readonly MapChange[]): Promise<Slot[]> {
    for (let from = 0, to = 0; from < changes.length; from = to) {
      const at = nibble(changes[from].path, prefix.length);
      while (to < changes.length && nibble(changes[to].path, prefix.length) === at) to++;
      page[at] = await this.slot(page[at], prefix + at.toString(16), changes.slice(from, to));
    }
    if (changes.length > 0) this.pages.set(prefix, formatPage(page));
    return page;
  }

  private async slot(slot: Slot, prefix: string, changes: readonly MapChange[]): Promise<Slot> {
    if (isBranch(slot)) return below(await this.page(prefix, await this.kept(slot, prefix), changes));
    for (const change of changes) assertBefore(slot, change);
    // A key that moves down a page is counted anew there.
    if (slot !== undefined) this.added--;
    const isStill = slot !== undefined && !changes.some(({ path }) => sameHash(path, slot.path));
    const told = changes.map(({ path, value }): MapLeaf => ({ path, value }));
    const all = isStill ? inOrder([...told, slot]) : told;
    if (all.length > 1) return below(await this.page(prefix, emptyPage(), all));
    this.added++;
    return all[0];
  }

  private async kept(branch: MapBranch, prefix: string): Promise<Slot[]> {
    const bytes = await this.readPage(prefix);
    if (bytes === undefined) throw new Rejected('tile', `page ${prefix} of the map is missing`);
    const page = parsePage(bytes);
    if (!sameHash(slotHash(below(page)), branch.hash))
      throw new Rejected('tile', `page ${prefix} of the map is not the one that the page above is about`);
    return page;
  }
}

function assertBefore(slot: Slot, { path, before }: MapChange): void {
  if (before === undefined) return;
  const there = slot !== undefined && 'path' in slot && sameHash(slot.path, path) ? slot.value : null;
  if (before === null || there === null ? before !== there : !sameHash(before, there))
    throw new Rejected('map', 'the map held something else of a key than it should have');
}

const isBranch = (slot: Slot): slot is MapBranch => slot !== undefined && 'hash' in slot;
const emptyPage = (): Slot[] => Array.from({ length: slots }, () => undefined);
const inOrder = <T extends MapLeaf>(leaves: readonly T[]) =>
  [...leaves].sort((one, other) => Buffer.compare(one.path, other.path));
