import { fromLogged, LogUnavailable, type EventLog, type LoggedEvent } from '@app/ledger';
import { leafHasher, openCheckpoint, Rejected, sameHash, TiledTree, TileWriter, type Hash, type VerifierKey } from '@app/merkle'; // prettier-ignore
import { isLeaf } from './standing.js';
import type { Leaf, TreeFile } from './tree-file.js';
import type { Detector } from './verify.js';

/** Something that must not be. `at` is the position of the event, or the size of the checkpoint for `root` and `signature`. */
export interface ScrubFailure {
  detector: Detector | 'unreadable';
  at: number;
  reason: string;
}

/** How far a scrub has come. */
export interface ScrubState {
  /** Leaves that the pass under way has read again, of those under the checkpoint that was the latest when it began. */
  leaves: number;
  of: number;
  /** Full passes that have ended, and when the last one did. */
  passes: number;
  lastPassAt: string | null;
  /** Leaves read again since the start, in all passes. */
  read: number;
  /** What was found in the last full pass and in the one under way, the first ones; and how many there were. */
  failures: readonly ScrubFailure[];
  failed: number;
}

export interface ScrubOptions {
  log: EventLog;
  tree: TreeFile;
  /** The keys of the log: one name, all that ever signed. */
  keys: readonly VerifierKey[];
  now: () => string;
}

/** So many failures of a pass are told. */
const mostTold = 20;

/** One walk over the leaves under a checkpoint. */
interface Pass {
  size: number;
  root: Hash;
  writer: TileWriter;
  after: number;
  /** Whether every leaf so far had its event, so that the root can be compared. */
  complete: boolean;
  failures: ScrubFailure[];
  failed: number;
}

/**
 * Reads stored events again and hashes them, a few at a time and for ever: what `verify` does, slowly. Each leaf is
 * compared with its event, the tiles with what these events give, and at the end of a pass the root with the checkpoint.
 */
export class Scrub {
  private pass: Pass | undefined;
  private ended: Pick<Pass, 'failures' | 'failed'> = { failures: [], failed: 0 };
  private passes = 0;
  private lastPassAt: string | null = null;
  private read = 0;
  private readonly hashed;

  constructor(private readonly options: ScrubOptions) {
    const [key] = options.keys;
    if (!key) throw new TypeError('nothing is scrubbed without a key');
    this.hashed = leafHasher(key.name);
  }

  get state(): ScrubState {
    const { pass, ended, passes, lastPassAt, read } = this;
    const { size: of = 0, writer, failures = [], failed = 0 } = pass ?? {};
    return {
      leaves: writer?.size ?? 0,
      of,
      ...{ passes, lastPassAt, read },
      failures: [...ended.failures, ...failures],
      failed: ended.failed + failed,
    };
  }

  /** Reads the next events, so many at most. What the store cannot give is a failure too, and tried again the next time. */
  async slice(events: number): Promise<ScrubState> {
    try {
      const pass = (this.pass ??= await this.begun());
      if (pass) await this.go(pass, events);
    } catch (error) {
      if (!(error instanceof LogUnavailable)) this.unreadable(error);
    }
    return this.state;
  }

  private async begun(): Promise<Pass | undefined> {
    const { tree, keys } = this.options;
    const { latest } = tree;
    if (!latest) return undefined;
    const pass = {
      after: 0,
      complete: true,
      failures: [],
      failed: 0,
      writer: await TileWriter.resume(tree.readTile, 0),
    };
    try {
      const { size, root } = openCheckpoint(latest.note, keys).checkpoint;
      return { ...pass, size, root };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      const begun = { ...pass, size: latest.size, root: new Uint8Array(), complete: false };
      this.fail(begun, 'signature', latest.size, error.message);
      return begun;
    }
  }

