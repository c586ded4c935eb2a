import type { Progress } from '@app/ledger';
import type { ReadGate } from '@app/nest';

/** Knows how far the views have got, from what their runner reports, and wakes who waits for a position. */
export class Gate implements ReadGate {
  progress: readonly Progress[] = [];
  /** Called after each report. */
  onReport: (progress: readonly Progress[]) => void = () => undefined;
  private readonly waiting = new Set<() => void>();

  report(progress: readonly Progress[]): void {
    this.progress = progress;
    this.onReport(progress);
    for (const look of this.waiting) look();
  }

  /** How far one view has got; 0 where it is not known. */
  positionOf(view: string): number {
    return this.progress.find((one) => one.view === view)?.position ?? 0;
  }

  reached(): number {
    return this.progress.length === 0 ? 0 : Math.min(...this.progress.map(({ position }) => position));
  }

  /** Resolves when every view that is not parked has passed a position. */
  async passed(position: number): Promise<void> {
    const behind = () => this.progress.some((view) => view.parked === undefined && view.position < position);
    if (!behind()) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (behind()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
    });
  }

  async waitFor(position: number, ms: number): Promise<boolean> {
    if (this.reached() >= position) return true;
    return new Promise((resolve) => {
      const done = (reached: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(reached);
      };
      const look = () => this.reached() >= position && done(true);
      const timer = setTimeout(() => done(false), ms);
      this.waiting.add(look);
    });
  }
}
