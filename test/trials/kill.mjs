// npm run trial:kill [-- --kills 5 --lookups 4000 --seed 7]: kill -9 while the demo's month comes in, start again, send
// it again; at the end nothing is lost, nothing is twice, and the findings are those planted.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import { city } from '../../dist/apps/cli/src/demo/city.js';
import { compareFindings } from '../../dist/apps/cli/src/demo/manifest.js';
import { findingsOf, playCity, rulesOf } from '../../dist/apps/cli/src/demo/play.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '5' },
    lookups: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '7' },
  },
});
const data = mkdtempSync(join(tmpdir(), 'ledger-kill-'));
const month = city(Number(values.seed), { lookups: Number(values.lookups) });

async function start() {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(process.execPath, ['dist/apps/server/src/main.js'], {
    env: { ...process.env, LEDGER_DATA: data, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + 120_000; ;) {
    const ready = await fetch(`${url}/health/startup`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return { url, child, ended };
    if (Date.now() > until) throw new Error('the server did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

for (let kill = 1; kill <= Number(values.kills); kill++) {
  const { url, child, ended } = await start();
  const at = Math.floor(Math.random() * (month.facts.length * 0.9));
  let died = 0;
  const playing = playCity(url, month, (sent) => {
    if (sent >= at && !died) {
      died = sent;
      setTimeout(() => child.kill('SIGKILL'), Math.random() * 40);
    }
  });
  const outcome = await playing.then(
    () => 'played to the end',
    () => 'cut off',
  );
  child.kill('SIGKILL');
  await ended;
  console.log(`kill ${kill}: ${outcome} after ${died} of ${month.facts.length + month.acts.length}`);
}

const { url, child, ended } = await start();
const { position } = await playCity(url, month);
const judges = (await rulesOf(url)).map(({ code }) => code);
const compared = compareFindings(month.manifest, await findingsOf(url, month, position), judges);
child.kill('SIGTERM');
await ended;

const db = new DatabaseSync(join(data, 'events.sqlite'), { readOnly: true });
const count = (sql) => Number(Object.values(db.prepare(sql).get())[0]);
const events = count('SELECT count(*) FROM events');
const twice = events - count('SELECT count(DISTINCT event_id) FROM events');
const ids = new Set(
  db
    .prepare('SELECT body FROM events')
    .all()
    .map(({ body }) => {
      const { source } = JSON.parse(Buffer.from(body).toString());
      return source ? `${source.system}\n${source.sourceEventId}` : '';
    }),
);
db.close();
const lost = month.facts.filter(({ source, id }) => !ids.has(`${source}\n${id}`)).length;
const wrong = compared.flatMap(({ missed, extra }) => [...missed, ...extra]).length;
const cli = new URL('../../dist/apps/cli/src/main.js', import.meta.url).pathname;
const verified = spawnSync(process.execPath, [cli, 'verify', '--json', '--data', data], { encoding: 'utf8' });
const { whole, checkpoints, leaves } = JSON.parse(verified.stdout.split('\n')[0]);
rmSync(data, { recursive: true });
console.log(`${leaves} leaves under ${checkpoints} checkpoints: ${whole ? 'whole' : 'NOT whole'}`);
console.log(`${events} events, ${lost} facts lost, ${twice} stored twice, ${wrong} findings wrong`);

process.exit(lost + twice + wrong === 0 && whole ? 0 : 1);
