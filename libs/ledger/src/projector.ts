import { fromLogged, type Followed, type LoggedEvent } from './event-log.js';
import { Poisoned, ViewRun } from './view-run.js';
import type { Checkpoint, ViewStore } from './view-store.js';
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
  /** Views that took an event which poisons them, and are to be parked before it. */
  private readonly poisoned = new Map<ViewRun, Poisoned>();

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

  /**
   * Follows the log until the signal aborts or every view is parked. Commits after each batch, and in a large one each
   * time that it has worked for so long: who reads, and who writes, waits for that.
   */
  async run(signal: AbortSignal, commitEveryMs = 2000): Promise<void> {
    if (this.allParked) return;
    const since = this.start;
    const parse = parser(since);
    for await (const batch of this.log.follow(since.position, signal)) {
      const parts = parse(batch);
      for (let isThere = true; isThere;) {
        await this.keeping(() => (isThere = this.take(parts, commitEveryMs)));
        if (isThere) await new Promise(setImmediate); // others have their turn
        if (this.allParked || (isThere && signal.aborted)) return;
      }
    }
  }

  /**
   * Brings every view to the end of the log as fast as it can: commits each time that so many events were read, and
   * secondary indexes come after the rows. Ends early when every view is parked. Answers the number of events read.
   * Between pages others in this thread have their turn, a progress bar among them.
   */
  async catchUp(commitEvery = 100_000, step: (position: number) => void = () => undefined): Promise<number> {
    for (const { view } of this.runs) this.store.hurry(view);
    try {
      let events = 0;
      for (let isThere = true; isThere && !this.allParked;) {
        await this.keeping(async () => {
          const read = await this.takeFromLog(commitEvery, step);
          events += read;
          isThere = read > 0;
        });
      }
      return events;
    } finally {
      for (const { view } of this.runs) this.store.settle(view);
    }
  }

  // A few at a time, so that they are garbage before they are old. Answers how many there were.
  private async takeFromLog(most: number, step: (position: number) => void): Promise<number> {
    const since = this.start;
    const parse = parser(since);
    let events = 0;
    for (let after = since.position; events < most && this.running.length > 0;) {
      const page = await this.log.readAll(after, Math.min(readAtOnce, most - events));
      if (page.length === 0) break;
      this.take(parse(page));
      events += page.length;
      after = page[page.length - 1].position;
      step(after);
      await new Promise(setImmediate);
    }
    return events;
  }

  private get allParked(): boolean {
    return this.parked.size === this.runs.length;
  }

  private get running(): readonly ViewRun[] {
    return this.runs.filter((run) => !this.parked.has(run) && !this.poisoned.has(run));
  }

  /** Where the slowest view stands. */
  private get start(): Checkpoint {
    const all = this.running.map(({ checkpoint }) => checkpoint);
    return all.reduce((slowest, one) => (one.position < slowest.position ? one : slowest));
  }

  // Answers whether there may be more, which is left once it has taken so long.
  private take(parts: Iterator<readonly ViewedEvent[]>, ms = Infinity): boolean {
    const until = performance.now() + ms;
    for (let part = parts.next(); !part.done; part = parts.next()) {
      const events = part.value;
      this.each((run) => run.take(events));
      if (performance.now() >= until) return true;
    }
    return false;
  }

  // Each view commits once for all that it took. An event that is not what the log says stops every view, at the same
  // place however the log was cut into batches.
  private async keeping(work: () => unknown): Promise<void> {
    try {
      await work();
    } finally {
      this.each((run) => run.flush());
      const poisoned = [...this.poisoned];
      this.poisoned.clear();
      for (const [run, poison] of poisoned) await this.stop(run, poison);
      this.report(this.progress);
    }
  }

  private each(work: (run: ViewRun) => void): void {
    for (const run of this.running) {
      const poison = poisonIn(() => work(run));
      if (poison) this.poisoned.set(run, poison);
    }
  }

  // A view forgets what it did not commit: all before the event is read and applied anew.
  private async stop(run: ViewRun, poison: Poisoned): Promise<void> {
    const parse = parser(run.checkpoint);
    const isBefore = ({ position }: LoggedEvent) => position < poison.position;
    let first: Poisoned | undefined;
    for (let after = run.checkpoint.position, isThere = true; isThere && !first;) {
      const page = await this.log.readAll(after, readAtOnce);
      first = poisonIn(() => {
        for (const events of parse(page.filter(isBefore))) run.apply(events);
      });
      isThere = page.length > 0 && page.every(isBefore);
      after = page.at(-1)?.position ?? after;
    }
    this.park(run, first ?? poison);
  }

  private park(run: ViewRun, { message }: Poisoned): void {
    this.parked.set(run, message);
    this.store.park(run.view, message);
  }
}

/** So many events are read at once where they are not given, and parsed before views take them. */
const readAtOnce = 5000;
const parsedAtOnce = 1000;

// Parses batch after batch, with the log's time beside each event. What cannot be parsed is thrown after all before it.
function parser(since: Checkpoint): (batch: readonly LoggedEvent[]) => Generator<readonly ViewedEvent[]> {
  let { logTime } = since;
  return function* (batch) {
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
  };
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