  private async go(pass: Pass, most: number): Promise<void> {
    const { log, tree } = this.options;
    const { size, writer } = pass;
    const events = await log.readAll(pass.after, most);
    const places = tree.leaves(writer.size, Math.min(events.length, size - writer.size));
    const tiled = new TiledTree(tree.readTile, size);
    let next = 0;
    for (const event of events) {
      if (writer.size >= size) break;
      pass.after = event.position;
      if (!isLeaf(event)) continue;
      for (; places[next] && places[next].position < event.position; next++)
        await this.missing(pass, places[next], tiled);
      const place = places[next];
      if (place?.position !== event.position) {
        this.fail(pass, 'extra', event.position, `${event.stream}@${event.version} is no leaf`);
        continue;
      }
      next++;
      this.read++;
      await this.leaf(pass, event, place, tiled);
    }
    this.tiles(pass);
    if (events.length === 0 && writer.size < size) {
      this.fail(pass, 'missing', pass.after, `the log ends before leaf ${writer.size} of ${size}`);
      pass.complete = false;
      this.end(pass);
    } else if (writer.size >= size) this.end(pass);
  }

  private async leaf(
    pass: Pass,
    event: LoggedEvent,
    { stream, version, index }: Leaf,
    tiled: TiledTree,
  ): Promise<void> {
    const { position } = event;
    const hash = this.hashOf(event);
    const kept = await this.keptHash(pass, tiled, index, position);
    pass.writer.append(kept ?? hash ?? nothing); // so that only what differs is told
    if (!hash || (kept && !sameHash(hash, kept)))
      this.fail(pass, 'payload', position, `leaf ${index}: the event is not the one that was sealed`);
    else if (event.stream !== stream || event.version !== version)
      this.fail(pass, 'place', position, `leaf ${index} was ${stream}@${version}, the store has ${event.stream}@${event.version}`); // prettier-ignore
    else if (!isItself(event))
      this.fail(pass, 'column', position, `leaf ${index}: the store says of the event what it does not say`);
  }

  // Its place is taken, so that those behind it are compared with their own.
  private async missing(pass: Pass, { position, index, stream, version }: Leaf, tiled: TiledTree): Promise<void> {
    this.fail(pass, 'missing', position, `leaf ${index}, ${stream}@${version}, is not in the log`);
    pass.complete = false;
    pass.writer.append((await this.keptHash(pass, tiled, index, position)) ?? nothing);
  }

  private hashOf({ body }: LoggedEvent): Hash | undefined {
    try {
      return this.hashed(body);
    } catch (error) {
      if (error instanceof Rejected) return undefined; // no envelope has such bytes
      throw error;
    }
  }

  private async keptHash(pass: Pass, tiled: TiledTree, index: number, position: number): Promise<Hash | undefined> {
    try {
      return await tiled.leafHash(index);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      const isTold = pass.failures.some((one) => one.detector === 'tile' && one.reason === error.message);
      if (!isTold) this.fail(pass, 'tile', position, error.message);
      pass.complete = false;
      return undefined;
    }
  }

  // The leaves were compared one by one; these are the hashes above them.
  private tiles(pass: Pass): void {
    for (const { path, bytes } of pass.writer.take()) {
      if (path.startsWith('tile/0/')) continue;
      const kept = this.options.tree.tile(path);
      if (kept && Buffer.compare(kept, bytes) === 0) continue;
      this.fail(pass, 'tile', pass.after, `${path} is ${kept ? 'not that of the events' : 'missing or short'}`);
    }
  }

  private end(pass: Pass): void {
    const { size, root, complete, writer } = pass;
    if (complete && !sameHash(writer.root(), root))
      this.fail(pass, 'root', size, `${size} leaves were signed with another root than these events have`);
    this.ended = { failures: pass.failures, failed: pass.failed };
    this.pass = undefined;
    this.passes++;
    this.lastPassAt = this.options.now();
  }

  private unreadable(error: unknown): void {
    const at = this.pass?.after ?? 0;
    const within = this.pass ?? this.ended;
    if (within.failures.some((one) => one.detector === 'unreadable' && one.at === at)) return;
    const why = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    this.fail(within, 'unreadable', at, `behind position ${at}: ${String(why)}`);
  }

  private fail(
    pass: Pick<Pass, 'failures' | 'failed'>,
    detector: ScrubFailure['detector'],
    at: number,
    reason: string,
  ): void {
    pass.failed++;
    if (pass.failures.length < mostTold) pass.failures.push({ detector, at, reason });
  }
}

// Stands where a leaf's hash is not known; no root is compared over it.
const nothing: Hash = new Uint8Array(32);

function isItself(event: LoggedEvent): boolean {
  try {
    fromLogged(event);
    return true;
  } catch {
    return false; // why is not told: the message may hold what the event says
  }
}
