import type { Progress } from '@app/ledger';
import type { ReadGate } from '@app/nest';
import { Waiters } from './waiters.js';

/** Knows how far the views have got, from what their runner reports, and wakes who waits for a position. */
export class Gate implements ReadGate {
  progress: readonly Progress[] = [];
  /** Called after each report. */
  onReport: (progress: readonly Progress[]) => void = () => undefined;
  private readonly waiters = new Waiters();

  report(progress: readonly Progress[]): void {
    this.progress = progress;
    this.onReport(progress);
    this.waiters.look();
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
    await this.waiters.until(
      () => !this.progress.some((view) => view.parked === undefined && view.position < position),
    );
  }

  async waitFor(position: number, ms: number): Promise<boolean> {
    return this.waiters.until(() => this.reached() >= position, ms);
  }
}
