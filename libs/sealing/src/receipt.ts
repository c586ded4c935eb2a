import type { EventLog } from '@app/ledger';
import {
  checkInclusion,
  formatTlogProof,
  judgeCheckpoint,
  parseCheckpoint,
  parseNote,
  TiledTree,
  type Policy,
  type VerifierKey,
} from '@app/merkle';
import { hashOf } from './standing.js';
import type { TreeFile } from './tree-file.js';

/** How far an event has got: on disk; under a signed checkpoint; under one that enough witnesses have seen. */
export type Durability = 'recorded' | 'sealed' | 'witnessed';

/** Where an event stands in the tree, and its proof. */
export interface Receipt {
  position: number;
  durability: Durability;
  /** The number of its leaf, from 0. */
  index?: number;
  /** How many leaves the checkpoint has that covers it. */
  size?: number;
  sealedAt?: string;
  /** How many of the policy's witnesses have cosigned that checkpoint, and how many the policy knows. */
  witnessed?: number;
  witnesses?: number;
  /** Everything that is needed to check it against the envelope's bytes (C2SP tlog-proof). */
  proof?: string;
}

/**
 * The receipt of the event at a position: the proof is checked against the stored bytes before it is given. `undefined`
 * where there is no such event.
 */
export async function receiptOf(
  log: EventLog,
  tree: TreeFile,
  position: number,
  trusted?: { policy: Policy; logs: readonly VerifierKey[] },
): Promise<Receipt | undefined> {
  const [event] = await log.readFrom(position, 1);
  if (event?.position !== position) return undefined;
  const leaf = tree.leafOf(position);
  const checkpoint = leaf && tree.covering(leaf.index);
  if (!leaf || !checkpoint) return { position, durability: 'recorded' };
  const { index } = leaf;
  const note = tree.cosigned(checkpoint);
  const { origin, size, root } = parseCheckpoint(parseNote(note).text);
  const inclusion = await new TiledTree(tree.readTile, size).proveInclusion(index);
  checkInclusion(hashOf(origin, event), index, inclusion, size, root);
  const judged = trusted && judgeCheckpoint(trusted.policy, note, trusted.logs);
  return {
    position,
    durability: judged?.quorum && judged.witnessed.length > 0 ? 'witnessed' : 'sealed',
    index,
    size,
    sealedAt: checkpoint.sealedAt,
    witnessed: judged?.witnessed.length ?? 0,
    witnesses: judged?.witnesses ?? 0,
    proof: formatTlogProof({ index, inclusion, checkpoint: note }),
  };
}
