import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..');

interface Cruise {
  summary: { totalCruised: number; violations: readonly { from: string; rule: { name: string } }[] };
}

/** What breaks one rule, where it is put or added to a file. */
type Break = readonly [rule: string, file: string, text: string];

const imports = (from: string) => `import * as taken from '${from}';\nexport const kept = taken;\n`;
const breaks: readonly Break[] = [
  ['no-circle', 'libs/merkle/src/planted-circle.ts', imports('./planted-circle.js')],
  ['found', 'apps/cli/src/planted-nowhere.ts', imports('./nowhere.js')],
  ['no-tests-in-the-product', 'apps/cli/src/planted-test.ts', imports('@app/ledger/given.js')],
  ['no-development-dependency-in-the-product', 'apps/cli/src/planted-dev.ts', imports('fast-check')],
  ['libraries-by-their-index', 'apps/cli/src/planted-inside.ts', imports('@app/ledger/bell.js')],
  ['libraries-statically', 'apps/cli/src/planted-later.ts', "export const later = () => import('@app/ledger');\n"],
  ['ledger-alone', 'libs/ledger/src/planted-node.ts', imports('node:fs')],
  ['ledger-alone', 'libs/ledger/src/planted-nest.ts', imports('@nestjs/common')],
  ['ledger-alone', 'libs/ledger/src/planted-library.ts', imports('@app/merkle')],
  ['ledger-tests', 'libs/ledger/src/planted.spec.ts', imports('@app/sqlite')],
  ['ledger-tests', 'libs/ledger/src/planted.contract.ts', imports('node:http')],
  ['merkle-alone', 'libs/merkle/src/planted-ledger.ts', imports('@app/ledger')],
  ['merkle-alone', 'libs/merkle/src/planted-node.ts', imports('node:fs')],
  ['timestamp-alone', 'libs/timestamp/src/planted.ts', imports('@app/sealing')],
  ['timestamp-alone', 'libs/timestamp/src/planted-node.ts', imports('node:fs')],
  ['capabilities-pure', 'libs/capabilities/src/units/planted-nest.ts', imports('@nestjs/common')],
  ['capabilities-pure', 'libs/capabilities/src/units/planted-node.ts', imports('node:fs')],
  ['capabilities-pure', 'libs/capabilities/src/units/planted-store.ts', imports('@app/sqlite')],
  ['capabilities-pure', 'libs/capabilities/src/units/planted-http.ts', imports('../asked.js')],
  ['controllers', 'libs/capabilities/src/units/planted.controller.ts', imports('@app/sqlite')],
  ['capabilities-apart', 'libs/capabilities/src/units/planted-other.ts', imports('../accounts/account.js')],
  ['capabilities-apart', 'libs/capabilities/src/units/planted-all.ts', imports('../commands.js')],
  ['kernel-of-capabilities', 'libs/capabilities/src/planted.ts', imports('./units/unit.js')],
  ['nest-general', 'libs/nest/src/planted-capability.ts', imports('@app/capabilities')],
  ['sqlite-adapter', 'libs/sqlite/src/planted.ts', imports('@app/capabilities')],
  ['sqlite-adapter', 'libs/sqlite/src/planted-driver.ts', imports('@eventstore/db-client')],
  ['eventstore-adapter', 'libs/eventstore/src/planted.ts', imports('@app/sqlite')],
  ['postgres-adapter', 'libs/postgres/src/planted.ts', imports('@app/merkle')],
  ['sealing-general', 'libs/sealing/src/planted.ts', imports('@app/capabilities')],
  ['evidence-above-seal', 'libs/evidence/src/planted.ts', imports('@nestjs/common')],
  ['apps-apart', 'apps/cli/src/planted-server.ts', imports('../../server/src/config.js')],
  ['apps-apart', 'apps/server/src/planted-cli.ts', imports('../../cli/src/told.js')],
  ['demo-apart', 'apps/cli/src/demo/planted.ts', imports('@app/capabilities')],
  ['libraries-below', 'libs/nest/src/planted.spec.ts', imports('../../../apps/server/src/config.js')],
];

describe('the import rules', () => {
  let copy: string;
  let found: Cruise['summary'];

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'import-rules-'));
    for (const name of ['apps', 'libs', 'test', 'tsconfig.json', 'package.json', '.dependency-cruiser.cjs']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const [, file, text] of breaks) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      appendFileSync(join(copy, file), text);
    }
    found = await cruise(copy);
  }, 120_000);
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('are kept by all other modules of the tree, of which there are more than 100', () => {
    const planted = new Set(breaks.map(([, file]) => file));
    expect(found.violations.filter(({ from }) => !planted.has(from))).toEqual([]);
    expect(found.totalCruised).toBeGreaterThan(100 + planted.size);
  });

  it.each(breaks)('%s is broken by %s, and nothing else is', (rule, file) => {
    expect(found.violations.filter(({ from }) => from === file).map((one) => one.rule.name)).toEqual([rule]);
  });

  it('are each broken by one of these files', async () => {
    const config = (await import(join(root, '.dependency-cruiser.cjs'))) as { forbidden: readonly { name: string }[] };
    expect([...new Set(breaks.map(([rule]) => rule))]).toEqual(config.forbidden.map(({ name }) => name));
  });
});

async function cruise(dir: string): Promise<Cruise['summary']> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--output-type', 'json', '--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'test'];
  const run = promisify(execFile)(process.execPath, args, { cwd: dir, maxBuffer: 1 << 28 });
  // It exits with the number of violations; what it found is on its output either way.
  const { stdout } = await run.catch((failed: { stdout: string }) => failed);
  return (JSON.parse(stdout) as Cruise).summary;
}
