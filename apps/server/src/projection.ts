import { Worker } from 'node:worker_threads';
import { Projector, type Followed, type Progress, type View } from '@app/ledger';
import { SqliteViews } from '@app/sqlite';
import { Gate } from './gate.js';
import { runningHere, runningThere, type Running } from './running.js';

/** Views being run along the log. */
export interface Projection extends Running {
  /** Resolves when every view has reached what the log held at the start; rejects when the views cannot be run. */
  caughtUp: Promise<void>;
}

/** What a runner in a thread of its own is started with, and says. */
export interface WorkerStart {
  events: string;
  viewsFile: string;
}
export type WorkerSays = { progress: readonly Progress[] } | { caughtUp: true };

/** Further behind than this many events, a catch-up leaves secondary indexes for its end. */
const farBehind = 5000;

/** Runs views over a log in this thread: catches up, then follows until closed. */
export function runViews(
  log: Followed,
  viewsFile: string,
  views: readonly View[],
  report: (progress: readonly Progress[]) => void,
): Projection {
  const stop = new AbortController();
  const store = SqliteViews.open(viewsFile);
  const gate = new Gate();
  gate.onReport = report;
  const projector = new Projector(log, store, views, (progress) => gate.report(progress));
  gate.report(projector.progress);
  const target = catchUp(projector, log, gate.reached());
  const ended = target.then(() => projector.run(stop.signal)).finally(() => store.close());
  const caughtUp = target.then((position) => Promise.race([gate.passed(position), ended]));
  caughtUp.catch(() => undefined); // its holder looks at it
  return { caughtUp, ...runningHere(ended, stop) };
}

// A view that is nearly there keeps its indexes and just follows: making them anew would cost more than a few events.
// Answers the position that is to be passed.
async function catchUp(projector: Projector, log: Followed, reached: number): Promise<number> {
  const page = await log.readAll(reached, farBehind);
  if (page.length < farBehind) return page.at(-1)?.position ?? 0;
  await projector.catchUp();
  return 0;
}

/** Runs the views in a worker thread with its own read-only connection to the log. */
export function runViewsInThread(start: WorkerStart, report: (progress: readonly Progress[]) => void): Projection {
  const worker = new Worker(new URL('./projector.worker.js', import.meta.url), { workerData: start });
  const running = runningThere(worker, 'view');
  const caughtUp = new Promise<void>((resolve, reject) => {
    worker.on('message', (says: WorkerSays) => ('caughtUp' in says ? resolve() : report(says.progress)));
    void running.ended.then(() => reject(new Error('the view thread ended early')), reject);
  });
  caughtUp.catch(() => undefined);
  return { caughtUp, ...running };
}
