// npm run bench [-- --json] [-- --only ingest|single|rebuild|seal|proofs|evidence]: speeds as ratios to baselines taken in the same run.
import { fork } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import { Projector } from '../../dist/libs/ledger/src/index.js';
import { SqliteLog, SqliteViews } from '../../dist/libs/sqlite/src/index.js';
import { findingsView, keysOf, mapKeysForm, rules, views } from '../../dist/libs/capabilities/src/index.js';
import { leafHash, keyTypes, SignerKey, TiledTree, TileWriter } from '../../dist/libs/merkle/src/index.js';
import { growMap, MapFile, Sealer, TreeFile, verifyLog } from '../../dist/libs/sealing/src/index.js';
import { checkEvidence, evidenceOf } from '../../dist/libs/evidence/src/index.js';
import { rebuildInThreads } from '../../dist/apps/cli/src/rebuild/rebuild-in-threads.js';
import { surroundings } from './facts.mjs';
import { answerOf, load, post } from './sending.mjs';

const { values: asked } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, events: { type: 'string', default: '100000' } },
});
const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
const count = Number(asked.events);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function tell(name, value, unit, baseline, goal) {
  const ratio = baseline === undefined ? undefined : value / baseline;
  if (asked.json) console.log(JSON.stringify({ name, value, unit, baseline, ratio }));
  else {
    const against =
      ratio === undefined
        ? ''
        : `  ratio ${ratio.toFixed(3)} of ${Math.round(baseline)}${goal ? ` (goal ${goal})` : ''}`;
    console.log(`${name.padEnd(42)} ${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}${against}`);
  }
}

