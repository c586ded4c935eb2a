import type { Folder, FolderFacts } from './folders.js';
import { sortedBy } from './order.js';

/** A system's own list of its accounts of which every part has come; `id` is the event of its first part. */
export interface Snapshot {
  id: string;
  snapshotId: string;
  asOf: string;
}

const known = new WeakMap<readonly FolderFacts['system'][], readonly Snapshot[]>();

/** A system's complete snapshots, in the order of their days. One of which a part is missing says nothing. */
export function completeSnapshots({ facts }: Pick<Folder<'system'>, 'facts'>): readonly Snapshot[] {
  let snapshots = known.get(facts);
  if (!snapshots) known.set(facts, (snapshots = completeOf(facts)));
  return snapshots;
}

function completeOf(facts: readonly FolderFacts['system'][]): Snapshot[] {
  const parts = new Map<string, FolderFacts['system'][]>();
  for (const fact of sortedBy(facts, ({ id }) => id)) {
    const { snapshotId } = fact.data;
    parts.set(snapshotId, [...(parts.get(snapshotId) ?? []), fact]);
  }
  const whole = [...parts].flatMap(([snapshotId, own]) => {
    const [first] = own.toSorted((a, b) => a.data.part - b.data.part);
    const most = Math.max(...own.map(({ data }) => data.of));
    const complete = new Set(own.map(({ data }) => data.part)).size >= most;
    return complete ? [{ id: first.id, snapshotId, asOf: first.data.asOf }] : [];
  });
  return sortedBy(whole, ({ asOf, snapshotId }) => `${asOf}|${snapshotId}`);
}

/** What each snapshot says that an account may do, by snapshot id; those that do not show it as enabled are left out. */
export const enabledIn = ({ facts }: Pick<Folder<'listed'>, 'facts'>): ReadonlyMap<string, readonly string[]> =>
  new Map(facts.filter(({ data }) => data.enabled).map(({ data }) => [data.snapshotId, data.functions]));
