import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openLog } from '../open-log.js';
import { scrub, type ScrubStart } from './scrubbing.js';

// The thread that reads stored events again: on connections of its own, and giving way to all others.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);
const { events, dataDir, pace } = workerData as ScrubStart;
const port = parentPort;
if (!port) throw new Error('the scrubbing thread is started by the server only');
const stop = new AbortController();
port.once('message', () => stop.abort()); // nothing else is said, and nothing else keeps the thread in its pauses

const { log } = await openLog(events, { readOnly: true });
const now = () => new Date().toISOString();
try {
  await scrub({ log, dataDir, pace, now }, stop.signal, (state) => port.postMessage(state));
} finally {
  await log.close();
  port.close();
}
