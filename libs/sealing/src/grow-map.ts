import { fromLogged, type EventLog } from '@app/ledger';
import { changeMap, KeyHistory, mapPath, mapValue, type Hash, type MapKey } from '@app/merkle';
import type { MapFile } from './map-file.js';
import { BesideTheSeal, isLeaf } from './standing.js';

/** What a map is made of. */
export interface MapSource {
  log: EventLog;
  map: MapFile;
  /** Whom an event's data are about, and by which rule that is. */
  keysOf: (data: object) => readonly MapKey[];
  form: string;
  /** Told how many leaves the map is over while it is on its way. */
  step?: (leaves: number) => void;
}

const perPage = 1000;
/** So many leaves at most go into the map in one transaction. */
const atOnce = 100_000;

interface Touched {
  path: Hash;
  name: string;
  before: Hash | null;
  history: KeyHistory;
}

/**
 * Grows a map over the leaves of the log up to a size; one that was made by another rule is made anew. What `signal` breaks
 * off is made again the next time. Rejects with `BesideTheSeal` where the log has fewer leaves, and with `Rejected` where what
 * the file holds of a key is not what its own map says.
 */
export async function growMap(source: MapSource, size: number, signal?: AbortSignal): Promise<void> {
  const { map, form } = source;
  if (map.reached.form !== form) map.clear();
  while (map.reached.size < size) {
    const before = map.reached;
    const touched = new Map<string, Touched>();
    const to = Math.min(size, before.size + atOnce);
    const position = await touch(source, touched, before, to, signal);
    if (signal?.aborted) return;
    const all = [...touched.values()];
    const changes = all.map(({ path, before, history }) => ({ path, before, value: mapValue(history.entry()) }));
    const { added, pages } = await changeMap(map.pages(), changes);
    map.grow(parts(pages, all), { size: to, position, entries: before.entries + added, form });
    if (to < size) source.step?.(to);
  }
}

function* parts(pages: ReadonlyMap<string, Uint8Array>, touched: readonly Touched[]) {
  yield* pages;
  for (const { name, history } of touched) yield [name, history.bytes()] as const;
}

// Adds the leaves from where the map has come up to `to` to the histories of their keys; answers the last one's position.
async function touch(
  { log, map, keysOf }: MapSource,
  touched: Map<string, Touched>,
  reached: { size: number; position: number },
  to: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  let { size, position } = reached;
  while (size < to && !signal?.aborted) {
    const page = await log.readAll(position, perPage);
    if (page.length === 0) throw new BesideTheSeal(`the log ends after ${size} of ${to} leaves`);
    for (const event of page) {
      if (size === to) break;
      position = event.position;
      if (!isLeaf(event)) continue;
      for (const key of keysOf(fromLogged(event).data)) historyIn(map, touched, key).add(size);
      size++;
    }
    await new Promise(setImmediate); // others in this thread come first
  }
  return position;
}

function historyIn(map: MapFile, touched: Map<string, Touched>, key: MapKey): KeyHistory {
  const called = `${key.kind}:${key.id}`;
  let found = touched.get(called);
  if (!found) {
    const path = mapPath(key);
    const name = Buffer.from(path).toString('hex');
    const kept = map.part(name);
    const history = kept ? KeyHistory.parse(kept) : KeyHistory.begin();
    found = { path, name, history, before: kept ? mapValue(history.entry()) : null };
    touched.set(called, found);
  }
  return found.history;
}
