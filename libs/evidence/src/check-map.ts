import { mapKeysForm } from '@app/capabilities';
import { checkKey, parseMapProof, Rejected, type SealedMap } from '@app/merkle';
import { isCount, isHash, keysAsked, type Manifest } from './manifest.js';
import type { PackedEvent } from './packed-event.js';
import { assertAll, keyIn } from './proven-map.js';

/** What the events of a package are about, as far as the map counts it. */
export interface PackedLeaves {
  /** The leaves of all packed events. */
  all: ReadonlySet<number>;
  /** Of each key, `<kind>:<id>`, the leaves of packed events about it. */
  about: ReadonlyMap<string, readonly number[]>;
}

/** Up to where nothing about the subject was left out, and how much of it is in the package. */
export interface CheckedMap {
  /** Of all leaves before this, those about each key are packed or listed; nothing is said of the leaves after. */
  upTo: number;
  /** Packed events that lie after it. */
  after: number;
  keys: readonly { key: string; packed: number; others: number }[];
}

/** The map that an event tells of. Refuses (`map`) what tells of none, or of more leaves than came before it. */
export function sealedMapIn({ type, stream, data }: PackedEvent, leaf: number): SealedMap {
  const { treeSize, root, keys } = data;
  const isOne = type === 'CompletenessMapSealed' && stream === 'ledger-completeness' && keys === mapKeysForm;
  if (!isOne || !isCount(treeSize) || treeSize > leaf || !isHash(root))
    throw new Rejected('map', 'this event tells of no map of the leaves before it');
  return { size: treeSize, root: Buffer.from(root, 'hex') };
}

/** Checks that the packed leaves and those that the manifest lists are all leaves about each key, and no others. */
export function checkMap(
  sealed: SealedMap,
  manifest: Manifest,
  { all, about }: PackedLeaves,
  proofOf: (index: number) => Uint8Array,
): CheckedMap {
  const { map, from, to } = manifest;
  const keys = keysAsked(manifest).map((key, i) => {
    const entry = checkKey(parseMapProof(proofOf(i)), keyIn(key)!, sealed);
    const packed = (about.get(key) ?? []).filter((leaf) => leaf < sealed.size);
    const others = map!.others[key];
    if (others.some((leaf, n) => leaf >= sealed.size || all.has(leaf) || (n > 0 && leaf <= others[n - 1])))
      throw new Rejected('history', `what is listed of ${key} is packed, out of order, or not in the map`);
    if (i === 0 && from === undefined && to === undefined && others.length > 0)
      throw new Rejected('history', 'a package of all times leaves nothing about its subject out');
    assertAll(
      entry,
      [...packed, ...others].sort((a, b) => a - b),
    );
    return { key, packed: packed.length, others: others.length };
  });
  return { upTo: sealed.size, after: [...all].filter((leaf) => leaf >= sealed.size).length, keys };
}
