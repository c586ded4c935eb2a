// The load: a process of its own that sends prepared bodies over keep-alive connections and prints what it took. A server
// that says that it has no room yet gets the same body again a second later.
// node load.mjs URL CLIENTS FROM COUNT BATCH
import { Agent, request } from 'node:http';
import { lookup } from './facts.mjs';

const [url, clients, from, count, batch] = process.argv.slice(2).map((text, i) => (i === 0 ? text : Number(text)));
const bodies = [];
for (let i = from; i < from + count; i += batch) {
  const facts = Array.from({ length: Math.min(batch, from + count - i) }, (_, k) => lookup(i + k));
  bodies.push(Buffer.from(JSON.stringify(batch === 1 ? facts[0] : facts)));
}
const contentType = batch === 1 ? 'application/cloudevents+json' : 'application/cloudevents-batch+json';
const agent = new Agent({ keepAlive: true, maxSockets: clients });

let refused = 0;
function send(body) {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': contentType,
      'content-length': body.length,
      'x-actor': 'system:TTHC',
      prefer: 'return=minimal',
    };
    const sent = request(`${url}/v1/events`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => {
        if (answer.statusCode < 300) resolve();
        else if (answer.statusCode === 503 && ++refused) setTimeout(() => send(body).then(resolve, reject), 1000);
        else reject(new Error(`${answer.statusCode} ${text}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

process.on('message', async () => {
  const started = performance.now();
  let next = 0;
  const latencies = [];
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < bodies.length) {
        const body = bodies[next++];
        const at = performance.now();
        await send(body);
        latencies.push(performance.now() - at);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  process.send({
    perSecond: count / seconds,
    refused,
    p50: latencies[latencies.length >> 1],
    p99: latencies[Math.floor(latencies.length * 0.99)],
  });
  agent.destroy();
  process.disconnect();
});
process.send('ready');
