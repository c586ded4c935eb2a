import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EventLog, Progress, View, ViewStore } from '@app/ledger';
import { rebuildViews, type Rebuilt } from './rebuild-views.js';

/** What the second thread is started with, and says. */
export interface ThreadStart {
  events: string;
  views: string;
  names: readonly string[];
}
export type ThreadSays = { position: number } | { rebuilt: Rebuilt };

/** The view that takes as long as all others together: it judges. */
const heaviest = 'findings';
const thread = new URL('./rebuild.worker.js', import.meta.url);

/**
 * Empties some views and builds them from the log: the heaviest one in this thread and the others in a second, where
 * the machine has room for both. They take turns at writing the file of views.
 */
export async function rebuildInThreads(
  log: EventLog,
  store: ViewStore,
  files: { events: string; views: string },
  views: readonly View[],
  step: (position: number) => void,
): Promise<Rebuilt> {
  const beside = views.filter(({ name }) => name !== heaviest);
  const isShared = beside.length > 0 && beside.length < views.length && availableParallelism() > 1;
  if (!isShared || !existsSync(thread)) return rebuildViews(log, store, views, step);
  const reached = { here: 0, there: 0 };
  const tell = (more: Partial<typeof reached>) => {
    Object.assign(reached, more);
    step(Math.min(reached.here, reached.there));
  };
  const worker = new Worker(thread, { workerData: { ...files, names: beside.map(({ name }) => name) } });
  // Believed once the thread has ended by itself: stopped while it closes its files, it takes the process with it.
  const ended = new Promise<Rebuilt>((resolve, reject) => {
    let rebuilt: Rebuilt | undefined;
    worker.on('message', (says: ThreadSays) => {
      if ('rebuilt' in says) rebuilt = says.rebuilt;
      else tell({ there: says.position });
    });
    worker.once('error', reject);
    worker.once('exit', () =>
      rebuilt ? resolve(rebuilt) : reject(new Error('the second thread of the rebuild ended early')),
    );
  });
  try {
    const own = views.filter(({ name }) => name === heaviest);
    const [here, there] = await Promise.all([
      rebuildViews(log, store, own, (position) => tell({ here: position })),
      ended,
    ]);
    const progressOf = ({ name }: View): Progress =>
      here.progress.concat(there.progress).find(({ view }) => view === name)!;
    return { events: here.events, progress: views.map(progressOf) };
  } finally {
    await worker.terminate();
  }
}
