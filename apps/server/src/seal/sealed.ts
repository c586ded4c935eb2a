import type { Policy } from '@app/merkle';
import type { SealedCheckpoint, TreeFile } from '@app/sealing';

/** How far the log is sealed, and who waits for it. */
export class Sealed {
  /** The position of the last event under a signed checkpoint. */
  position = 0;
  /** Reads the tree; there once sealing has opened. */
  tree: TreeFile | undefined;
  /** Called after each checkpoint. */
  onSealed: (checkpoint: SealedCheckpoint) => void = () => undefined;
  /** Why the last checkpoint could not be told in the log; the next start tells it again. */
  lastUntold: string | undefined;
  private readonly waiting = new Set<() => void>();

  constructor(readonly policy?: Policy) {}

  untold(error: unknown): void {
    this.lastUntold = String(error);
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
    this.onSealed(checkpoint);
    for (const look of this.waiting) look();
  }

  /** Whether a position is sealed before so many ms have passed. */
  async waitFor(position: number, ms: number): Promise<boolean> {
    if (this.position >= position) return true;
    return new Promise((resolve) => {
      const done = (is: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(is);
      };
      const look = () => this.position >= position && done(true);
      const timer = setTimeout(() => done(false), ms);
      this.waiting.add(look);
    });
  }
}
