import {
  cosignaturesIn,
  monitoredPath,
  openCheckpoint,
  type Checkpoint,
  type NoteSignature,
  type PolicyWitness,
  type VerifierKey,
} from '@app/merkle';
import { bodyOf } from './bounded.js';

/** A cosignature that verifies, and its time in seconds since 1970. */
export interface Cosignature {
  signature: NoteSignature;
  time: number;
}

/** What a witness says to a checkpoint: cosigned; or which size it has, which is not the old size of the request. */
export type WitnessSays = { cosigned: readonly Cosignature[] } | { has: number };

/** A witness that answered other than 200 and 409; 422 is: this does not follow from what I saw. */
export class WitnessRefused extends Error {
  override readonly name = 'WitnessRefused';

  constructor(
    readonly status: number,
    said: string,
  ) {
    super(`${status}: ${said.slice(0, 200).trimEnd()}`);
  }
}

/** So many bytes of an answer are read; a note with a hundred signatures has less. */
const mostBytes = 100_000;
/** How far a witness's clock may be ahead, in seconds. */
const mostAhead = 86_400;

/** One witness over HTTP (C2SP tlog-witness). Nothing it says is believed but what is signed, and the size of a 409. */
export class WitnessClient {
  /** With the slash that an address relative to it needs. */
  private readonly prefix: string;

  constructor(
    readonly witness: PolicyWitness,
    url: string,
  ) {
    this.prefix = url.endsWith('/') ? url : `${url}/`;
  }

  /** Asks for a cosignature under a checkpoint's text. Rejects with `WitnessRefused`, and where no answer is taken. */
  async add(body: string, text: string, signal: AbortSignal): Promise<WitnessSays> {
    const { status, said } = await this.ask('add-checkpoint', { method: 'POST', body, signal });
    if (status === 409) return { has: sizeIn(said) };
    if (status !== 200) throw new WitnessRefused(status, said);
    const { key, name } = this.witness;
    const cosigned = cosignaturesIn(said, text, [key]).map((signature) => ({ signature, time: timeOf(signature) }));
    const latest = Date.now() / 1000 + mostAhead;
    if (cosigned.some(({ time }) => time > latest)) throw new Error(`${name} cosigned at a time that has not come yet`);
    return { cosigned };
  }

  /**
   * The checkpoint of a log that the witness shows as its latest, signed by one of the log's keys; nothing where it has
   * never cosigned one. `time` is that of the witness's own line. Rejects where it cannot be asked or shows something else.
   */
  async seen(
    logs: readonly VerifierKey[],
    signal: AbortSignal,
  ): Promise<{ checkpoint: Checkpoint; time?: number } | undefined> {
    const { status, said } = await this.ask(monitoredPath(logs[0].name), { signal });
    if (status === 404) return undefined;
    if (status !== 200) throw new WitnessRefused(status, said);
    const { checkpoint, cosigned } = openCheckpoint(said, [...logs, this.witness.key]);
    return { checkpoint, time: cosigned[0]?.time };
  }

  private async ask(path: string, init: RequestInit): Promise<{ status: number; said: string }> {
    const answer = await fetch(new URL(path, this.prefix), { redirect: 'error', ...init });
    return { status: answer.status, said: (await bodyOf(answer, mostBytes)).toString('utf8') };
  }
}

function sizeIn(said: string): number {
  const size = /^(?:0|[1-9]\d{0,15})\n$/.test(said) ? Number(said) : NaN;
  if (!Number.isSafeInteger(size)) throw new Error('a 409 says the size that the witness has');
  return size;
}

/** The time that stands in a cosignature that verifies, in seconds since 1970. */
export const timeOf = ({ signature }: NoteSignature) => Number(Buffer.from(signature).readBigUInt64BE());
