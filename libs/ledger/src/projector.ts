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
 * that an event poisons is parked with the reason, until a new Projector tries it again; the others go on. What the
 * store or the log throws ends `run` and `catchUp`; either may be called again. Each table belongs to one view.
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
    assertOneWriterEach(views);
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
    if (this.allParked) return;
    for await (const batch of this.log.follow(this.start, signal)) {
      this.apply(batch);
      if (this.allParked) return;
    }
  }

  /**
   * Brings every view to the end of the log as fast as it can: secondary indexes come after the rows. Ends early when
   * every view is parked. Answers the number of events read.
   */
  async catchUp(pageSize = 20_000, step: (position: number) => void = () => undefined): Promise<number> {
    for (const { view } of this.runs) this.store.hurry(view);
    let events = 0;
    try {
      for (let after = this.start; !this.allParked;) {
        const page = await this.log.readAll(after, pageSize);
        if (page.length === 0) break;
        this.apply(page);
        events += page.length;
        after = page[page.length - 1].position;
        step(after);
      }
      return events;
    } finally {
      for (const { view } of this.runs) this.store.settle(view);
    }
  }

  private get allParked(): boolean {
    return this.parked.size === this.runs.length;
  }

  private get start(): number {
    return Math.min(...this.runs.filter((run) => !this.parked.has(run)).map((run) => run.checkpoint.position));
  }

  private apply(batch: readonly LoggedEvent[]): void {
    const events: ViewedEvent[] = [];
    try {
      this.parse(batch, events);
    } finally {
      // An event that is not what the log says stops every view, at the same place however the log was cut into batches.
      for (const run of this.runs) if (!this.parked.has(run)) this.guarded(run, () => run.apply(events));
      this.report(this.progress);
    }
  }

  // The log's time goes on from the farthest view that is still before the batch: the slowest is at the event before it.
  private parse(batch: readonly LoggedEvent[], events: ViewedEvent[]): void {
    let logTime = this.runs.reduce(
      (latest, { checkpoint }) =>
        checkpoint.position < batch[0].position && checkpoint.logTime > latest ? checkpoint.logTime : latest,
      atStart.logTime,
    );
    for (const logged of batch) {
      const event = fromLogged(logged);
      if (event.recordedAt > logTime) logTime = event.recordedAt;
      // Made here a moment ago, so that it need not be copied: a rebuild makes millions.
      events.push(Object.assign(event, { logTime }));
    }
  }

  private guarded(run: ViewRun, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      this.parked.set(run, error.message);
      this.store.park(run.view, error.message);
    }
  }
}

function assertOneWriterEach(views: readonly View[]): void {
  const writers = new Map<string, string>();
  for (const { name, tables } of views) {
    for (const table of tables) {
      const other = writers.get(table.name);
      if (other !== undefined) throw new Error(`the table ${table.name} has two views: ${other} and ${name}`);
      writers.set(table.name, name);
    }
  }
}
