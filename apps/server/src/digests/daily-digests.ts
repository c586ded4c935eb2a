import { localDay, minuteMs } from '@app/capabilities';
import type { Clock, Fault } from '@app/nest';
import { messageOf } from '@app/sqlite';
import type { Gate } from '../gate.js';
import type { WatchedLog } from '../watched-log.js';
import { ViewUnsettled, type ViewDigests } from './view-digests.js';

/** A local day: what the log held when it was first seen, and whether its digests were sealed or are being so. */
interface Day {
  name: string;
  written: number;
  sealed: boolean;
}

/** Has each day's first digests sealed, once the views have passed what the log held when the day was first seen. */
export class DailyDigests {
  /** Why the day's digests could not be sealed, the last time that it was tried; nothing once they were. */
  private failure: string | undefined;
  private day: Day | undefined;

  constructor(
    private readonly digests: ViewDigests,
    private readonly sources: { gate: Gate; log: Pick<WatchedLog, 'written'>; clock: Clock },
  ) {}

  get faults(): readonly Fault[] {
    const { failure: message } = this;
    return message === undefined ? [] : [{ pointer: '/view-digests', code: 'digest-failed', message }];
  }

  /** Looks now and each minute: what is due at midnight is sealed though nothing is recorded then. Answers how to end that. */
  begin(): () => void {
    const timer = setInterval(() => void this.look(), minuteMs).unref();
    void this.look();
    return () => clearInterval(timer);
  }

  /** Looks whether a day's digests can be sealed; call it when the views have moved. Resolves when that is done. */
  async look(): Promise<void> {
    const { clock, gate, log } = this.sources;
    const name = localDay(clock.now());
    if (this.day?.name !== name) this.day = { name, written: log.written, sealed: false };
    const { day } = this;
    // A view that has stopped holds up no other.
    const isParked = (name: string) => gate.progress.some(({ view, parked }) => view === name && parked !== undefined);
    const running = this.digests.names.filter((name) => !isParked(name));
    if (day.sealed || running.some((name) => gate.positionOf(name) < day.written)) return;
    day.sealed = true;
    try {
      await this.digests.sealDay(running, name);
      this.failure = undefined;
    } catch (error) {
      day.sealed = false; // the next look tries again
      if (!(error instanceof ViewUnsettled)) this.failure = messageOf(error);
    }
  }
}
