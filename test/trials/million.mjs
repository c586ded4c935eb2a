// npm run trial:million [-- --lookups 1000000]: lawful look-ups sent by four clients without a pause, far more than the views
// keep up with: how many are taken in as the ledger grows, whether all are there, whether the views are those that the log
// gives, and whether the log verifies.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import { startTemporaryServer } from '../../dist/apps/cli/src/demo/temporary-server.js';
import { viewsReach } from '../../dist/apps/cli/src/views-reach.js';
import { surroundings } from '../bench/facts.mjs';
import { load, post } from '../bench/sending.mjs';

const { values } = parseArgs({ options: { lookups: { type: 'string', default: '1000000' } } });
const lookups = Number(values.lookups);
const step = Math.min(100_000, lookups);

const server = await startTemporaryServer({ keep: false });
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);
async function standing() {
  const answer = await fetch(`${server.baseUrl}/v1/views`, { headers: { 'x-actor': 'admin:trial' } });
  const { head, items } = await answer.json();
  return { head: Number(head), behind: Number(head) - Math.min(...items.map(({ position }) => Number(position))) };
}
/** Runs a verb of `ledger` over the server's folder beside it; tells whether it found everything as it must be. */
function checked(...verb) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', ...verb, '--data', server.dataDir], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(`ledger ${verb.join(' ')}: exit code ${status} after ${seconds(began)} s`);
  return status === 0;
}

try {
  let began = performance.now();
  const around = surroundings(lookups);
  await post(server.baseUrl, around);
  console.log(`${around.length} accounts and dossiers in ${seconds(began)} s`);
  for (let from = 0; from < lookups; from += step) {
    const { perSecond, p99, refused } = await load(server.baseUrl, 4, from, Math.min(step, lookups - from), 500);
    const { behind } = await standing();
    const again = refused > 0 ? [`${refused} batches sent again after 503`] : [];
    const told = [
      `${Math.min(from + step, lookups)} look-ups`,
      `${Math.round(perSecond)}/s`,
      `slowest 1 % of batches ${Math.round(p99)} ms`,
    ];
    console.log([...told, ...again, `views ${behind} behind`].join(', '));
  }
  began = performance.now();
  const { head } = await standing();
  if (!(await viewsReach(server.baseUrl, 'admin:trial', head, () => undefined)))
    throw new Error('the views move no more');
  console.log(`the views were there ${seconds(began)} s later`);
  const db = new DatabaseSync(`${server.dataDir}/events.sqlite`, { readOnly: true });
  const { there, once } = db
    .prepare("SELECT count(*) AS there, count(DISTINCT event_id) AS once FROM events WHERE type = 'LookupPerformed'")
    .get();
  db.close();
  const each = Math.round(statSync(`${server.dataDir}/events.sqlite`).size / head);
  console.log(
    `${head} events, ${each} bytes of the file for each; of ${lookups} look-ups ${once} are there, ${there - once} twice`,
  );
  const holds = [there === lookups && once === lookups, checked('rebuild', '--check'), checked('verify')];
  process.exitCode = holds.every(Boolean) ? 0 : 1;
} finally {
  await server.stop();
}
