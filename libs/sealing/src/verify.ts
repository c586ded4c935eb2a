import { fromLogged, type EventLog, type LoggedEvent } from '@app/ledger';
import {
  hexId,
  judgeCheckpoint,
  leafHash,
  leafHasher,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  Rejected,
  sameHash,
  TiledTree,
  TileWriter,
  type Policy,
  type VerifierKey,
} from '@app/merkle';
import { NumberSet } from './number-set.js';
import { isLeaf } from './standing.js';
import type { Leaf, SealedCheckpoint, TreeFile } from './tree-file.js';

/** How something was seen that must not be. Stable. */
export type Detector =
  | 'payload' // an event's bytes are not those that were sealed
  | 'column' // what the store says beside an event is not what the event says
  | 'place' // another event stands where the sealed one stood
  | 'missing' // the log ends before a sealed event
  | 'extra' // an event stands among the sealed ones that is no leaf
  | 'gap' // a stream's versions do not follow each other
  | 'duplicate' // one event id twice
  | 'deletion' // the store was told to delete, hide or truncate a stream
  | 'tile' // a stored tile is not that of these events
  | 'root' // a signed checkpoint has another root than these events
  | 'signature' // a checkpoint is not signed by a known key, or signed badly
  | 'beyond' // somebody has seen a larger tree than there is
  | 'timestamp' // what an authority said of a checkpoint does not hold
  | 'unrecorded' // the log records a checkpoint that the tree does not have
  | 'map'; // a map that was sealed is not the one that these events give

export interface Failure {
  detector: Detector;
  /** The leaf, from 0, or the checkpoint's size. */
  at: number;
  reason: string;
}

/** What was read, and what it proves. Nothing is proven of what is not counted here. */
export interface Verified {
  /** Leaves whose bytes were read and hashed again, of all that the tree has. */
  leaves: number;
  of: number;
  bytes: number;
  /** Events behind the last checkpoint: not sealed yet. */
  unsealed: number;
  /** Checkpoints whose signature and root were compared. */
  checkpoints: number;
  /** Checkpoints that came from outside and were compared: of witnesses, of whoever kept one. */
  fromOutside: number;
  /** Where there is a policy: how many checkpoints have enough cosignatures by it, and the largest that has. */
  cosigned?: { checkpoints: number; size: number; sealedAt: string | null };
  last?: { size: number; root: string; sealedAt: string; witnessed: number; witnesses: number };
  failures: readonly Failure[];
}

/** A signed checkpoint, and the ids of the known keys that signed it. */
interface Opened {
  size: number;
  root: string;
  signers: readonly string[];
}

/** How far reading had come at the end of a page: only of leaves under the tree, so that the rest is read again. */
export interface Reached {
  leaves: number;
  /** The position of the last event, how many events were read, and their bytes. */
  after: number;
  read: number;
  bytes: number;
}

/** What must be known of the part that was read and found whole, by this run or an earlier one. */
export interface Remembered {
  readonly reached: Reached;
  readonly versions: Map<string, number>;
  readonly ids: NumberSet;
  readonly twice: Set<string>;
  readonly recorded: { at: number; size: number; root: string }[];
  readonly roots: Map<number, string>;
  readonly retired: Map<string, number>;
  /** Called at the end of each page as long as nothing was found. */
  page(reached: Reached, root: () => string): void;
}

export interface VerifyOptions {
  log: EventLog;
  tree: TreeFile;
  /** Public keys of the log that are trusted. */
  keys: readonly VerifierKey[];
  policy?: Policy;
  /** Signed checkpoints that others have kept. */
  outside?: readonly string[];
  /** How many events the store holds up to a position, where it can say: those too that no reader comes by. */
  countTo?: (position: number) => number;
  /** What the store was told to delete, hide or truncate, where it keeps traces of that. */
  traces?: () => AsyncIterable<readonly { position: number; stream: string; type: string }[]>;
  /** What an earlier run has read, to go on from; and where this one keeps how far it came. */
  state?: Remembered;
  /** Told of each page. */
  step?: (leaves: number) => void;
}

const perPage = 2000;
/** So many are told of one kind; the others are counted in the last. */
const mostTold = 20;

/**
 * Reads every stored event again, hashes it, and compares it with its leaf, its place, the tiles and every signed
 * checkpoint. Runs beside a server: what is sealed meanwhile is left for the next time.
 */
export async function verifyLog(options: VerifyOptions): Promise<Verified> {
  return new Verification(options).run();
}

