// npm run trial:year [-- --lookups 12000 --seed 7]: a year of the demo's city through a real server, in which every rule
// is violated at least five times at known places: all of them are found, and nothing else.
import { parseArgs } from 'node:util';
import { city } from '../../dist/apps/cli/src/demo/city.js';
import { differences, findingsTable } from '../../dist/apps/cli/src/demo/findings-table.js';
import { compareFindings } from '../../dist/apps/cli/src/demo/manifest.js';
import { findingsOf, playCity, rulesOf, sizeOf } from '../../dist/apps/cli/src/demo/play.js';
import { startTemporaryServer } from '../../dist/apps/cli/src/demo/temporary-server.js';
import { year2025 } from '../../dist/apps/cli/src/demo/term.js';

const { values } = parseArgs({
  options: { lookups: { type: 'string', default: '12000' }, seed: { type: 'string', default: '20250101' } },
});
const leastPlanted = 5;

const year = city(Number(values.seed), { lookups: Number(values.lookups), term: year2025 });
const { facts, setup, acts, officials, accounts } = year;
const commands = setup.length + acts.length;
console.log(`${officials} officials, ${accounts} accounts, ${commands} commands, ${facts.length} observed facts`);
const server = await startTemporaryServer({ keep: false });
try {
  let told = 0;
  const { position } = await playCity(server.baseUrl, year, (sent) => {
    const percent = Math.floor((sent * 100) / sizeOf(year));
    if (percent >= told + 10) console.log(`${(told = percent - (percent % 10))} % played`);
  });
  const rules = await rulesOf(server.baseUrl);
  const judges = rules.map(({ code }) => code);
  const compared = compareFindings(year.manifest, await findingsOf(server.baseUrl, year, position), judges);
  console.log(findingsTable(year, compared, rules));
  const wrong = differences(compared);
  for (const line of wrong) console.log(line);
  const seldom = compared.filter(({ judged, planted }) => judged && planted < leastPlanted).map(({ rule }) => rule);
  if (seldom.length > 0) console.log(`planted fewer than ${leastPlanted} times: ${seldom.join(' ')}`);
  process.exitCode = wrong.length + seldom.length === 0 ? 0 : 1;
} finally {
  await server.stop();
}
