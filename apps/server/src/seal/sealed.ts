import type { NoteSignature, Policy, VerifierKey } from '@app/merkle';
import type { SealedCheckpoint, TreeFile, Trusted } from '@app/sealing';
import type { Fault } from '@app/nest';
import { messageOf } from '@app/sqlite';
import { Waiters } from '../waiters.js';
import type { Timestamps } from './timestamps.js';
import type { Witnesses } from './witnesses.js';

/** How far the log is sealed, and who waits for it. */
export class Sealed {
  /** The position of the last event under a signed checkpoint. */
  position = 0;
  /** Reads the tree; there once sealing has opened. */
  tree: TreeFile | undefined;
  /** Who cosigns, where the data folder names witnesses. */
  witnesses: Witnesses | undefined;
  /** Who says when, where the data folder names an authority. */
  timestamps: Timestamps | undefined;
  /** Called after each checkpoint. */
  onSealed: (checkpoint: SealedCheckpoint) => void = () => undefined;
  /** Called after each cosignature: of which log, at which size, by whom, when (seconds since 1970). */
  onCosigned: (origin: string, size: number, signature: NoteSignature, time: number) => void = () => undefined;
  /** Called first after each checkpoint: what follows behind it may go on. */
  onCheckpoint: () => void = () => undefined;
  /** Why the last checkpoint or cosignature could not be told in the log; nothing once another was. The next start tells the last one again. */
  lastUntold: string | undefined;
  private readonly waiters = new Waiters();

  /** `policyFile`: the witness policy as its file has it, `policy` what it says. */
  constructor(
    readonly policy?: Policy,
    readonly policyFile?: Uint8Array,
  ) {}

  /** The log's own keys, the one that signs last, once they are known. */
  keys: readonly VerifierKey[] = [];

  /** Whom to believe what they have signed, where the data folder names witnesses. */
  get trusted(): Trusted | undefined {
    return this.policy && this.keys.length > 0 ? { policy: this.policy, logs: this.keys } : undefined;
  }

  /** Something of the tree was told in the log, or why it could not be. */
  told(error?: unknown): void {
    this.lastUntold = error === undefined ? undefined : messageOf(error);
  }

  get faults(): readonly Fault[] {
    const { lastUntold: message } = this;
    return message === undefined ? [] : [{ pointer: '/seal', code: 'untold', message }];
  }

  /** Begins to read the tree that the sealer writes. */
  open(tree: TreeFile): void {
    this.tree = tree;
    const { latest } = tree;
    if (latest) this.report(latest);
  }

  report(checkpoint: SealedCheckpoint): void {
    const last = this.tree?.leaf(checkpoint.size - 1);
    if (last) this.position = Math.max(this.position, last.position);
    this.onCheckpoint();
    this.onSealed(checkpoint);
    this.witnesses?.ask(checkpoint);
    this.timestamps?.look();
    this.waiters.look();
  }

  /** Whether a position is sealed before so many ms have passed. */
  async waitFor(position: number, ms: number): Promise<boolean> {
    return this.waiters.until(() => this.position >= position, ms);
  }
}
