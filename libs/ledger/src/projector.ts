import { fromLogged, type Followed, type LoggedEvent } from './event-log.js';
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
    private readonly log: Followed,
    private readonly store: ViewStore,
    views: readonly View[],
    private readonly report: (progress: readonly Progress[]) => void = () => undefined,
  ) {
    assertOneWriterEach(views);
    this.runs = views.map((view) => new ViewRun(view, store));
    for (const run of this.runs) {
      const poison = poisonIn(() => run.resume());
      if (poison) this.park(run, poison);
    }
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
  async catchUp(pageSize = 60_000, step: (position: number) => void = () => undefined): Promise<number> {
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

  // Each view commits once for the whole batch, whose events are parsed a few at a time: most of them are garbage at once.
  private apply(batch: readonly LoggedEvent[]): void {
    const since = this.logTimeBefore(batch[0]);
    try {
      for (const events of parsed(batch, since)) this.each(batch, since, (run) => run.take(events));
    } finally {
      // An event that is not what the log says stops every view, at the same place however the log was cut into batches.
      this.each(batch, since, (run) => run.flush());
      this.report(this.progress);
    }
  }

  // The log's time goes on from the farthest view that is still before the batch: the slowest is at the event before it.
  private logTimeBefore({ position }: LoggedEvent): string {
    const before = this.runs.filter(({ checkpoint }) => checkpoint.position < position);
    return before.reduce(
      (latest, { checkpoint: { logTime } }) => (logTime > latest ? logTime : latest),
      atStart.logTime,
    );
  }

  private each(batch: readonly LoggedEvent[], since: string, work: (run: ViewRun) => void): void {
    for (const run of this.runs) {
      if (this.parked.has(run)) continue;
      const poison = poisonIn(() => work(run));
      if (poison) this.stop(run, poison, batch, since);
    }
  }

  // What the batch had before the event is applied anew, since a view forgets what it did not commit.
  private stop(run: ViewRun, poison: Poisoned, batch: readonly LoggedEvent[], since: string): void {
    const { position: committed, logTime } = run.checkpoint;
    const before = batch.filter(({ position }) => committed < position && position < poison.position);
    const earlier = poisonIn(() => {
      for (const events of parsed(before, logTime > since ? logTime : since)) run.apply(events);
    });
    this.park(run, earlier ?? poison);
  }

  private park(run: ViewRun, { message }: Poisoned): void {
    this.parked.set(run, message);
    this.store.park(run.view, message);
  }
}

/** So many events are parsed before views take them. */
const parsedAtOnce = 1000;

// With the log's time beside each. What cannot be parsed is thrown after all before it.
function* parsed(batch: readonly LoggedEvent[], since: string): Generator<readonly ViewedEvent[]> {
  let logTime = since;
  for (let from = 0; from < batch.length; from += parsedAtOnce) {
    const events: ViewedEvent[] = [];
    try {
      for (const logged of batch.slice(from, from + parsedAtOnce)) {
        const event = fromLogged(logged);
        if (event.recordedAt > logTime) logTime = event.recordedAt;
        // Made here a moment ago, so that it need not be copied: a rebuild makes millions.
        events.push(Object.assign(event, { logTime }));
      }
    } finally {
      yield events;
    }
  }
}

function poisonIn(work: () => void): Poisoned | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Poisoned) return error;
    throw error;
  }
  return undefined;
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
