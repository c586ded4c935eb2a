// A server of the built product in a process of its own. node served.mjs DATA [without-storage]
import { createServer } from '../../dist/apps/server/src/create-server.js';

/** Acknowledges every append at once and keeps nothing: what is left is the route. */
class NoLog {
  position = 0;
  async append(writes) {
    return writes.map(({ events }) => ({ ok: true, position: (this.position += events.length) }));
  }
  async read() {
    return [];
  }
  async readAll() {
    return [];
  }
  async readFrom() {
    return [];
  }
  async *follow(_after, signal) {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
  async close() {}
}

const [, , dataDir, without] = process.argv;
const server = await createServer({
  dataDir,
  port: 0,
  threads: !without,
  ...(without && { log: new NoLog() }),
});
process.on('message', async () => {
  await server.close();
  process.disconnect();
});
process.send(server.url);
