import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import { keysOf, mapKeysForm } from '@app/capabilities';
import type { EventLog } from '@app/ledger';
import { BesideTheSeal, MapFile, Mapper, TreeFile, type KeptMap } from '@app/sealing';
import type { Closing } from '../closing.js';
import type { ServerConfig } from '../config.js';
import { runningHere, runningThere, type Running } from '../running.js';
import { Turns } from '../turns.js';
import type { Completeness } from './completeness.js';
import type { SealBook } from './seal-book.js';
import type { Sealed } from './sealed.js';
import { treeFile } from './sealing.js';
import type { Source } from './source.js';

/** The map's file in a data folder. */
export const mapFile = (dataDir: string) => join(dataDir, 'map.sqlite');

/** What the mapping thread is started with, and says: a map that is to be told, how far it has come, why it ends. */
export interface MapperStart {
  events: string;
  dataDir: string;
  everyMs: number;
}
export type MapperSays = { map: KeptMap } | { reached: number } | { beside: string };

/** Maps a log behind its checkpoints until the signal aborts; rejects with `BesideTheSeal` where it is not the one that was mapped. */
export async function runMapper(
  log: EventLog,
  { dataDir, everyMs }: Omit<MapperStart, 'events'>,
  { now, say, signal }: { now: () => string; say: (says: MapperSays) => void; signal: AbortSignal },
  onOpened: (mapper: Mapper) => void,
): Promise<void> {
  const tree = TreeFile.open(treeFile(dataDir), { readOnly: true });
  const map = MapFile.open(mapFile(dataDir));
  try {
    const source = { log, tree, map, keysOf, form: mapKeysForm, now, everyMs };
    const step = (reached: number) => say({ reached });
    const told = { step, onReached: step, onMapped: (made: KeptMap) => say({ map: made }) };
    const mapper = await Mapper.open({ ...source, ...told }, signal);
    onOpened(mapper);
    say({ reached: map.reached.size });
    const [latest] = map.maps;
    if (latest) say({ map: latest }); // a stop may have come before it was told
    await mapper.run(signal);
  } finally {
    map.close();
    tree.close();
  }
}

function mapHere(log: EventLog, start: MapperStart, now: () => string, say: (says: MapperSays) => void): Running {
  const stop = new AbortController();
  let mapper: Mapper | undefined;
  const ended = runMapper(log, start, { now, say, signal: stop.signal }, (opened) => (mapper = opened));
  return runningHere(ended, stop, () => mapper?.wake());
}

function mapInThread(start: MapperStart, say: (says: MapperSays) => void): Running {
  const worker = new Worker(new URL('./mapper.worker.js', import.meta.url), { workerData: start });
  let beside: string | undefined;
  worker.on('message', (says: MapperSays) => {
    if ('beside' in says) beside = says.beside;
    else say(says);
  });
  return runningThere(worker, 'mapping', () => (beside === undefined ? undefined : new BesideTheSeal(beside)));
}

/** Maps the log behind its checkpoints until the server closes, or nothing may be signed any more; not where no maps are made. */
export function mapLog(
  { dataDir, threads }: ServerConfig,
  { events, log, now }: Source,
  { sealed, completeness, sealingEnded }: { sealed: Sealed; completeness: Completeness; sealingEnded: Promise<void> },
  closing: Closing,
): void {
  const { everyMs } = completeness;
  if (everyMs === undefined) return;
  const start = { events, dataDir, everyMs };
  const say = (says: MapperSays) => {
    if ('map' in says) completeness.report(says.map);
    else if ('reached' in says) completeness.reached = says.reached;
  };
  const mapping = threads ? mapInThread(start, say) : mapHere(log, start, now, say);
  mapping.ended.catch((why: unknown) => (completeness.ended = String(why)));
  sealed.onCheckpoint = () => mapping.wake();
  closing.add(() => mapping.close());
  sealingEnded.catch(() => mapping.close());
}

/** Tells in the log of the map that was sealed last, and of each as it is sealed. */
export function tellOfMaps(completeness: Completeness, book: SealBook, origin: string): void {
  const turns = new Turns();
  completeness.onMapped = (map) =>
    void turns.next(() => book.map(origin, map)).catch((error: unknown) => (completeness.lastUntold = String(error)));
  const { latest } = completeness;
  if (latest) completeness.onMapped(latest);
}
