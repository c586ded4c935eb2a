import {
  cosignaturesIn,
  formatAddCheckpoint,
  formatSignatureLine,
  hexId,
  keysOf,
  monitoredPath,
  openCheckpoint,
  parseNote,
  TiledTree,
  type NoteSignature,
  type Policy,
  type PolicyWitness,
  type VerifierKey,
} from '@app/merkle';
import type { SealedCheckpoint, TreeFile } from '@app/sealing';

/** How long a witness may take, in ms, and the longest that one which failed is left alone. */
const patienceMs = 5000;
const longestPauseMs = 60_000;

/** What is known of a witness. */
export interface WitnessState {
  name: string;
  url: string;
  /** The size that it cosigned last, as far as this run knows. */
  size: number | null;
  cosignedAt: string | null;
  /** Why it did not, the last time that it was asked. */
  failure: string | null;
}

interface Asked extends WitnessState {
  witness: PolicyWitness;
  failures: number;
  notBefore: number;
}

export interface WitnessesOptions {
  policy: Policy;
  /** Read for proofs, and written with the cosignatures. */
  tree: TreeFile;
  /** Told of each cosignature once it is kept. */
  onCosigned: (size: number, signature: NoteSignature, time: number) => void;
  /** A witness has seen more of this log than there is here. */
  onBeyond: (reason: string) => void;
}

/**
 * Asks the witnesses of a policy for their cosignatures, one round at a time and for the newest checkpoint only. Sealing
 * never waits for them.
 */
export class Witnesses {
  private readonly asked: readonly Asked[];
  private newest: SealedCheckpoint | undefined;
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly options: WitnessesOptions) {
    this.asked = options.policy.witnesses.flatMap((witness) =>
      witness.url === undefined
        ? []
        : [
            {
              ...{ witness, name: witness.name, url: witness.url, size: null, cosignedAt: null, failure: null },
              ...{ failures: 0, notBefore: 0 },
            },
          ],
    );
  }

  get states(): readonly WitnessState[] {
    return this.asked.map(({ name, url, size, cosignedAt, failure }) => ({ name, url, size, cosignedAt, failure }));
  }

  /** Has a checkpoint cosigned, in a while. */
  ask(checkpoint: SealedCheckpoint): void {
    this.newest = checkpoint;
    this.running ??= this.rounds().finally(() => (this.running = undefined));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async rounds(): Promise<void> {
    for (let done: SealedCheckpoint | undefined; this.newest !== done && !this.closed;) {
      const checkpoint: SealedCheckpoint = this.newest!;
      await Promise.all(this.asked.map((one) => this.round(one, checkpoint)));
      done = checkpoint;
    }
  }

  private async round(one: Asked, checkpoint: SealedCheckpoint): Promise<void> {
    if (Date.now() < one.notBefore) return;
    try {
      await this.cosigned(one, checkpoint);
      Object.assign(one, { failure: null, failures: 0 });
    } catch (error) {
      one.failure = error instanceof Error ? error.message : String(error);
      one.failures++;
      one.notBefore = Date.now() + Math.min(longestPauseMs, 500 * 2 ** one.failures);
    }
  }

  private async cosigned(one: Asked, { size, note }: SealedCheckpoint): Promise<void> {
    const { tree, onCosigned, onBeyond } = this.options;
    const { text } = parseNote(note);
    for (let tries = 0; tries < 2; tries++) {
      const old = one.size ?? 0;
      if (old > size) return;
      const consistency = await new TiledTree(tree.readTile, size).proveConsistency(old, size);
      const body = formatAddCheckpoint({ old, consistency, checkpoint: note });
      const answer = await fetch(new URL('add-checkpoint', slashed(one.url)), {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(patienceMs),
      });
      const said = await textOf(answer);
      if (answer.status === 409) {
        one.size = sizeIn(said);
        const newest = this.newest?.size ?? size;
        if (one.size > newest)
          return onBeyond(`the witness ${one.name} has seen ${one.size} leaves, there are ${newest}`);
        continue;
      }
      if (answer.status !== 200) throw new Error(`${answer.status}: ${said.slice(0, 200).trimEnd()}`);
      for (const signature of cosignaturesIn(said, text, [one.witness.key])) {
        const { name, id } = signature;
        tree.cosign(size, `${name}+${hexId(id)}`, formatSignatureLine(signature));
        const time = Number(Buffer.from(signature.signature).readBigUInt64BE());
        onCosigned(size, signature, time);
        Object.assign(one, { size, cosignedAt: new Date(time * 1000).toISOString() });
      }
      return;
    }
    throw new Error('the witness answered 409 twice');
  }
}

/**
 * Whether a witness has cosigned more of a log than there is here: the store was restored from an old copy, and nothing
 * may be signed. Asked before the first signature of a run; a witness that does not answer is passed over.
 */
export async function beyondWitnesses(
  { witnesses, ...policy }: Policy,
  log: VerifierKey,
  size: number,
): Promise<string | undefined> {
  const keys = [log, ...keysOf({ witnesses, ...policy }).filter(({ name }) => name !== log.name)];
  const seen = await Promise.all(
    witnesses.map(async ({ name, url }) => {
      if (url === undefined) return undefined;
      try {
        const answer = await fetch(new URL(monitoredPath(log.name), slashed(url)), {
          signal: AbortSignal.timeout(patienceMs),
        });
        if (answer.status !== 200) return undefined;
        const note = await textOf(answer);
        const { checkpoint } = openCheckpoint(note, keys);
        return checkpoint.size > size
          ? `the witness ${name} has seen ${checkpoint.size} leaves, there are ${size}`
          : undefined;
      } catch {
        return undefined; // one that cannot be asked, or answers nothing signed, says nothing
      }
    }),
  );
  return seen.find((reason) => reason !== undefined);
}

function sizeIn(said: string): number {
  if (!/^(?:0|[1-9]\d{0,14})\n$/.test(said)) throw new Error('a 409 says the size that the witness has');
  return Number(said);
}

const slashed = (url: string) => (url.endsWith('/') ? url : `${url}/`);
const mostBytes = 100_000;
async function textOf(answer: Response): Promise<string> {
  const bytes = await answer.arrayBuffer();
  if (bytes.byteLength > mostBytes) throw new Error('the witness answers too much');
  return Buffer.from(bytes).toString('utf8');
}
