import { parentPort, workerData } from 'node:worker_threads';
import { views } from '@app/capabilities';
import { SqliteLog, SqliteViews } from '@app/sqlite';
import type { ThreadSays, ThreadStart } from './rebuild-in-threads.js';
import { rebuildViews } from './rebuild-views.js';

// The second thread of a rebuild: some of the views, with connections of its own.
const port = parentPort;
if (!port) throw new Error('this thread is started by a rebuild only');
const say = (says: ThreadSays) => port.postMessage(says);
const start = workerData as ThreadStart;

// Most of these views only add rows: to keep those of more events for one commit costs more than to commit them.
const commitEvery = 20_000;

const log = SqliteLog.open(start.events, { readOnly: true });
const store = SqliteViews.open(start.views);
try {
  const chosen = views.filter(({ name }) => start.names.includes(name));
  say({ rebuilt: await rebuildViews(log, store, chosen, (position) => say({ position }), { commitEvery }) });
} finally {
  store.close();
  await log.close();
}