class Verification {
  private readonly state = this.options.state;
  private readonly failures: Failure[] = [];
  private readonly told = new Map<Detector, number>();
  private readonly versions: Map<string, number> = this.state?.versions ?? new Map<string, number>();
  /** 48 bits of each event's id. */
  private readonly ids = this.state?.ids ?? new NumberSet();
  private readonly twice = this.state?.twice ?? new Set<string>();
  private readonly recorded: { at: number; size: number; root: string }[] = this.state?.recorded ?? [];
  private readonly roots: Map<number, string> = this.state?.roots ?? new Map<number, string>();
  /** The leaf that tells of a key's retirement, by the key's id. */
  private readonly retired = this.state?.retired ?? new Map<string, number>();
  private bytes = this.state?.reached.bytes ?? 0;
  /** The sizes of checkpoints of which something is told. */
  private readonly badlySigned = new Set<number>();
  private readonly cosigned = { checkpoints: 0, size: 0, sealedAt: null as string | null };
  private readonly hashed;

  constructor(private readonly options: VerifyOptions) {
    const [key] = options.keys;
    if (!key) throw new TypeError('nothing is verified without a key');
    this.hashed = leafHasher(key.name);
  }

  async run(): Promise<Verified> {
    const { log, tree, outside = [] } = this.options;
    const of = tree.size;
    const checkpoints = this.checkpointsOf(tree, of);
    const foreign = outside.map((note) => this.opened(note)).filter((one) => one !== undefined);
    const wanted = new Set([...checkpoints, ...foreign].map(({ size }) => size));
    const { state } = this;
    let { leaves, after, read } = state?.reached ?? { leaves: 0, after: 0, read: 0 };
    let unsealed = 0;
    const writer = await TileWriter.resume(tree.readTile, leaves);
    await this.rootsBefore(leaves, wanted);
    for (;;) {
      const events = await log.readAll(after, perPage);
      if (events.length === 0) break;
      after = events[events.length - 1].position;
      read += events.length;
      const places = tree.leaves(leaves, events.length);
      let next = 0;
      for (const event of events) {
        if (!isLeaf(event)) continue;
        this.event(event, leaves);
        const place = places[next];
        if (leaves >= of || !place) {
          unsealed++;
          continue;
        }
        if (event.position < place.position) {
          this.fail('extra', leaves, `${event.stream}@${event.version} at ${event.position} is no leaf`);
          continue;
        }
        next++;
        this.leaf(event, place);
        writer.append(this.hash(event));
        leaves++;
        if (wanted.has(leaves)) this.roots.set(leaves, hex(writer.root()));
      }
      this.tiles(writer);
      if (unsealed === 0 && this.failures.length === 0)
        state?.page({ leaves, after, read, bytes: this.bytes }, () => hex(writer.root()));
      this.options.step?.(leaves);
    }
    const stored = this.options.countTo?.(after) ?? read;
    if (stored !== read) this.fail('extra', leaves, `the store holds ${stored} events, of which the log gives ${read}`);
    for await (const traces of this.options.traces?.() ?? [])
      for (const { position, stream, type } of traces) this.fail('deletion', position, `${type} in ${stream}`);
    if (leaves < of) this.fail('missing', leaves, `the log has ${leaves} of ${of} sealed events`);
    for (const { size, root } of checkpoints) this.root('root', size, root, of);
    for (const { size, root } of foreign) this.root(size > of ? 'beyond' : 'root', size, root, of);
    for (const one of [...checkpoints, ...foreign]) this.signers(one);
    this.recordedOnes(checkpoints, of);
    await this.duplicates();
    const lastSealed = checkpoints.length === 0 ? 0 : checkpoints[checkpoints.length - 1].size;
    return {
      leaves,
      of,
      bytes: this.bytes,
      unsealed: unsealed + Math.max(0, leaves - lastSealed),
      checkpoints: checkpoints.length,
      fromOutside: foreign.length,
      ...(this.options.policy && { cosigned: this.cosigned }),
      ...this.lastOf(tree),
      failures: this.failures,
    };
  }

  // Of checkpoints that came to be known since an earlier run passed them: out of the tiles whose root it has computed.
  private async rootsBefore(leaves: number, wanted: ReadonlySet<number>): Promise<void> {
    const tiled = new TiledTree(this.options.tree.readTile, leaves);
    for (const size of wanted) {
      if (size > leaves || this.roots.has(size)) continue;
      try {
        this.roots.set(size, hex(await tiled.root(size)));
      } catch (error) {
        if (!(error instanceof Rejected)) throw error;
        this.fail('tile', size, error.message);
      }
    }
  }

