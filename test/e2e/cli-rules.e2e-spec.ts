import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { rules, ruleVersions, versionName } from '@app/capabilities';
import { runRulesTest } from '../../apps/cli/src/rules.js';
import { runBacktest } from '../../apps/cli/src/rules/run-backtest.js';
import { keptTerminal } from './cli.js';
import { lookup, newFolder, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const ruleOf = (code: string) => rules.find((rule) => rule.code === code)!;
const grant = {
  accountId: 'TTHC:an', grantId: 'g', username: 'an', officialId: 'cb-1', system: 'TTHC', unitId: 'u-1', accountClass: 'ONE_STOP',
  roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: ['fullName'], validFrom: '2025-01-02T01:00:00Z',
}; // prettier-ignore

/** A ledger with a look-up beyond its grant (`l-1`, for V-05) and one by an unknown account (`l-2`, for V-08). */
async function withLookups(): Promise<TestServer> {
  const server = await startServer();
  const granted = {
    ...lookup('g', {}, { type: 'vn.accessledger.AccountGranted.v1', time: grant.validFrom }),
    data: grant,
  };
  const beyond = lookup('l-1', { accountId: 'TTHC:an', function: 'LAY_TTCD' });
  for (const fact of [granted, beyond, lookup('l-2', { accountId: 'TTHC:la' })]) {
    expect((await server.fact(fact)).status).toBe(201);
  }
  return server;
}

async function backtested(server: TestServer, version: string, options: object = {}, versions = ruleVersions) {
  const terminal = keptTerminal();
  const code = await runBacktest(version, { data: server.dataDir, json: true, ...options }, terminal, versions);
  const [counts, , ...items] = terminal.said.out.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, counts, items: items.map(({ only, lookupId }) => [only, lookupId]) };
}

describe('ledger rules test', () => {
  it('runs the examples of every rule, and says which find and which do not', async () => {
    const terminal = keptTerminal();
    expect(await runRulesTest({ json: true }, terminal)).toBe(0);
    const said = terminal.said.out.map((line) => JSON.parse(line) as { rule: string; finding: number; failed: number });
    expect(said.map(({ rule }) => rule)).toEqual(ruleVersions.map(versionName));
    for (const { finding, failed } of said) expect([finding > 1, failed]).toEqual([true, 0]);
  });

  it('names an example that does not hold, and ends with 1', async () => {
    const [rule] = rules;
    const wrong = {
      ...rule,
      examples: rule.examples.map((example, i) => (i === 0 ? { ...example, finds: [] } : example)),
    };
    const terminal = keptTerminal();
    expect(await runRulesTest({}, terminal, [wrong])).toBe(1);
    expect(terminal.said.out.join('\n')).toContain(rule.examples[0].title);
  });
});

/** Every row of every table of a database. */
function rowsIn(file: string): object {
  const db = new DatabaseSync(file, { readOnly: true });
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
  const rows = tables.map(({ name }) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]);
  db.close();
  return rows;
}

describe('ledger rules backtest', () => {
  // What V-05 looks for under the code of V-08 stands for a second version of it.
  const tried = [...ruleVersions, { ...ruleOf('V-05'), code: 'V-08', version: 2 }];

  it('shows what only the tried version finds, and what only the current one does', async () => {
    const server = await withLookups();
    const { code, counts, items } = await backtested(server, 'V-08@2', {}, tried);
    expect(code).toBe(0);
    expect(counts).toEqual({ tried: 'V-08@2', current: 'V-08@1', both: 0, onlyTried: 1, onlyCurrent: 1 });
    expect(items).toEqual([['V-08@2', 'l-1'], ['V-08@1', 'l-2']]); // prettier-ignore
  });

  it('finds the same by the same version, within the time asked for', async () => {
    const server = await withLookups();
    expect((await backtested(server, 'V-08@1')).counts).toMatchObject({ both: 1, onlyTried: 0, onlyCurrent: 0 });
    const at = '2025-05-06T02:03:04Z';
    expect((await backtested(server, 'V-08@1', { from: at })).counts).toMatchObject({ both: 1 });
    expect((await backtested(server, 'V-08@1', { to: at })).counts).toMatchObject({ both: 0 });
  });

  it('changes nothing of the ledger', async () => {
    const server = await withLookups();
    await stop(server);
    // Rows, not bytes: the last to close a file moves into it what waits beside it.
    const kept = () => ['events.sqlite', 'views.sqlite'].map((name) => rowsIn(join(server.dataDir, name)));
    const before = kept();
    await backtested(server, 'V-08@2', {}, tried);
    expect(kept()).toEqual(before);
  });

  it('refuses a version that the build lacks, a folder without a ledger, what is no instant', async () => {
    const server = await withLookups();
    await expect(backtested(server, 'V-08@99')).rejects.toThrow('There is no such version; there are V-01@1');
    await expect(backtested(server, 'V-08@1', { from: 'gestern' })).rejects.toThrow('--from must be written like');
    await expect(backtested(server, 'V-08@1', { data: newFolder() })).rejects.toThrow('There is no ledger');
  });
});
