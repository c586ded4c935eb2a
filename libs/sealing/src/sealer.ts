import { fromLogged, type EventLog, type LoggedEvent } from '@app/ledger';
import { leafHasher, signCheckpoint, TileWriter, type SignerKey } from '@app/merkle';
import { assertSeen, assertStanding, BesideTheSeal, isLeaf, type SeenCheckpoint } from './standing.js';
import { assertInForce } from './told-keys.js';
import type { LeafPlace, SealedCheckpoint, TreeFile } from './tree-file.js';

/** Why a signal aborts when nothing more may be signed, not even what waits. */
export const abandoned = 'abandoned';

/** Leaves that wait in memory for a checkpoint; past so many they are kept without one. */
const mostWaiting = 10_000;

export interface SealerOptions {
  log: EventLog;
  tree: TreeFile;
  /** The log's key; its name is the origin. */
  key: SignerKey;
  now: () => string;
  /** What others have seen of this log; none where absent. */
  seen?: readonly SeenCheckpoint[];
  /** The most time from an append to the checkpoint over it, in ms; 1000 where absent. */
  everyMs?: number;
  /** Told of each checkpoint once it is on disk. */
  onSealed?: (checkpoint: SealedCheckpoint) => void;
}

/**
 * Follows the log, appends every event to the tree, and signs a checkpoint at most `everyMs` after an append. What tells
 * of the tree itself is a leaf as well, but no reason for a checkpoint of its own. A checkpoint is on disk, with its
 * leaves and tiles, before anybody is told of it.
 */
export class Sealer {
  private waiting: LeafPlace[] = [];
  /** Whether a leaf waits that asks for a checkpoint. */
  private due = false;
  private timer: NodeJS.Timeout | undefined;
  private lastSealed = 0;
  private readonly hashed = leafHasher(this.options.key.verifier.name);
  private failure: ((error: unknown) => void) | undefined;

  private constructor(
    private readonly options: SealerOptions,
    private readonly writer: TileWriter,
    private after: number,
    /** Roots, in hex, by the sizes that were signed once, as log or witnesses tell, and that this tree has not reached again. */
    private readonly told: Map<number, string>,
  ) {}

  /** Goes on from the tree's file. Rejects with `BesideTheSeal` where the log is not the one that was sealed, or the key retired. */
  static async open(options: SealerOptions): Promise<Sealer> {
    const { log, tree, key, seen = [] } = options;
    await assertInForce(log, key.verifier);
    await assertStanding(log, tree, key.verifier.name);
    const told = await assertSeen(log, tree, [...(await toldBeyond(log, tree)), ...seen]);
    const { size } = tree;
    const writer = await TileWriter.resume(tree.readTile, size);
    const sealer = new Sealer(options, writer, tree.leaf(size - 1)?.position ?? 0, told);
    // A stop between leaves and checkpoint: those that came last are signed with the next ones.
    sealer.due = tree.leaves(tree.latest?.size ?? 0, Number.MAX_SAFE_INTEGER).some(({ stream }) => !isOwn(stream));
    return sealer;
  }

  /** How many leaves the tree has, sealed or waiting. */
  get size(): number {
    return this.writer.size;
  }

  /** Seals until the signal aborts; rejects when log or tree fail. What waits then is sealed before it ends. */
  async run(signal: AbortSignal): Promise<void> {
    const failed = new Promise<never>((_, reject) => (this.failure = reject));
    failed.catch(() => undefined); // the race below looks at it
    try {
      await Promise.race([failed, this.follow(signal)]);
    } finally {
      clearTimeout(this.timer);
    }
    if (signal.reason === abandoned) return;
    if (this.due && this.told.size === 0) this.seal();
    else this.keep();
  }

  private async follow(signal: AbortSignal): Promise<void> {
    if (this.due) this.planned();
    for await (const batch of this.options.log.follow(this.after, signal)) this.take(batch);
  }

  private take(batch: readonly LoggedEvent[]): void {
    for (const event of batch) {
      this.after = event.position;
      if (!isLeaf(event)) continue;
      const { position, stream, version } = event;
      this.writer.append(this.hashed(event.body));
      this.compareTold();
      this.waiting.push({ position, stream, version });
      if (!isOwn(stream)) this.due = true;
    }
    if (this.due) this.planned();
    if (this.waiting.length >= mostWaiting) this.keep();
  }

  // An older copy of the tree grows again over the same leaves, or over others than were signed.
  private compareTold(): void {
    const { size } = this.writer;
    const told = this.told.get(size);
    if (told === undefined) return;
    const root = Buffer.from(this.writer.root()).toString('hex');
    if (told !== root) throw new BesideTheSeal(`${size} leaves have the root ${root}, ${told} was signed`);
    this.told.delete(size);
  }

  private planned(): void {
    if (this.told.size > 0) return; // nothing is signed before all that was signed once is passed
    const left = this.lastSealed + (this.options.everyMs ?? 1000) - Date.now();
    if (left <= 0) return this.seal();
    this.timer ??= setTimeout(() => {
      try {
        this.seal();
      } catch (error) {
        this.failure?.(error);
      }
    }, left);
  }

  private seal(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { key, now } = this.options;
    const { size } = this.writer;
    const note = signCheckpoint(key, { origin: key.verifier.name, size, root: this.writer.root() });
    const checkpoint = { size, note, sealedAt: now() };
    this.keep(checkpoint);
    this.due = false;
    this.lastSealed = Date.now();
    this.options.onSealed?.(checkpoint);
  }

  private keep(checkpoint?: SealedCheckpoint): void {
    this.options.tree.grow(this.waiting, this.writer.take(), checkpoint);
    this.waiting = [];
  }
}

// The checkpoints that the log tells of past the latest one that the tree has.
async function toldBeyond(log: EventLog, tree: TreeFile): Promise<SeenCheckpoint[]> {
  const latest = tree.latest?.size ?? 0;
  // Each was told in its turn, so that those told beyond it stand behind as many as the tree has.
  const events = await log.read(sealStream, Math.max(0, tree.checkpointCount - 10));
  return events
    .filter(({ type }) => type === 'CheckpointSealed')
    .map((event) => fromLogged(event).data as { treeSize: number; rootHash: string })
    .filter(({ treeSize }) => treeSize > latest)
    .map(({ treeSize, rootHash }) => ({ by: 'the log', size: treeSize, root: rootHash }));
}

/** The stream of the events that tell of the tree itself: they are leaves, but no reason to sign another checkpoint. */
export const sealStream = 'ledger-checkpoints';
const isOwn = (stream: string) => stream === sealStream;
