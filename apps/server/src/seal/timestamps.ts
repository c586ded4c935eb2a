import { latestCheckpoint } from '@app/evidence';
import type { VerifierKey } from '@app/merkle';
import type { SealedCheckpoint, TreeFile } from '@app/sealing';
import { mostReplyBytes, openReply, timestampQuery, type Authority } from '@app/timestamp';
import { bodyOf, reasonOf } from './bounded.js';

/** What is known of the authority. */
export interface AuthorityState {
  url: string;
  /** The size of the checkpoint that it stamped last, and the time that it told. */
  size: number | null;
  time: string | null;
  /** Why it did not, the last time that it was asked, and when that was; nothing once it has again. */
  failure: string | null;
  failedAt: string | null;
}

const patienceMs = 10_000;
const firstPauseMs = 1000;
/** A timer of more rings at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Has the newest checkpoint stamped by an authority (RFC 3161), once in a while: the newest that enough witnesses have
 * cosigned, where there is a policy. Sealing waits for nothing of it.
 */
export class Timestamps {
  readonly state: AuthorityState;
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private asking: Promise<void> | undefined;
  private notBefore = 0;
  private failures = 0;

  constructor(
    private readonly authority: Authority,
    private readonly tree: TreeFile,
    private readonly seal: { policyFile?: Uint8Array; keys: readonly VerifierKey[] },
  ) {
    const last = tree.stamps(0, Number.MAX_SAFE_INTEGER).at(-1);
    this.state = {
      ...{ url: authority.url, size: last?.size ?? null, time: last?.time ?? null, failure: null, failedAt: null },
    };
    if (last) this.notBefore = Date.parse(last.time) + authority.everySeconds * 1000;
  }

  /** There may be a newer checkpoint. */
  look(): void {
    if (this.asking !== undefined || this.timer !== undefined || this.stop.signal.aborted) return;
    const left = this.notBefore - Date.now();
    if (left <= 0) this.asking = this.ask().finally(() => (this.asking = undefined));
    else this.lookIn(left);
  }

  async close(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.timer);
    await this.asking;
  }

  private async ask(): Promise<void> {
    const newest = latestCheckpoint(this.tree, this.seal.policyFile, this.seal.keys);
    if (!newest?.quorum || newest.checkpoint.size === this.state.size) return;
    try {
      await this.stamped(newest.checkpoint);
      this.failures = 0;
      this.pauseFor(this.authority.everySeconds * 1000);
    } catch (error) {
      if (this.stop.signal.aborted) return;
      Object.assign(this.state, { failure: reasonOf(error), failedAt: new Date().toISOString() });
      this.pauseFor(Math.min(this.authority.everySeconds * 1000, firstPauseMs * 2 ** this.failures++));
    }
  }

  // What was sealed meanwhile is looked at when the pause has passed.
  private pauseFor(ms: number): void {
    this.notBefore = Date.now() + ms;
    this.lookIn(ms);
  }

  private lookIn(ms: number): void {
    const again = () => ((this.timer = undefined), this.look());
    this.timer = setTimeout(again, Math.min(ms, longestTimerMs)).unref();
  }

  private async stamped({ size, note }: SealedCheckpoint): Promise<void> {
    const bytes = Buffer.from(note);
    const { query, nonce } = timestampQuery(bytes);
    const answer = await fetch(this.authority.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/timestamp-query' },
      body: new Uint8Array(query),
      redirect: 'error',
      signal: AbortSignal.any([this.stop.signal, AbortSignal.timeout(patienceMs)]),
    });
    if (answer.status !== 200) throw new Error(`the authority answers ${answer.status}`);
    const reply = await bodyOf(answer, mostReplyBytes);
    const { token, timestamp } = await openReply(reply, { bytes, nonce, roots: this.authority.roots });
    this.tree.stamp({ size, token, ...timestamp });
    Object.assign(this.state, { size, time: timestamp.time, failure: null, failedAt: null });
  }
}
