import { fromLogged, type EventLog, type LoggedEvent } from '@app/ledger';
import { leafBytes, leafHash, parseCheckpoint, parseNote, sameHash, TiledTree, type Hash } from '@app/merkle';
import type { Leaf, TreeFile } from './tree-file.js';

/** Events that are never leaves: streams of the store itself. */
export const isLeaf = ({ stream }: Pick<LoggedEvent, 'stream'>): boolean => !stream.startsWith('$');

/** The types that tell of the tree itself: they are leaves, but no reason to sign another checkpoint. */
export const ownTypes: ReadonlySet<string> = new Set(['CheckpointSealed', 'CheckpointCosigned']);

export const hashOf = (origin: string, { body }: Pick<LoggedEvent, 'body'>): Hash => leafHash(leafBytes(origin, body));

/** The stored log is not the one that was sealed: it was cut, restored from an old copy, or changed. Nothing is signed. */
export class BesideTheSeal extends Error {
  override readonly name = 'BesideTheSeal';
}

/** How many of the last leaves are read again before anything is signed. */
const lookedAt = 1000;

/**
 * Compares the end of the log with what was signed over it: the last leaves, hash by hash, and the checkpoint's root.
 * Rejects with `BesideTheSeal`. The whole of it is for `verify` to read.
 */
export async function assertStanding(log: EventLog, tree: TreeFile, origin: string): Promise<void> {
  const { size, latest } = tree;
  const tiled = new TiledTree(tree.readTile, size);
  const from = Math.max(0, size - lookedAt);
  const leaves = tree.leaves(from, lookedAt);
  const [first] = leaves;
  if (first) {
    const events = (await log.readFrom(first.position, lookedAt * 2)).filter(isLeaf);
    for (const [i, leaf] of leaves.entries()) assertSame(leaf, events[i], await tiled.leafHash(leaf.index), origin);
  }
  if (!latest) return;
  const { size: signed, root } = parseCheckpoint(parseNote(latest.note).text);
  if (signed > size) throw new BesideTheSeal(`the tree has ${size} leaves, ${signed} were signed`);
  const now = await tiled.root(signed);
  if (!sameHash(root, now))
    throw new BesideTheSeal(`the root of ${signed} leaves is ${base64(now)}, ${base64(root)} was signed`);
}

function assertSame(leaf: Leaf, event: LoggedEvent | undefined, hash: Hash, origin: string): void {
  const { index, position, stream, version } = leaf;
  if (!event) throw new BesideTheSeal(`the log ends before leaf ${index}, at position ${position}`);
  if (event.position !== position || event.stream !== stream || event.version !== version)
    throw new BesideTheSeal(
      `leaf ${index} was ${stream}@${version} at ${position}; there is ${event.stream}@${event.version} at ${event.position}`,
    );
  if (!sameHash(hash, hashOf(origin, event))) throw new BesideTheSeal(`the event of leaf ${index} was changed`);
  fromLogged(event);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
