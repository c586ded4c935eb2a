import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EventLog, Progress, View, ViewStore } from '@app/ledger';
import { rebuildViews, type Rebuilt } from './rebuild-views.js';

/** What a thread of the rebuild is started with, and says. */
export interface ThreadStart {
  events: string;
  views: string;
  names: readonly string[];
}
export type ThreadSays = { position: number } | { rebuilt: Rebuilt };

/** The view that takes as long as all others together: it judges. */
const heaviest = 'findings';
const thread = new URL('./rebuild.worker.js', import.meta.url);

/** Room for what is new, in MB: with what V8 gives by itself the rows of a batch are copied again and again. */
const youngMb = 96;

/**
 * Empties some views and builds them from the log in two threads, the heaviest one in a thread of its own, where the
 * machine has room for both. They take turns at writing the file of views.
 */
export async function rebuildInThreads(
  log: EventLog,
  store: ViewStore,
  files: { events: string; views: string },
  views: readonly View[],
  step: (position: number) => void,
): Promise<Rebuilt> {
  const shares = [views.filter(({ name }) => name === heaviest), views.filter(({ name }) => name !== heaviest)];
  const isShared = shares.every(({ length }) => length > 0) && availableParallelism() > 1;
  if (!isShared || !existsSync(thread)) return rebuildViews(log, store, views, step);
  const reached = shares.map(() => 0);
  const rebuilt = await Promise.all(
    shares.map((share, i) =>
      inThread({ ...files, names: share.map(({ name }) => name) }, (position) => {
        reached[i] = position;
        step(Math.min(...reached));
      }),
    ),
  );
  const progress = rebuilt.flatMap((one) => one.progress);
  const progressOf = ({ name }: View): Progress => progress.find(({ view }) => view === name)!;
  return { events: rebuilt[0].events, progress: views.map(progressOf) };
}

// What it says is believed once it has ended by itself: its connections are closed then.
function inThread(start: ThreadStart, step: (position: number) => void): Promise<Rebuilt> {
  const worker = new Worker(thread, { workerData: start, resourceLimits: { maxYoungGenerationSizeMb: youngMb } });
  return new Promise<Rebuilt>((resolve, reject) => {
    let rebuilt: Rebuilt | undefined;
    worker.on('message', (says: ThreadSays) => {
      if ('rebuilt' in says) rebuilt = says.rebuilt;
      else step(says.position);
    });
    worker.once('error', reject);
    worker.once('exit', () => (rebuilt ? resolve(rebuilt) : reject(new Error('a thread of the rebuild ended early'))));
  });
}
