import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { BesideTheSeal, type Mapper } from '@app/sealing';
import { openLog } from '../open-log.js';
import { runMapper, type MapperSays, type MapperStart } from './mapping.js';

// The thread that maps: reads log and tree on connections of its own, behind the checkpoints, when the others leave time for it.
const start = workerData as MapperStart;
const port = parentPort;
if (!port) throw new Error('the mapping thread is started by the server only');
const say = (says: MapperSays) => port.postMessage(says);

// On Linux this is the thread's own; elsewhere it would be the whole server's.
if (process.platform === 'linux') setPriority(10);
const stop = new AbortController();
let mapper: Mapper | undefined;
port.on('message', (message: 'wake' | 'stop') => (message === 'wake' ? mapper?.wake() : stop.abort()));
const { log } = await openLog(start.events, { readOnly: true });
try {
  const now = () => new Date().toISOString();
  await runMapper(log, start, { now, say, signal: stop.signal }, (opened) => (mapper = opened));
} catch (error) {
  if (!(error instanceof BesideTheSeal)) throw error;
  say({ beside: error.message });
} finally {
  await log.close();
  port.close();
}