  // Every signed checkpoint: its signature and its witnesses' now, its root once the tree has been computed. One that is
  // signed meanwhile is left for the next time.
  private checkpointsOf(tree: TreeFile, of: number) {
    const found: Opened[] = [];
    for (let from = 0; ;) {
      const page = tree.checkpoints(from, perPage);
      if (page.length === 0) return found;
      const to = page[page.length - 1].size;
      const lines = this.options.policy ? tree.cosignaturesBetween(page[0].size, to) : noLines;
      for (const sealed of page) {
        const opened = this.opened(sealed.note, sealed.size);
        if (!opened) continue;
        if (opened.size !== sealed.size) this.fail('signature', sealed.size, `the note says ${opened.size} leaves`);
        else if (opened.size <= of) {
          found.push(opened);
          this.witnesses(sealed, lines.get(sealed.size) ?? '');
        } else if (opened.size > tree.size)
          this.fail('missing', opened.size, `the tree has ${tree.size} leaves, ${opened.size} were signed`);
      }
      from = to + 1;
    }
  }

  // A line of a witness of the policy must hold, under whatever checkpoint it was put.
  private witnesses({ size, note, sealedAt }: SealedCheckpoint, lines: string): void {
    const { policy, keys } = this.options;
    if (!policy) return;
    try {
      const { witnessed, quorum } = judgeCheckpoint(policy, note + lines, keys);
      if (!quorum || witnessed.length === 0) return;
      this.cosigned.checkpoints++;
      Object.assign(this.cosigned, { size, sealedAt });
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.fail('signature', size, error.message);
    }
  }

  private opened(note: string, at = sizeIn(note)): Opened | undefined {
    try {
      const { checkpoint, logs } = openCheckpoint(note, this.options.keys);
      return { size: checkpoint.size, root: hex(checkpoint.root), signers: logs.map(({ id }) => hexId(id)) };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.fail('signature', at, error.message);
      return undefined;
    }
  }

  // What a key signed holds, but it signs nothing over the leaf that tells of its retirement: whoever has it then is not the ledger.
  private signers({ size, signers }: Opened): void {
    if (signers.some((keyId) => (this.retired.get(keyId) ?? size) >= size)) return;
    this.fail('signature', size, `${size} leaves were signed with ${signers.join(', ')}, retired before`);
  }

  private event(event: LoggedEvent, index: number): void {
    const { stream, version, eventId, type, body, position } = event;
    this.bytes += body.length;
    const expected = this.versions.get(stream) ?? 0;
    if (version !== expected) this.fail('gap', position, `${stream} goes from version ${expected - 1} to ${version}`);
    this.versions.set(stream, version + 1);
    if (!this.ids.add(Number.parseInt(eventId.slice(0, 8) + eventId.slice(9, 13), 16))) this.twice.add(eventId);
    if (!saysAll(event))
      this.fail('column', position, `the store says ${type} ${eventId} in ${stream}, the event does not`);
    if (type === 'CheckpointSealed') this.checkpointEvent(event);
    if (type === 'LedgerKeyRetired') this.retirement(event, index);
  }

  private retirement(event: LoggedEvent, index: number): void {
    try {
      const { keyId } = fromLogged(event).data as { keyId: string };
      if (!this.retired.has(keyId)) this.retired.set(keyId, index);
    } catch (error) {
      this.fail('column', event.position, `what records a key's retirement cannot be read: ${String(error)}`);
    }
  }

  private checkpointEvent(event: LoggedEvent): void {
    try {
      const { data } = fromLogged(event);
      const { treeSize, rootHash } = data as { treeSize: number; rootHash: string };
      this.recorded.push({ at: event.position, size: treeSize, root: rootHash });
    } catch (error) {
      this.fail('column', event.position, `what records a checkpoint cannot be read: ${String(error)}`);
    }
  }

  private hash({ body, position }: LoggedEvent): Uint8Array {
    try {
      return this.hashed(body);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.fail('payload', position, error.message);
      return leafHash(body);
    }
  }

  private leaf(event: LoggedEvent, { index, position, stream, version }: Leaf): void {
    if (event.position === position && event.stream === stream && event.version === version) return;
    this.fail(
      'place',
      index,
      `${stream}@${version} was at ${position}; ${event.stream}@${event.version} is at ${event.position}`,
    );
  }

  private tiles(writer: TileWriter): void {
    for (const { path, bytes } of writer.take()) {
      const kept = this.options.tree.tile(path);
      if (kept && Buffer.compare(kept, bytes) === 0) continue;
      const isLeaves = path.startsWith('tile/0/');
      const first = kept ? differsAt(kept, bytes) : 0;
      this.fail(
        isLeaves && kept ? 'payload' : 'tile',
        first,
        `${path} ${kept ? 'differs from the events' : 'is missing or short'}, from its hash ${first} on`,
      );
    }
  }

  private root(detector: Detector, size: number, root: string, of: number): void {
    const computed = this.roots.get(size);
    if (computed === root) return;
    const has = computed === undefined ? `there are ${of} leaves only` : `these events have ${computed}`;
    this.fail(detector, size, `${size} leaves were signed with the root ${root}; ${has}`);
  }

