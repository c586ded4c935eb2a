import { fromLogged, type EventLog, type LoggedEvent } from '@app/ledger';
import { leafBytes, leafHash, parseCheckpoint, parseNote, sameHash, TiledTree, type Hash } from '@app/merkle';
import type { Leaf, TreeFile } from './tree-file.js';

/** Events that are never leaves: streams of the store itself. */
export const isLeaf = ({ stream }: Pick<LoggedEvent, 'stream'>): boolean => !stream.startsWith('$');

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

/** A checkpoint of this log that somebody has seen, signed with its key. `by` names them, `root` is in hex. */
export interface SeenCheckpoint {
  by: string;
  size: number;
  root: string;
}

/** Why a tree is not the one that somebody saw a checkpoint of; nothing where it begins with that. */
export async function contradiction(tree: TreeFile, { by, size, root }: SeenCheckpoint): Promise<string | undefined> {
  const there = tree.size;
  if (size > there) return `${by} has seen ${size} leaves, there are ${there}`;
  const now = hex(await new TiledTree(tree.readTile, there).root(size));
  return now === root ? undefined : `${by} has seen ${size} leaves with the root ${root}, they have ${now}`;
}

/**
 * Compares a tree with what others have seen of it. Where it has fewer leaves the log must have them, and the sizes and
 * roots are answered that it must come by before anything is signed: a tree that was lost is made anew and shown to be the
 * one that was seen. Rejects with `BesideTheSeal`.
 */
export async function assertSeen(
  log: EventLog,
  tree: TreeFile,
  seen: readonly SeenCheckpoint[],
): Promise<Map<number, string>> {
  const beyond = new Map<number, string>();
  for (const one of seen) {
    if (one.size <= tree.size) {
      const reason = await contradiction(tree, one);
      if (reason !== undefined) throw new BesideTheSeal(reason);
    } else if ((beyond.get(one.size) ?? one.root) === one.root) beyond.set(one.size, one.root);
    else throw new BesideTheSeal(`${one.by} has seen another root of ${one.size} leaves than others have`);
  }
  const leaves = await leavesIn(log, tree, Math.max(0, ...beyond.keys()));
  const [unmet] = seen.filter(({ size }) => size > leaves);
  if (unmet) throw new BesideTheSeal(`${unmet.by} has seen ${unmet.size} leaves, there are ${leaves}`);
  return beyond;
}

// How many leaves the tree and the events behind it make, counted up to what is asked for.
async function leavesIn(log: EventLog, tree: TreeFile, wanted: number): Promise<number> {
  let leaves = tree.size;
  for (let after = tree.leaf(leaves - 1)?.position ?? 0; leaves < wanted;) {
    const events = await log.readAll(after, lookedAt);
    if (events.length === 0) break;
    after = events[events.length - 1].position;
    leaves += events.filter(isLeaf).length;
  }
  return leaves;
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

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
