import { fromLogged, type EventLog, type LoggedEvent } from './event-log.js';
import { Poisoned, ViewRun } from './view-run.js';
import { atStart, type ViewStore } from './view-store.js';
import type { View, ViewedEvent } from './view.js';

/** Where a view stands: the position that its readers may rely on, and why it stopped if it did. */
export interface Progress {
  view: string;
  position: number;
  parked?: string;
}

/**
 * Runs views along a log: reads it once, parses each event once, hands it to every view that has not seen it. A view
 * that an event poisons is parked with the reason; the others go on.
 */
export class Projector {
  private readonly runs: ViewRun[];
  private readonly parked = new Map<ViewRun, string>();

  constructor(
    private readonly log: EventLog,
    private readonly store: ViewStore,
    views: readonly View[],
    private readonly report: (progress: readonly Progress[]) => void = () => undefined,
  ) {
    this.runs = views.map((view) => new ViewRun(view, store));
    for (const run of this.runs) this.guarded(run, () => run.resume());
  }

  get progress(): readonly Progress[] {
    return this.runs.map((run) => {
      const { position, sweeping } = run.checkpoint;
      const parked = this.parked.get(run);
      return { view: run.view.name, position: sweeping ? position - 1 : position, ...(parked && { parked }) };
    });
  }

  /** Follows the log until the signal aborts or every view is parked. */
  async run(signal: AbortSignal): Promise<void> {
    for await (const batch of this.log.follow(this.start, signal)) {
      this.apply(batch);
      if (this.parked.size === this.runs.length) return;
    }
  }

  /**
   * Brings every view to the end of the log as fast as it can: secondary indexes come after the rows. Answers the
   * number of events read.
   */
  async catchUp(pageSize = 5000, step: (position: number) => void = () => undefined): Promise<number> {
    for (const { view } of this.runs) this.store.hurry(view);
    let events = 0;
    try {
      for (let after = this.start; ;) {
        const page = await this.log.readAll(after, pageSize);
        if (page.length === 0) return events;
        this.apply(page);
        events += page.length;
        after = page[page.length - 1].position;
        step(after);
      }
    } finally {
      for (const { view } of this.runs) this.store.settle(view);
    }
  }

  private get start(): number {
    const live = this.runs.filter((run) => !this.parked.has(run));
    return live.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...live.map((run) => run.checkpoint.position));
  }

  private apply(batch: readonly LoggedEvent[]): void {
    let logTime = this.runs.reduce(
      (latest, { checkpoint }) =>
        checkpoint.position < batch[0].position && checkpoint.logTime > latest ? checkpoint.logTime : latest,
      atStart.logTime,
    );
    const events = batch.map((logged): ViewedEvent => {
      const event = fromLogged(logged) as ViewedEvent;
      if (event.recordedAt > logTime) logTime = event.recordedAt;
      event.logTime = logTime;
      return event;
    });
    for (const run of this.runs) if (!this.parked.has(run)) this.guarded(run, () => run.apply(events));
    this.report(this.progress);
  }

  private guarded(run: ViewRun, work: () => void): void {
    try {
      work();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.parked.set(run, why);
      if (error instanceof Poisoned) this.store.park(run.view, why);
      else throw error;
    }
  }
}
