import { setTimeout as pause } from 'node:timers/promises';
import {
  formatAddCheckpoint,
  formatSignatureLine,
  hexId,
  parseNote,
  TiledTree,
  type NoteSignature,
  type PolicyWitness,
  type VerifierKey,
} from '@app/merkle';
import { contradiction, type SealedCheckpoint, type SeenCheckpoint, type TreeFile } from '@app/sealing';
import { reasonOf } from './bounded.js';
import { WitnessClient, WitnessRefused } from './witness-client.js';

/** What is known of a witness. */
export interface WitnessState {
  name: string;
  url: string;
  /** The size that it cosigned last, and when by its own clock, as far as this run knows. */
  size: number | null;
  cosignedAt: string | null;
  /** Why it did not, the last time that it was asked, and when that was; nothing once it has again. */
  failure: string | null;
  failedAt: string | null;
}

/** What asking needs, and whom it tells. */
export interface AskingOptions {
  /** The keys of the log, all that ever signed. */
  logs: readonly VerifierKey[];
  /** Read for proofs, and written with the cosignatures. */
  tree: TreeFile;
  /** Told of each cosignature once it is kept. */
  onCosigned: (size: number, signature: NoteSignature, time: number) => void;
  /** A witness has seen more of this log than there is here, or another; it is asked no more. */
  onBeyond: (reason: string) => void;
  /** How long a witness may take, in ms. */
  patienceMs?: number;
  /** The pause after a failure, in ms, doubled with each up to a minute. */
  pauseMs?: number;
}

const longestPauseMs = 60_000;
const instant = (seconds: number) => new Date(seconds * 1000).toISOString();

/** Asks one witness: one request at a time, for the newest checkpoint only, again after a pause where that failed. */
export class AskedWitness {
  readonly state: WitnessState;
  private readonly client: WitnessClient;
  private readonly stop = new AbortController();
  private request: AbortController | undefined;
  private newest: SealedCheckpoint | undefined;
  private isAsking = false;
  private asking: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(
    private readonly witness: PolicyWitness,
    url: string,
    private readonly options: AskingOptions,
  ) {
    this.client = new WitnessClient(witness, url);
    this.state = { name: witness.name, url, size: null, cosignedAt: null, failure: null, failedAt: null };
  }

  /** What it has seen of the log, before anything is asked of it; nothing where it cannot say, which its state tells. */
  async seen(patienceMs: number): Promise<SeenCheckpoint | undefined> {
    try {
      return await this.shown(patienceMs);
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  /** Has a checkpoint cosigned, in a while. */
  ask(checkpoint: SealedCheckpoint): void {
    this.newest = checkpoint;
    if (this.isAsking || this.stop.signal.aborted) return;
    this.isAsking = true;
    this.asking = this.rounds();
  }

  /** Asks no more; what is under way is broken off. */
  async close(): Promise<void> {
    this.stop.abort();
    this.request?.abort();
    await this.asking;
  }

  private async rounds(): Promise<void> {
    const { signal } = this.stop;
    for (let done: SealedCheckpoint | undefined; this.newest !== done && !signal.aborted;) {
      const checkpoint = this.newest!;
      try {
        await this.cosigned(checkpoint);
        done = checkpoint;
        this.failures = 0;
        Object.assign(this.state, { failure: null, failedAt: null });
      } catch (error) {
        if (signal.aborted) break;
        this.failed(error);
        const ms = Math.min(longestPauseMs, (this.options.pauseMs ?? 1000) * 2 ** (this.failures - 1));
        await pause(ms, undefined, { signal, ref: false }).catch(() => undefined); // broken off by `close`
      }
    }
    this.isAsking = false;
  }

  private async cosigned({ size, note }: SealedCheckpoint): Promise<void> {
    const { tree, onCosigned } = this.options;
    const { text } = parseNote(note);
    // A tree that was lost grows again past what the witness has seen before it has anything to ask.
    if (this.isKept(size) || (this.state.size ?? 0) > size) return;
    for (let tries = 0; tries < 2; tries++) {
      const old = this.state.size ?? 0;
      const consistency = await new TiledTree(tree.readTile, size).proveConsistency(old, size);
      const says = await this.add(formatAddCheckpoint({ old, consistency, checkpoint: note }), text);
      if ('has' in says) {
        this.state.size = says.has;
        if (says.has > size) return this.beyond(`the witness ${this.state.name} has seen ${says.has} leaves, there are ${size}`); // prettier-ignore
        continue;
      }
      for (const { signature, time } of says.cosigned) {
        tree.cosign(size, keyIn(signature), formatSignatureLine(signature));
        Object.assign(this.state, { size, cosignedAt: instant(time) });
        onCosigned(size, signature, time);
      }
      return;
    }
    throw new Error('the witness answered 409 twice');
  }

  // A witness to which this does not follow shows what it has seen, signed by this log: then there are two logs.
  private async add(body: string, text: string) {
    const { patienceMs = 5000 } = this.options;
    try {
      return await this.within(patienceMs, (signal) => this.client.add(body, text, signal));
    } catch (error) {
      if (!(error instanceof WitnessRefused && error.status === 422)) throw error;
      const seen = await this.shown(patienceMs);
      const reason = seen && (await contradiction(this.options.tree, seen));
      if (reason !== undefined) this.beyond(reason);
      throw error;
    }
  }

  private async shown(patienceMs: number): Promise<SeenCheckpoint | undefined> {
    const seen = await this.within(patienceMs, (signal) => this.client.seen(this.options.logs, signal));
    if (!seen) return undefined;
    const { size, root } = seen.checkpoint;
    Object.assign(this.state, { size, cosignedAt: seen.time === undefined ? null : instant(seen.time) });
    return { by: `the witness ${this.state.name}`, size, root: Buffer.from(root).toString('hex') };
  }

  private beyond(reason: string): never {
    const error = new Error(reason);
    this.failed(error);
    this.stop.abort(); // nothing is signed any more that it could be asked for
    this.options.onBeyond(reason);
    throw error;
  }

  private isKept(size: number): boolean {
    return this.options.tree.cosignatures(size).some(({ key }) => key === keyIn(this.witness.key));
  }

  private failed(error: unknown): void {
    this.failures++;
    this.state.failure = reasonOf(error);
    this.state.failedAt = new Date().toISOString();
  }

  private async within<T>(ms: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.stop.signal.throwIfAborted();
    const request = new AbortController();
    this.request = request;
    const timer = setTimeout(() => request.abort(new Error(`the witness did not answer within ${ms} ms`)), ms);
    try {
      return await ask(request.signal);
    } finally {
      clearTimeout(timer);
    }
  }
}

const keyIn = ({ name, id }: { name: string; id: number }) => `${name}+${hexId(id)}`;
