import { createHash } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { canonical } from '@app/ledger';
import { formatVkey, Rejected, TiledTree } from '@app/merkle';
import { TakenMap, TakenNumbers } from './taken.js';
import type { Reached, Remembered, VerifyOptions } from './verify.js';

/** A state of verification that this one cannot go on from: spoilt, of other options, or of another log. */
export class StateRefused extends Error {
  override readonly name = 'StateRefused';

  constructor(
    readonly why: 'spoilt' | 'options' | 'foreign',
    message: string,
  ) {
    super(message);
  }
}

const form = 'access-ledger/verify-state@v1';
const everyLeaves = 100_000;
const idBytes = 6;

/** One line: what came since the line before. The root, in hex, is the hash of all that was read. */
interface Kept extends Reached {
  root: string;
  at: string;
  ids: string;
  versions: [string, number][];
  roots: [number, string][];
  recorded: { at: number; size: number; root: string }[];
  retired: [string, number][];
  twice: string[];
}

/**
 * What verification must know of the part that was read and found whole, kept in a file line by line, so that a run that was killed goes on.
 * Each line is chained to those before it by a hash; a last one that was cut short is dropped. It holds no secret, and
 * proves nothing to whoever does not trust the file: it stands for what the earlier run saw.
 */
export class VerifyState implements Remembered {
  readonly versions = new TakenMap<string, number>();
  readonly ids = new TakenNumbers();
  readonly twice = new Set<string>();
  readonly recorded: Kept['recorded'] = [];
  readonly roots = new TakenMap<number, string>();
  readonly retired = new Map<string, number>();
  reached: Reached = { leaves: 0, after: 0, read: 0, bytes: 0 };
  /** What earlier runs have read, from when to when; nothing where this is the first. */
  earlier: { leaves: number; from: string; to: string } | undefined;
  private root = '';
  private chain = '';
  private startedAt = '';
  private recordedKept = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: number,
    private readonly now: () => string,
    private readonly every: number,
  ) {}

  /**
   * Opens the file, or makes it where there is none. Rejects with `StateRefused` where it is spoilt, was made with other
   * keys, policy or checkpoints, or where log and tree are not those that the earlier run read.
   */
  static async open(
    file: string,
    options: Pick<VerifyOptions, 'log' | 'tree' | 'keys' | 'policy' | 'outside'>,
    { now, every = everyLeaves }: { now: () => string; every?: number },
  ): Promise<VerifyState> {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const state = new VerifyState(file, openSync(file, 'a', 0o600), now, every);
    try {
      const lines = text.split('\n').slice(0, -1); // what follows the last line's end was cut short
      const [head] = lines.splice(0, 1);
      if (head === undefined && text !== '' && !text.startsWith('{"chain":"'))
        throw new StateRefused('spoilt', 'it is no state of verification'); // nor the beginning of one
      if (head === undefined) state.begin(saidOf(options));
      else {
        state.resume(head, lines, saidOf(options));
        ftruncateSync(state.handle, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
        await state.assertOf(options);
      }
      return state;
    } catch (error) {
      closeSync(state.handle);
      throw error;
    }
  }

  /** Keeps what was read up to the end of a page, where enough has come since it was kept last. */
  page(reached: Reached, root: () => string): void {
    if (reached.leaves - this.reached.leaves < this.every) return;
    this.reached = reached;
    this.root = root();
    const ids = Buffer.alloc(this.ids.fresh.length * idBytes);
    this.ids.take().forEach((id, i) => ids.writeUIntBE(id, i * idBytes, idBytes));
    this.write({
      ...reached,
      root: this.root,
      at: this.now(),
      ids: ids.toString('base64'),
      versions: this.versions.take(),
      roots: this.roots.take(),
      recorded: this.recorded.slice(this.recordedKept),
      retired: [...this.retired],
      twice: [...this.twice],
    });
    this.recordedKept = this.recorded.length;
  }

  /** Lets go of the file, which stays. */
  close(): void {
    closeSync(this.handle);
  }

  /** The file goes: nothing is left to go on with. */
  remove(): void {
    this.close();
    rmSync(this.file);
  }

  private begin(said: string): void {
    ftruncateSync(this.handle, 0);
    this.write({ form, said, startedAt: this.now() });
  }

  private resume(head: string, lines: readonly string[], said: string): void {
    const begun = this.parsed(head) as { form?: unknown; said?: unknown; startedAt: string };
    if (begun.form !== form) throw new StateRefused('spoilt', 'it is no state of verification');
    if (begun.said !== said) throw new StateRefused('options', 'it was made with other keys, policy or checkpoints');
    this.startedAt = begun.startedAt;
    for (const line of lines) this.take(this.parsed(line) as Kept);
  }

  private take({ leaves, after, read, bytes, ...kept }: Kept): void {
    this.reached = { leaves, after, read, bytes };
    this.root = kept.root;
    this.earlier = { leaves, from: this.startedAt, to: kept.at };
    const ids = Buffer.from(kept.ids, 'base64');
    for (let i = 0; i < ids.length; i += idBytes) this.ids.add(ids.readUIntBE(i, idBytes));
    for (const [stream, version] of kept.versions) this.versions.set(stream, version);
    for (const [size, root] of kept.roots) this.roots.set(size, root);
    for (const [keyId, index] of kept.retired) this.retired.set(keyId, index);
    for (const eventId of kept.twice) this.twice.add(eventId);
    this.recorded.push(...kept.recorded);
    this.recordedKept = this.recorded.length;
    this.ids.take();
    this.versions.take();
    this.roots.take();
  }

  // The tree up to there has the root of what was read, and the last event still stands where it stood.
  private async assertOf({ log, tree }: Pick<VerifyOptions, 'log' | 'tree'>): Promise<void> {
    const { leaves, after } = this.reached;
    if (leaves === 0) return;
    const differs = (what: string) => new StateRefused('foreign', `${what}: it is of another log, or this one was changed since`); // prettier-ignore
    if (tree.size < leaves) throw differs(`the tree has ${tree.size} leaves, ${leaves} were read`);
    const root = await new TiledTree(tree.readTile, leaves).root().catch((error: unknown) => {
      if (error instanceof Rejected) throw differs(error.message);
      throw error;
    });
    if (Buffer.from(root).toString('hex') !== this.root) throw differs(`the tree has another root of ${leaves} leaves`);
    const [last] = await log.readFrom(after, 1);
    if (last?.position !== after) throw differs(`no event stands at position ${after}`);
  }

  private write(record: object): void {
    const text = canonical(record);
    this.chain = chained(this.chain, text);
    writeSync(this.handle, `${JSON.stringify({ chain: this.chain, record })}\n`);
  }

  private parsed(line: string): object {
    try {
      const { chain, record } = JSON.parse(line) as { chain: string; record: object };
      this.chain = chained(this.chain, canonical(record));
      if (this.chain === chain) return record;
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    }
    throw new StateRefused('spoilt', 'it is not as it was written');
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const chained = (before: string, text: string) => sha256(`${form}\n${before}\n${text}`);

// What an earlier run must have been asked too, so that what it read means the same.
const saidOf = ({ keys, policy, outside = [] }: Pick<VerifyOptions, 'keys' | 'policy' | 'outside'>): string =>
  sha256(
    canonical({
      keys: keys.map(formatVkey),
      witnesses: policy?.witnesses.map(({ key }) => formatVkey(key)) ?? [],
      outside: outside.map(sha256),
    }),
  );
