import { parentPort, workerData } from 'node:worker_threads';
import { abandoned, BesideTheSeal, openLogKey, Sealer, TreeFile } from '@app/sealing';
import { openLog } from '../open-log.js';
import { treeFile, type SealerSays, type SealerStart } from './sealing.js';

// The thread that seals: reads the log on a connection of its own, woken by the writer's thread; it alone keeps the key.
const { events, dataDir, everyMs, seen } = workerData as SealerStart;
const port = parentPort;
if (!port) throw new Error('the sealing thread is started by the server only');
const say = (says: SealerSays) => port.postMessage(says);

const stop = new AbortController();
const { log, wake } = await openLog(events, { readOnly: true });
const tree = TreeFile.open(treeFile(dataDir));
port.on('message', (message: 'wake' | 'stop' | 'abandon') => {
  if (message === 'wake') wake();
  else stop.abort(message === 'abandon' ? abandoned : undefined);
});
try {
  const now = () => new Date().toISOString();
  const key = openLogKey(dataDir);
  const sealer = await Sealer.open({ log, tree, key, now, everyMs, seen, onSealed: (sealed) => say({ sealed }) });
  say({ opened: true });
  await sealer.run(stop.signal);
} catch (error) {
  if (!(error instanceof BesideTheSeal)) throw error;
  say({ beside: error.message });
} finally {
  tree.close();
  await log.close();
  port.close();
}
