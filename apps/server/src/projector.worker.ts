import 'reflect-metadata';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { views } from '@app/capabilities';
import { givingWay } from './giving-way.js';
import { openLog } from './open-log.js';
import { runViews, type WorkerSays, type WorkerStart } from './projection.js';

// The thread that runs the views: reads the log on a connection of its own, woken by the writer's thread. It gives way
// to the thread that answers requests: on Linux the priority of process 0 is that of the calling thread.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
const { events, viewsFile } = workerData as WorkerStart;
const port = parentPort;
if (!port) throw new Error('the view thread is started by the server only');
const say = (says: WorkerSays) => port.postMessage(says);

const { log, wake, head } = await openLog(events, { readOnly: true });
const projection = runViews(head ? givingWay(log, head) : log, viewsFile, views, (progress) => say({ progress }));
port.on('message', (message: 'wake' | 'stop') => {
  if (message === 'wake') wake();
  else
    void projection
      .close()
      .then(() => log.close())
      .then(() => port.close());
});
await projection.caughtUp;
say({ caughtUp: true });
await projection.ended;
