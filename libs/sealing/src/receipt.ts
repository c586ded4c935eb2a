import type { EventLog } from '@app/ledger';
import {
  checkInclusion,
  fewest,
  formatTlogProof,
  judgeCheckpoint,
  parseCheckpoint,
  parseNote,
  TiledTree,
  type Policy,
  type VerifierKey,
} from '@app/merkle';
import { hashOf } from './standing.js';
import type { SealedCheckpoint, StampedCheckpoint, TreeFile } from './tree-file.js';

/** Whose signatures count: the witnesses of a policy, and the keys of the log. */
export interface Trusted {
  policy: Policy;
  logs: readonly VerifierKey[];
}

/** So many checkpoints with as many cosignatures as could be enough are looked through for ones that are. */
const lookedThrough = 20;

/**
 * How far an event has got: on disk; under a signed checkpoint; under one that enough witnesses have seen; under one that
 * a time-stamping authority has seen too.
 */
export type Durability = 'recorded' | 'sealed' | 'witnessed' | 'timestamped';

/** Where an event stands in the tree, and its proof. */
export interface Receipt {
  position: number;
  durability: Durability;
  /** The number of its leaf, from 0. */
  index?: number;
  /** How many leaves the checkpoint has that covers it. */
  size?: number;
  sealedAt?: string;
  /** How many of the policy's witnesses have cosigned that checkpoint, and how many the policy knows; 0 without a policy. */
  witnessed?: number;
  witnesses?: number;
  /** What an authority said of that checkpoint's signed note: the token (RFC 3161) in base64. */
  timestamp?: { time: string; authority: string; token: string };
  /** Everything that is needed to check it against the envelope's bytes (C2SP tlog-proof). */
  proof?: string;
}

/**
 * The receipt of the event at a position, by the first checkpoint over it that has come furthest: that enough witnesses
 * have cosigned, where there is a policy, and an authority has stamped; that they have cosigned; any. The proof is checked
 * against the stored bytes before it is given. `undefined` where there is no such event.
 */
export async function receiptOf(
  log: EventLog,
  tree: TreeFile,
  position: number,
  trusted?: Trusted,
): Promise<Receipt | undefined> {
  const [event] = await log.readFrom(position, 1);
  if (event?.position !== position) return undefined;
  const leaf = tree.leafOf(position);
  const first = leaf && tree.covering(leaf.index);
  if (!leaf || !first) return { position, durability: 'recorded' };
  const { index } = leaf;
  const stamped = stampedCovering(tree, index, trusted);
  const witnessed = trusted && (stamped?.checkpoint ?? witnessedCovering(tree, index, trusted));
  const checkpoint = stamped?.checkpoint ?? witnessed ?? first;
  const note = tree.cosigned(checkpoint);
  const { origin, size, root } = parseCheckpoint(parseNote(note).text);
  const inclusion = await new TiledTree(tree.readTile, size).proveInclusion(index);
  checkInclusion(hashOf(origin, event), index, inclusion, size, root);
  const judged = trusted && judgeCheckpoint(trusted.policy, note, trusted.logs);
  return {
    position,
    durability: stamped ? 'timestamped' : witnessed ? 'witnessed' : 'sealed',
    index,
    size,
    sealedAt: checkpoint.sealedAt,
    witnessed: judged?.witnessed.length ?? 0,
    witnesses: judged?.witnesses ?? 0,
    ...(stamped && { timestamp: toldOf(stamped.stamp) }),
    proof: formatTlogProof({ index, inclusion, checkpoint: note }),
  };
}

// A round of cosignatures passes over the checkpoints that came while the one before it was under way.
function witnessedCovering(tree: TreeFile, index: number, { policy, logs }: Trusted): SealedCheckpoint | undefined {
  const least = Math.max(1, fewest(policy));
  return tree
    .cosignedCovering(index, least, lookedThrough)
    .find((checkpoint) => judgeCheckpoint(policy, tree.cosigned(checkpoint), logs).quorum);
}

// Stamped while too few witnesses had cosigned it is stamped, but not yet seen by those who are to vouch for it.
function stampedCovering(tree: TreeFile, index: number, trusted: Trusted | undefined) {
  for (const stamp of tree.stamps(index + 1, lookedThrough)) {
    const [checkpoint] = tree.checkpoints(stamp.size, 1);
    if (checkpoint?.size !== stamp.size) continue;
    const isSeen = !trusted || judgeCheckpoint(trusted.policy, tree.cosigned(checkpoint), trusted.logs).quorum;
    if (isSeen) return { checkpoint, stamp };
  }
  return undefined;
}

const toldOf = ({ time, authority, token }: StampedCheckpoint) => ({
  time,
  authority,
  token: Buffer.from(token).toString('base64'),
});
