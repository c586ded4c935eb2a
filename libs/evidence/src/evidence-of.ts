import { historyOf, type HistoryFilter, type Then } from '@app/capabilities';
import type { EventLog, Queries } from '@app/ledger';
import { Rejected, type VerifierKey } from '@app/merkle';
import type { MapFile, SealedCheckpoint, TreeFile } from '@app/sealing';
import { aboutOf, type EvidenceSubject, type Manifest } from './manifest.js';
import { mostEvents, pack, type Packed } from './pack.js';
import { provenMap, type ProvenMap } from './proven-map.js';
import { reportOf, type Step } from './report.js';

/** A question that is answered by a package: whose history, by occurrence and half-open, and what for. */
export interface EvidenceAsked {
  subject: EvidenceSubject;
  from?: string;
  to?: string;
  /** The finding whose case it is for, and the inspection. */
  findingId?: string;
  inspectionId?: string;
}

/** Where the events, their proofs and what is known of them are read. The views must have come by the checkpoint's last leaf. */
export interface EvidenceSources {
  queries: Queries;
  log: EventLog;
  tree: TreeFile;
  checkpoint: SealedCheckpoint;
  keys: readonly VerifierKey[];
  /** The bytes of the witness policy's file. */
  policy?: Uint8Array;
  /** The map of which leaves are about whom, where there is one: opened for this package alone. */
  map?: MapFile;
}

const perPage = 500;

/** The position of the last event that a checkpoint covers. */
export function lastPosition(tree: TreeFile, { size }: SealedCheckpoint): number {
  const last = tree.leaf(size - 1);
  if (!last) throw new Rejected('range', `the tree does not have the ${size} leaves of its checkpoint`);
  return last.position;
}

/**
 * Packs a history as it was known at the checkpoint: the events that `GET /v1/accounts/{id}/history` tells of with `knownAt`
 * its last position and `asOf` the time it was signed. Refuses (`too-large`) more than `most` events before it packs any.
 */
export async function evidenceOf(
  { queries, log, tree, checkpoint, keys, policy, map }: EvidenceSources,
  { subject, from, to, findingId, inspectionId }: EvidenceAsked,
  most = mostEvents,
): Promise<Packed> {
  const then: Then = { asOf: checkpoint.sealedAt, knownAt: lastPosition(tree, checkpoint) };
  const filter: HistoryFilter = {
    by: 'occurred',
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const steps: Step[] = [];
  for (let after: readonly (string | number)[] | undefined, more = true; more;) {
    const page = await historyOf(queries, log, subject, filter, then, { after, limit: perPage });
    steps.push(...page.items);
    if (steps.length > most) throw new Rejected('too-large', `a package has at most ${most} events`);
    after = page.next;
    more = page.next !== undefined;
  }
  const asked: Pick<Manifest, 'about' | 'from' | 'to' | 'findingId' | 'inspectionId'> = {
    about: aboutOf(subject),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(findingId !== undefined && { findingId }),
    ...(inspectionId !== undefined && { inspectionId }),
  };
  const positions = steps.map(({ position }) => Number(position)).sort((a, b) => a - b);
  const report = (leafOf: (position: number) => number, proven?: ProvenMap) =>
    reportOf(asked, checkpoint, steps, leafOf, proven);
  const mapped =
    map &&
    ((size: number, about: readonly string[], packed: ReadonlySet<number>) =>
      provenMap({ queries, log, tree, map }, size, about, packed));
  const more = { ...(policy !== undefined && { policy }), ...(mapped && { mapped }) };
  return pack({ log, tree, checkpoint, keys, ...more, asked, positions, report });
}
