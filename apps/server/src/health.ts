import type { Fault } from '@app/nest';
import type { Gate } from './gate.js';
import type { WatchedLog } from './watched-log.js';

/** How long the views may stay behind what was written, in milliseconds. */
export const lagMs = 30_000;

/** What keeps the server from its work. */
export class Health {
  started = false;
  /** Why the views are run no more. */
  viewsEnded: string | undefined;
  /** Why nothing is sealed any more. */
  sealingEnded: string | undefined;
  /** Others that know what keeps the server from its work. */
  readonly others: { readonly faults: readonly Fault[] }[] = [];
  private behindSince: number | undefined;

  constructor(private readonly gate: Gate) {}

  /** Looks whether the views are behind a position; call it after each append and each report. */
  look(written: number): void {
    if (this.gate.reached() >= written) this.behindSince = undefined;
    else this.behindSince ??= Date.now();
  }

  /** Nothing when the server is ready; else each reason, the place that it concerns first. */
  async reasons(log: WatchedLog): Promise<readonly Fault[]> {
    const reasons: Fault[] = [];
    const red = (pointer: string, code: string, message: string) => reasons.push({ pointer, code, message });
    if (!this.started) red('/views', 'starting', 'the views have not caught up yet');
    const trouble = await log.trouble();
    if (trouble !== undefined) red('/log', 'log-unavailable', trouble);
    if (this.viewsEnded !== undefined) red('/views', 'views-ended', this.viewsEnded);
    if (this.sealingEnded !== undefined) red('/seal', 'sealing-ended', this.sealingEnded);
    for (const { view, parked } of this.gate.progress)
      if (parked !== undefined) red(`/views/${view}`, 'parked', parked);
    for (const { faults } of this.others) reasons.push(...faults);
    if (this.behindSince !== undefined && Date.now() - this.behindSince > lagMs) {
      red('/views', 'lagging', `the views have been behind for more than ${lagMs / 1000} s`);
    }
    return reasons;
  }
}