  // What the log itself says was signed: an old copy of the tree does not have the last of it. What was signed while the
  // log was read is in the tree by now.
  private recordedOnes(checkpoints: readonly { size: number; root: string }[], of: number): void {
    const kept = new Map(checkpoints.map(({ size, root }) => [size, root]));
    for (const { at, size, root } of this.recorded)
      if ((kept.get(size) ?? this.signedSince(size, of)) !== root)
        this.fail('unrecorded', at, `the log records a checkpoint of ${size} leaves that the tree does not have`);
  }

  private signedSince(size: number, of: number): string | undefined {
    if (!Number.isSafeInteger(size) || size < of) return undefined;
    const [sealed] = this.options.tree.checkpoints(size, 1);
    return sealed?.size === size ? this.opened(sealed.note)?.root : undefined;
  }

  private async duplicates(): Promise<void> {
    if (this.twice.size === 0) return;
    const seen = new Map<string, number>();
    for (let after = 0; ;) {
      const events = await this.options.log.readAll(after, perPage);
      if (events.length === 0) break;
      after = events[events.length - 1].position;
      for (const { eventId, position } of events) {
        if (!this.twice.has(eventId)) continue;
        const before = seen.get(eventId);
        if (before !== undefined) this.fail('duplicate', position, `${eventId} stands at ${before} and at ${position}`);
        seen.set(eventId, position);
      }
    }
  }

  private lastOf(tree: TreeFile): Pick<Verified, 'last'> {
    const latest: SealedCheckpoint | undefined = tree.latest;
    if (!latest) return {};
    const note = tree.cosigned(latest);
    const { policy, keys } = this.options;
    try {
      const { checkpoint } = openCheckpoint(note, keys);
      const judged = policy && judgeCheckpoint(policy, note, keys);
      const { size, root } = checkpoint;
      const [witnessed, witnesses] = [judged?.witnessed.length ?? 0, judged?.witnesses ?? 0];
      return { last: { size, root: hex(root), sealedAt: latest.sealedAt, witnessed, witnesses } };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      if (!this.badlySigned.has(latest.size)) this.fail('signature', latest.size, error.message);
      return {};
    }
  }

  private fail(detector: Detector, at: number, reason: string): void {
    const times = (this.told.get(detector) ?? 0) + 1;
    this.told.set(detector, times);
    if (detector === 'signature') this.badlySigned.add(at);
    if (times < mostTold) this.failures.push({ detector, at, reason });
    else if (times === mostTold) this.failures.push({ detector, at, reason: 'and more of this kind' });
  }
}

const noLines: ReadonlyMap<number, string> = new Map();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const sizeIn = (note: string) => {
  try {
    return parseCheckpoint(parseNote(note).text).size;
  } catch (error) {
    if (error instanceof Rejected) return 0;
    throw error;
  }
};

// A member of the envelope stands after its data, and nothing after the data holds such text but itself: strings there
// escape their quotes. Looked for in the bytes, since parsing each event would take most of the time.
const names = {
  eventId: Buffer.from(',"eventId":"'),
  stream: Buffer.from(',"stream":"'),
  type: Buffer.from(',"type":"'),
};

/** So many bytes at the end of an envelope hold all that follows its data, nearly always. */
const tailBytes = 400;

/** Whether an event's bytes say of it what the store says beside them. */
function saysAll({ body, eventId, stream, type, version }: LoggedEvent): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - tailBytes));
  const end = `,"stream":"${stream}","type":"${type}","version":${version}}`;
  if (tail.endsWith(end)) {
    const at = tail.lastIndexOf(',"eventId":"', tail.length - end.length);
    if (at >= 0) return tail.startsWith(`${eventId}"`, at + names.eventId.length);
  }
  return says(bytes, 'eventId', eventId) && says(bytes, 'stream', stream) && says(bytes, 'type', type);
}

function says(bytes: Buffer, member: keyof typeof names, value: string): boolean {
  const name = names[member];
  const at = bytes.lastIndexOf(name) + name.length;
  if (at < name.length) return false;
  // Almost every name is as long in JSON as it is; the others are compared as JSON has them.
  const isPlain = Buffer.byteLength(value) === value.length && !value.includes('"') && !value.includes('\\');
  if (isPlain) return bytes.toString('latin1', at, at + value.length + 1) === `${value}"`;
  const text = Buffer.from(JSON.stringify(value));
  return bytes.subarray(at - 1, at - 1 + text.length).equals(text);
}

function differsAt(one: Uint8Array, other: Uint8Array): number {
  for (let i = 0; i < one.length; i += 32)
    if (!sameHash(one.subarray(i, i + 32), other.subarray(i, i + 32))) return i / 32;
  return 0;
}
