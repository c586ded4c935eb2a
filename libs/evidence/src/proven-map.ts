import { mapKeysForm, positionsAbout } from '@app/capabilities';
import type { EventLog, LoggedEvent, Queries } from '@app/ledger';
import {
  checkHistory,
  formatMapProof,
  KeyHistory,
  keyKinds,
  mapPath,
  proveKey,
  Rejected,
  type MapEntry,
  type MapKey,
} from '@app/merkle';
import { mapsKept, mapStream, toldMap, type MapFile, type TreeFile } from '@app/sealing';

/** That nothing about some keys was left out of a package but what it lists: a sealed map, and what it says of each key. */
export interface ProvenMap {
  /** The event that tells of the map, and its leaf. */
  event: LoggedEvent;
  leaf: number;
  /** The map is over all leaves before this. */
  size: number;
  /** Of each key in the order in which they were asked: its proof, and the leaves about it that are not packed. */
  keys: readonly { key: string; proof: string; others: readonly number[] }[];
}

/** Where maps are read. The map's file is one's own: it is read in one transaction. */
export interface MapSources {
  queries: Queries;
  log: EventLog;
  tree: TreeFile;
  map: MapFile;
}

/** The key that `<kind>:<id>` names; nothing where the map has none of this kind, as for dossiers. */
export function keyIn(about: string): MapKey | undefined {
  const kind = keyKinds.find((one) => about.startsWith(`${one}:`));
  return kind && { kind, id: about.slice(kind.length + 1) };
}

/**
 * What the latest map that a checkpoint covers says of some keys; nothing where none is covered that can still be read. Refuses
 * (`history`) where the views know other leaves about a key than the sealed map counts.
 */
export async function provenMap(
  sources: MapSources,
  under: number,
  keys: readonly string[],
  packed: ReadonlySet<number>,
): Promise<ProvenMap | undefined> {
  return sources.map.asItIs(async () => {
    const found = await latestUnder(sources, under);
    if (!found) return undefined;
    const { size } = found;
    const proven = [];
    for (const key of keys) {
      const { proof, leaves } = await provenKey(sources, key, size);
      proven.push({ key, proof, others: leaves.filter((leaf) => !packed.has(leaf)) });
    }
    return { ...found, keys: proven };
  });
}

// The latest map whose event lies under the checkpoint, and whose pages are still there.
async function latestUnder(
  { log, tree, map }: MapSources,
  under: number,
): Promise<Omit<ProvenMap, 'keys'> | undefined> {
  const last = tree.lastIn(mapStream, under);
  if (!last) return undefined;
  const kept = new Map(map.maps.map(({ size, root }) => [size, Buffer.from(root).toString('hex')]));
  const events = await log.read(mapStream, Math.max(0, last.version - mapsKept));
  for (const event of events.filter(({ version }) => version <= last.version).reverse()) {
    const told = toldMap(event);
    const leaf = tree.leafOf(event.position)?.index;
    if (told && leaf !== undefined && told.form === mapKeysForm && kept.get(told.size) === told.root)
      return { event, leaf, size: told.size };
  }
  return undefined;
}

async function provenKey(sources: MapSources, about: string, size: number) {
  const { queries, tree, map } = sources;
  const key = keyIn(about)!;
  const bytes = map.part(Buffer.from(mapPath(key)).toString('hex'), size);
  const entry = bytes && KeyHistory.parse(bytes).entry();
  const proof = formatMapProof(await proveKey(map.pages(size), key, entry));
  const positions = await positionsAbout(queries, key, tree.leaf(size - 1)!.position);
  const leaves = positions.map((position) => tree.leafOf(position)!.index);
  assertAll(entry, leaves);
  return { proof, leaves };
}

/** Refuses (`history`) where these are not all leaves about the key whose entry the map has, or are some where it has none. */
export function assertAll(entry: MapEntry | undefined, leaves: readonly number[]): void {
  if (entry) checkHistory(entry, leaves);
  else if (leaves.length > 0) throw new Rejected('history', 'the map says that no leaf is about this key');
}