async function serve(data, ...more) {
  const child = fork(new URL('./served.mjs', import.meta.url), [join(folder, data), ...more], {
    execArgv: ['--max-semi-space-size=32'], // as `npm start` has it
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await answerOf(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return { url, stop: () => (child.send('stop'), ended) };
}
const eventRows = (file) => {
  const db = new DatabaseSync(file, { readOnly: true });
  const schema = db
    .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
    .all();
  const rows = db.prepare("SELECT * FROM events WHERE type = 'LookupPerformed' ORDER BY position").all();
  db.close();
  return { schema: schema.map(({ sql }) => sql), rows };
};

/** The same rows into the same table, triggers and all, in transactions of `size`, flushed as the log flushes. */
function bareInsert({ schema, rows }, size) {
  const db = new DatabaseSync(join(folder, `bare-${size}.sqlite`));
  db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  for (const sql of schema) db.exec(sql);
  const names = Object.keys(rows[0]);
  const insert = db.prepare(`INSERT INTO events (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
  const versions = new Map();
  const ready = rows.map((row, i) => {
    const version = versions.get(row.stream) ?? 0;
    versions.set(row.stream, version + 1);
    return Object.values({ ...row, position: i + 1, version });
  });
  const started = performance.now();
  for (let i = 0; i < ready.length; i += size) {
    db.exec('BEGIN IMMEDIATE');
    for (const values of ready.slice(i, i + size)) insert.run(...values);
    db.exec('COMMIT');
  }
  const perSecond = ready.length / ((performance.now() - started) / 1000);
  db.close();
  return perSecond;
}

async function ingest() {
  const server = await serve('ingest');
  await load(server.url, 4, 1_000_000, 10_000, 500); // warm
  const { perSecond, p99, refused } = await load(server.url, 4, 0, count, 500);
  if (refused > 0) throw new Error(`${refused} batches had to be sent again`);
  await server.stop();
  const rows = eventRows(join(folder, 'ingest', 'events.sqlite'));
  tell('durable batch ingest over HTTP, 4 x 500', perSecond, 'look-ups/s', bareInsert(rows, 500), 0.3);
  tell('  the slowest 1 % of its batches', p99, 'ms');
}

async function single() {
  const each = Math.min(count, 20_000);
  const bare = await serve('bare', 'without-storage');
  await load(bare.url, 64, 0, 2_000, 1);
  const route = await load(bare.url, 64, 10_000, each, 1);
  await bare.stop();
  const server = await serve('single');
  await load(server.url, 64, 0, 2_000, 1);
  const stored = await load(server.url, 64, 10_000, each, 1);
  await server.stop();
  tell('single look-ups over HTTP, 64 clients', stored.perSecond, 'look-ups/s', route.perSecond, 0.5);
  tell('  the slowest 1 % of them', stored.p99, 'ms');
}

/** The rules, each of which adds up how many milliseconds its functions take; what they look into is counted too. */
function timedRules() {
  const costs = new Map(rules.map(({ code }) => [code, 0]));
  const timed = rules.map((rule) => {
    const judges = Object.entries(rule.judges).map(([kind, judge]) => [
      kind,
      (subject, light) => {
        const started = performance.now();
        const judged = judge(subject, light);
        costs.set(rule.code, costs.get(rule.code) + performance.now() - started);
        return judged;
      },
    ]);
    return { ...rule, judges: Object.fromEntries(judges) };
  });
  return { timed, costs };
}

async function rebuild() {
  const server = await serve('rebuild');
  await post(server.url, surroundings(count));
  await load(server.url, 4, 0, count, 500);
  await server.stop();
  const files = { events: join(folder, 'rebuild', 'events.sqlite'), views: join(folder, 'all.sqlite') };
  const log = SqliteLog.open(files.events, { readOnly: true });
  // Bare reading: each row brought in by the driver, its event parsed. Not by our own pages, so that the measure stays the same.
  const read = async () => {
    const db = new DatabaseSync(files.events, { readOnly: true });
    const rows = db.prepare('SELECT position, stream, version, event_id, type, body FROM events WHERE position > ? ORDER BY position LIMIT 5000'); // prettier-ignore
    let events = 0;
    const started = performance.now();
    for (let after = 0; ;) {
      const page = rows.all(after);
      if (page.length === 0) break;
      for (const { body } of page) JSON.parse(Buffer.from(body).toString());
      events += page.length;
      after = page[page.length - 1].position;
    }
    const perSecond = events / ((performance.now() - started) / 1000);
    db.close();
    return perSecond;
  };
  await read();
  const baseline = await read();
  const built = async (some, name, build = (store) => new Projector(log, store, some).catchUp()) => {
    const store = SqliteViews.open(join(folder, `${name}.sqlite`));
    const started = performance.now();
    const events = await build(store);
    const perSecond = events / ((performance.now() - started) / 1000);
    store.close();
    return perSecond;
  };
  // As `ledger rebuild` does it: in two threads, of which one judges.
  const inThreads = async (store) => (await rebuildInThreads(log, store, files, views, () => undefined)).events;
  tell('rebuild of all views', await built(views, 'all', inThreads), 'events/s', baseline, 0.15);
  for (const view of views)
    tell(
      `  ${view.name} alone`,
      await built([view], view.name),
      'events/s',
      baseline,
      view.name === 'findings' ? 0.1 : undefined,
    );
  const { timed, costs } = timedRules();
  const perSecond = await built([findingsView(timed)], 'timed');
  tell('findings with each rule timed', perSecond, 'events/s', baseline);
  for (const [code, ms] of costs) tell(`  ${code}`, (ms * 1000) / count, 'µs a look-up');
  await log.close();
}

/** The log of a data folder, sealed here under a key of its own. */
async function sealed(data) {
  const log = SqliteLog.open(join(folder, data, 'events.sqlite'), { readOnly: true });
  const tree = TreeFile.open(join(folder, data, 'tree.sqlite'));
  const key = SignerKey.generate('ledger.example/bench', keyTypes.note);
  const stop = new AbortController();
  const sealer = await Sealer.open({ log, tree, key, now: () => new Date().toISOString(), everyMs: 1000 });
  const [head, begun] = [log.head(), performance.now()];
  const run = sealer.run(stop.signal);
  while (sealer.size < head) await Promise.race([run, new Promise(setImmediate)]);
  stop.abort();
  await run;
  return { log, tree, key, perSecond: head / ((performance.now() - begun) / 1000) };
}

/** Sealing a log that is there, reading and hashing it whole again, and mapping whom its leaves are about. */
async function seal() {
  const server = await serve('seal');
  await load(server.url, 4, 0, count, 500);
  await server.stop();
  const { log, tree, key, perSecond } = await sealed('seal');
  tell('sealing', perSecond, 'events/s');

  const bodies = (await log.readAll(0, Number.MAX_SAFE_INTEGER)).map(({ body }) => body);
  const bytes = bodies.reduce((sum, { length }) => sum + length, 0);
  let started = performance.now();
  for (const body of bodies) hash('sha256', body, 'buffer');
  const bare = bytes / 1e6 / ((performance.now() - started) / 1000);
  started = performance.now();
  const { failures } = await verifyLog({ log, tree, keys: [key.verifier] });
  if (failures.length > 0) throw new Error('the log of the benchmark does not verify');
  tell('full verification', bytes / 1e6 / ((performance.now() - started) / 1000), 'MB/s', bare, 0.5);

  const map = MapFile.open(join(folder, 'seal', 'map.sqlite'));
  started = performance.now();
  await growMap({ log, map, keysOf, form: mapKeysForm }, tree.size);
  const seconds = (performance.now() - started) / 1000;
  tell('mapping who is in which leaves', tree.size / seconds, 'events/s', perSecond);
  tell('keys of the map, all in one change', map.reached.entries / seconds, 'keys/s');
  map.close();

  tree.close();
  await log.close();
}

/** A package of the thousand look-ups from one computer among 50,000: found, told, proven, packed; then checked. */
async function evidence() {
  const server = await serve('evidence');
  await load(server.url, 4, 0, 50_000, 500);
  const { head } = await (await fetch(`${server.url}/v1/views`, { headers: { 'x-actor': 'admin:bench' } })).json();
  const wait = async () => {
    const answer = await fetch(`${server.url}/v1/directives?minPosition=${head}`, {
      headers: { 'x-actor': 'admin:bench' },
    });
    if (answer.status === 503) await wait();
  };
  await wait();
  await server.stop();
  const { log, tree, key } = await sealed('evidence');
  const queries = SqliteViews.openQueries(join(folder, 'evidence', 'views.sqlite'));
  const times = { made: [], checked: [] };
  for (let i = 0; i < 5; i++) {
    let started = performance.now();
    const sources = { queries, log, tree, checkpoint: tree.latest, keys: [key.verifier] };
    const { zip } = await evidenceOf(sources, { subject: { deviceId: 'PC-0' } });
    times.made.push(performance.now() - started);
    started = performance.now();
    const { proven, failures } = checkEvidence(zip, { keys: [key.verifier] });
    times.checked.push(performance.now() - started);
    if (proven !== 1000 || failures.length > 0)
      throw new Error(`the evidence does not hold: ${proven}, ${failures[0]}`);
  }
  for (const [what, ms] of Object.entries(times))
    tell(`evidence of 1,000 events ${what}, slowest of 5`, Math.max(...ms), 'ms (goal 1000)');
  queries.close();
  tree.close();
  await log.close();
}

/** Inclusion proofs in a tree of ten million synthetic leaves, kept in memory. */
async function proofs() {
  const leaves = 10_000_000;
  const tiles = new Map();
  const writer = await TileWriter.resume(async (path) => tiles.get(path), 0);
  const started = performance.now();
  const leaf = Buffer.from(leafHash(Buffer.from('{}')));
  for (let i = 0; i < leaves; i++) {
    leaf.writeUInt32BE(i);
    writer.append(Buffer.from(leaf));
    if (i % 65_536 === 65_535) for (const { path, bytes } of writer.take()) tiles.set(path, bytes);
  }
  for (const { path, bytes } of writer.take()) tiles.set(path, bytes);
  tell('leaf hashes into a tree of 10 million', leaves / ((performance.now() - started) / 1000), 'leaves/s');
  const tree = new TiledTree(async (path) => tiles.get(path), leaves);
  const times = [];
  for (let i = 0; i < 2000; i++) {
    const begun = performance.now();
    await tree.proveInclusion((i * 4_999_999) % leaves);
    times.push(performance.now() - begun);
  }
  tell('inclusion proof, the slowest 1 %', times.sort((a, b) => a - b)[1980], 'ms (goal 10)');
}

for (const [name, run] of Object.entries({ ingest, single, rebuild, seal, proofs, evidence }))
  if (!asked.only || asked.only === name) await run();
