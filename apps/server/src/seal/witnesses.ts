import type { Policy } from '@app/merkle';
import type { SealedCheckpoint, SeenCheckpoint } from '@app/sealing';
import { AskedWitness, type AskingOptions, type WitnessState } from './asked-witness.js';

/** How long the start waits for what the witnesses have seen, in ms. */
const atStartMs = 2000;

/**
 * Asks the witnesses of a policy that have an address for their cosignatures, each for itself: one that is slow or away
 * holds up no other, and sealing waits for none.
 */
export class Witnesses {
  private readonly asked: readonly AskedWitness[];

  constructor({ witnesses }: Policy, options: AskingOptions) {
    this.asked = witnesses.flatMap((witness) =>
      witness.url === undefined ? [] : [new AskedWitness(witness, witness.url, options)],
    );
  }

  get states(): readonly WitnessState[] {
    return this.asked.map(({ state }) => ({ ...state }));
  }

  /** What they have seen of this log, signed by it: asked before the first signature of a run. One that is away is passed over. */
  async seen(): Promise<readonly SeenCheckpoint[]> {
    const seen = await Promise.all(this.asked.map((witness) => witness.seen(atStartMs)));
    return seen.filter((one) => one !== undefined);
  }

  /** Has a checkpoint cosigned by each, in a while. */
  ask(checkpoint: SealedCheckpoint): void {
    for (const witness of this.asked) witness.ask(checkpoint);
  }

  async close(): Promise<void> {
    await Promise.all(this.asked.map((witness) => witness.close()));
  }
}
