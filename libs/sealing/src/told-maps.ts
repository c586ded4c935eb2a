import { fromLogged, type EventLog, type LoggedEvent } from '@app/ledger';
import type { TreeFile } from './tree-file.js';

/** The stream of the events that tell of the sealed maps. */
export const mapStream = 'ledger-completeness';

/** A map as the log tells of it: over all leaves before `size`, its root in hex, by which rule of keys. */
export interface ToldMap {
  size: number;
  root: string;
  entries: number;
  form: string;
  /** The event that tells it. */
  event: LoggedEvent;
}

/** The map that an event tells of; nothing where it tells of something else. */
export function toldMap(event: LoggedEvent): ToldMap | undefined {
  if (event.type !== 'CompletenessMapSealed') return undefined;
  const data = fromLogged(event).data as { treeSize: number; root: string; entries: number; keys?: string };
  const { treeSize, root, entries, keys = '' } = data;
  return { size: treeSize, root, entries, form: keys, event };
}

/** All maps that the log tells of, in its order; from a version of their stream on. */
export async function toldMaps(log: EventLog, from = 0): Promise<readonly ToldMap[]> {
  return (await log.read(mapStream, from)).map(toldMap).filter((told) => told !== undefined);
}

/** The map told last; the tree says where in its stream to look, and where it does not, all of it is read. */
export async function lastToldMap(log: EventLog, tree: TreeFile): Promise<ToldMap | undefined> {
  return (await toldMaps(log, tree.lastIn(mapStream)?.version ?? 0)).at(-1);
}
