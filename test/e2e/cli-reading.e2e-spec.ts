import { afterEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { views } from '@app/capabilities';
import { runPermissions } from '../../apps/cli/src/permissions.js';
import { runCheck, runRebuild } from '../../apps/cli/src/rebuild.js';
import { runReplay } from '../../apps/cli/src/replay.js';
import { runViolations } from '../../apps/cli/src/violations.js';
import { builtCommand, changeViews, keptTerminal } from './cli.js';
import { lookup, newFolder, startServer, stop, stopAll, type TestServer } from './server.js';
import { until } from './witnessing.js';

afterEach(stopAll);

const officialId = 'cb-1';
const granted = (name: string, of = officialId) => ({
  specversion: '1.0',
  id: `grant-${name}`,
  source: 'TTHC',
  type: 'vn.accessledger.AccountGranted.v1',
  time: '2025-01-02T01:00:00.000Z',
  data: {
    accountId: `TTHC:${name}`,
    grantId: `g-${name}`,
    username: name,
    officialId: of,
    system: 'TTHC',
    unitId: 'phuong-1',
    accountClass: 'ONE_STOP',
    roleClass: 'RECEPTION',
    holderType: 'CC',
    functions: ['KIEM_TRA_TTCD'],
    fields: ['fullName'],
    decisionNo: 'QĐ-1',
    validFrom: '2025-01-02T01:00:00.000Z',
  },
});

/** A server with two accounts and, on the account of another official, a look-up beyond its grant. */
async function withHistory(): Promise<TestServer> {
  const server = await startServer();
  const beyond = { function: 'LAY_TTCD', accountId: 'TTHC:binh', fieldsReturned: ['fullName'] };
  const facts = [
    granted('an'),
    granted('binh', 'cb-2'),
    lookup('tc-1', { accountId: 'TTHC:an' }),
    lookup('tc-2', beyond),
  ];
  for (const fact of facts) expect((await server.fact(fact)).status).toBe(201);
  await server.get('/v1/views?minPosition=4');
  return server;
}

/** What a verb lists with `--json`: the times, then the items. */
async function listed(run: (terminal: ReturnType<typeof keptTerminal>) => Promise<number>) {
  const terminal = keptTerminal();
  expect(await run(terminal)).toBe(0);
  const [times, ...items] = terminal.said.out.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { times, items };
}

describe('ledger permissions', () => {
  it('waits for a position that the views of a running server have not reached, and not for those of a stopped one', async () => {
    const server = await withHistory();
    const data = server.dataDir;
    const moveViews = (by: number) => changeViews(data, `UPDATE checkpoint SET position = position + ${by}`);
    moveViews(-1);
    const terminal = keptTerminal();
    let code: number | undefined;
    const reading = runPermissions({ data, knownAt: '4' }, terminal).then((exit) => (code = exit));
    await until(
      () => nextTurn(terminal.said.err),
      ({ length }) => length > 0,
    );
    expect(terminal.said.err[0]).toMatch(/What is read stands at position 3: waiting for 4$/);
    expect(code).toBeUndefined();
    moveViews(1);
    await reading;
    expect(code).toBe(0);
    moveViews(-1);
    await stop(server);
    const stopped = runPermissions({ data, knownAt: '4' }, keptTerminal());
    await expect(stopped).rejects.toThrow('What can be read stands at position 3, not at 4 yet');
  });

  it('lists the rights as the server does, beside it and after it has stopped', async () => {
    const server = await withHistory();
    const asked = { asOf: '2025-06-01T00:00:00Z', data: server.dataDir, json: true };
    const answer = (await (await server.get('/v1/accounts?asOf=2025-06-01T00:00:00Z')).json()) as { items: object[] };
    const beside = await listed((terminal) => runPermissions(asked, terminal));
    expect(beside.items).toEqual(answer.items);
    expect(beside.items).toHaveLength(2);
    expect(beside.times).toMatchObject({ asOf: '2025-06-01T00:00:00.000Z', knownAt: { position: '4' } });
    await stop(server);
    expect(await listed((terminal) => runPermissions(asked, terminal))).toEqual(beside);
  });

  it('takes a filter, and both times', async () => {
    const { dataDir: data } = await withHistory();
    const idsOf = async (options: object) =>
      (await listed((terminal) => runPermissions({ data, json: true, ...options }, terminal))).items.map(
        ({ accountId }) => accountId,
      );
    expect(await idsOf({ official: 'cb-2' })).toEqual(['TTHC:binh']);
    expect(await idsOf({ system: 'KNTC' })).toEqual([]);
    expect(await idsOf({ knownAt: '1' })).toEqual(['TTHC:an']);
    expect(await idsOf({ asOf: '2025-01-01T00:00:00+07:00' })).toEqual([]);
  });

  it('shows people one table with Vietnamese headings and local times', async () => {
    const { dataDir: data } = await withHistory();
    const terminal = keptTerminal();
    await runPermissions({ data }, terminal);
    expect(terminal.said.out.join('\n')).toMatch(/Tài khoản[^]*Account[^]*TTHC:an[^]*02\/01\/2025 08:00:00 \+07:00/);
    expect(terminal.said.err.join()).toMatch(/2 dòng.*2 rows/);
  });

  it('refuses a folder without a ledger, what is no time, and a position that nothing has reached', async () => {
    const { dataDir: data } = await withHistory();
    const run = (options: object) => runPermissions({ data, ...options }, keptTerminal());
    await expect(run({ data: newFolder() })).rejects.toThrow(/^Không có sổ nhật ký trong .*\nThere is no ledger in /);
    await expect(run({ asOf: 'hôm qua' })).rejects.toThrow('--as-of must be written like');
    await expect(run({ knownAt: '2025-13-01T00:00:00Z' })).rejects.toThrow('--known-at must be written like');
    await expect(run({ knownAt: '5' })).rejects.toThrow('What can be read stands at position 4, not at 5 yet');
  });
});

describe('ledger violations', () => {
  it('lists what the rules found, and takes filters', async () => {
    const { dataDir: data } = await withHistory();
    const found = async (options: object) =>
      (await listed((terminal) => runViolations({ data, json: true, ...options }, terminal))).items.map(
        ({ code, accountId }) => [code, accountId],
      );
    expect(await found({ rule: 'V-05' })).toEqual([['V-05', 'TTHC:binh']]);
    expect(await found({ rule: 'V-05', account: 'TTHC:an' })).toEqual([]);
    expect(await found({ rule: 'V-05', knownAt: '3' })).toEqual([]);
    // No profile is set, so no clause binds.
    expect(await found({ rule: 'V-05', clause: 'R04' })).toEqual([]);
    expect(await found({ rule: 'V-05', state: 'withdrawn' })).toEqual([]);
  });

  it('refuses a rule, a severity or a state that there is not', async () => {
    const { dataDir: data } = await withHistory();
    const run = (options: object) => runViolations({ data, ...options }, keptTerminal());
    await expect(run({ rule: 'V-99' })).rejects.toThrow('--rule is one of V-01');
    await expect(run({ clause: 'R105' })).rejects.toThrow('--clause is one of R01');
    await expect(run({ severity: 'grave' })).rejects.toThrow('--severity is one of low');
    await expect(run({ state: 'open' })).rejects.toThrow('--state is one of standing');
  });
});

describe('ledger replay', () => {
  it('tells the history that the server tells, of an account, an official and a unit', async () => {
    const server = await withHistory();
    const asOf = '2025-06-01T00:00:00Z';
    const options = { data: server.dataDir, json: true, asOf };
    for (const [subject, path] of [
      ['account:TTHC:BINH', 'accounts/TTHC:binh'],
      [`official:${officialId}`, `officials/${officialId}`],
      ['unit:phuong-1', 'units/phuong-1'],
    ]) {
      const answer = (await (await server.get(`/v1/${path}/history?asOf=${asOf}`)).json()) as { items: object[] };
      const { items } = await listed((terminal) => runReplay(subject, options, terminal));
      expect(items).toEqual(answer.items);
      expect(items).toHaveLength(2);
    }
  });

  it('shows people each event with the rights of its moment and the finding', async () => {
    const { dataDir: data } = await withHistory();
    const terminal = keptTerminal();
    await runReplay('account:TTHC:binh', { data, by: 'recorded' }, terminal);
    expect(terminal.said.out.join('\n')).toMatch(/LookupPerformed.*TTHC:binh active: KIEM_TRA_TTCD.*V-05/);
  });

  it('refuses a subject, an order or a time that it does not know', async () => {
    const { dataDir: data } = await withHistory();
    await expect(runReplay('city:1', { data }, keptTerminal())).rejects.toThrow('Write account:');
    await expect(runReplay('official:1', { data, by: 'size' }, keptTerminal())).rejects.toThrow('--by is occurred');
    await expect(runReplay('official:1', { data, from: 'x' }, keptTerminal())).rejects.toThrow('--from must be');
  });
});

describe('ledger rebuild', () => {
  it('refuses while a server serves the folder', async () => {
    const { dataDir: data } = await withHistory();
    await expect(runRebuild(undefined, { data }, keptTerminal())).rejects.toThrow(
      /is in use \(http:\/\/127.0.0.1:\d+, pid \d+\); stop the server, then rebuild$/,
    );
  });

  it('refuses while another process writes the log, though no server says so', async () => {
    const server = await withHistory();
    rmSync(join(server.dataDir, 'server.json'));
    await expect(runRebuild(undefined, { data: server.dataDir }, keptTerminal())).rejects.toThrow(
      /is in use \(process \d+ on .*\); stop the server/,
    );
  });

  it('finds a row that is not what the log says, and mends it', async () => {
    const server = await withHistory();
    await stop(server);
    const options = { data: server.dataDir };
    expect(await runCheck(undefined, options, keptTerminal())).toBe(0);
    changeViews(server.dataDir, `UPDATE permission SET unit_id = 'phuong-2' WHERE account_id = 'TTHC:binh'`);
    const terminal = keptTerminal();
    expect(await runCheck(undefined, options, terminal)).toBe(1);
    expect(terminal.said.out.filter((line) => line.startsWith('≠'))).toEqual([
      '≠ permission: khác từ dòng 2 · differs from row 2 on',
    ]);
    const rebuilding = keptTerminal();
    expect(await runRebuild('permissions', options, rebuilding)).toBe(0);
    expect(rebuilding.said.out[0]).toMatch(/^Đã dựng lại 1 bảng từ 4 sự kiện .*\nRebuilt 1 views from 4 events/);
    expect(await runCheck(undefined, options, keptTerminal())).toBe(0);
  });

  const built = builtCommand();
  (built ? it : it.skip)(
    'of the built product rebuilds every view, in two threads where there is room',
    async () => {
      const server = await withHistory();
      await stop(server);
      changeViews(
        server.dataDir,
        `DELETE FROM finding; DELETE FROM lookup; UPDATE permission SET unit_id = 'phuong-2'`,
      );
      const options = { data: server.dataDir };
      expect(await runCheck(undefined, options, keptTerminal())).toBe(1);
      const said = execFileSync(process.execPath, [built!, 'rebuild', '--json', '--data', server.dataDir], {
        encoding: 'utf8',
      });
      const { events, views: progress } = JSON.parse(said) as { events: number; views: object[] };
      expect([events, progress]).toEqual([4, views.map(({ name: view }) => ({ view, position: 4 }))]);
      expect(await runCheck(undefined, options, keptTerminal())).toBe(0);
    },
    120_000,
  );

  it('finds a row too many and a row too few', async () => {
    const server = await withHistory();
    await stop(server);
    changeViews(server.dataDir, `DELETE FROM lookup WHERE position = 4; INSERT INTO log_clock VALUES ('9', 9)`);
    const terminal = keptTerminal();
    expect(await runCheck(undefined, { data: server.dataDir, json: true }, terminal)).toBe(1);
    const different = terminal.said.out.map((line) => JSON.parse(line) as { table: string; equal: boolean });
    expect(different.filter(({ equal }) => !equal).map(({ table }) => table)).toEqual(['lookup', 'log_clock']);
  });

  it('compares views beside a running server, each where it stands', async () => {
    const { dataDir: data } = await withHistory();
    expect(await runCheck(undefined, { data }, keptTerminal())).toBe(0);
  });

  it('compares views that stand behind the log as they were there, and readers are told', async () => {
    const server = await withHistory();
    await stop(server);
    const files = ['', '-wal', '-shm'].map((end) => join(server.dataDir, `views.sqlite${end}`)).filter(existsSync);
    for (const file of files) copyFileSync(file, `${file}.before`);
    const again = await startServer({ dataDir: server.dataDir });
    expect((await again.fact(lookup('tc-3', { accountId: 'TTHC:binh' }))).status).toBe(201);
    await again.get('/v1/views?minPosition=5');
    await stop(again);
    for (const file of files) renameSync(`${file}.before`, file);

    expect(await runCheck(undefined, { data: server.dataDir }, keptTerminal())).toBe(0);
    const terminal = keptTerminal();
    await runPermissions({ data: server.dataDir }, terminal);
    expect(terminal.said.err[0]).toMatch(/What is read stands at position 4, the log at 5$/);
  });

  it('says of views that were never built that they could not be compared, and builds them', async () => {
    const server = await withHistory();
    await stop(server);
    for (const end of ['', '-wal', '-shm']) rmSync(join(server.dataDir, `views.sqlite${end}`), { force: true });
    const options = { data: server.dataDir };
    await expect(runCheck(undefined, options, keptTerminal())).rejects.toThrow('There are no views in');
    await expect(runPermissions(options, keptTerminal())).rejects.toThrow(/are not built yet; run ledger rebuild/);
    writeFileSync(join(server.dataDir, 'views.sqlite'), '');
    await expect(runPermissions(options, keptTerminal())).rejects.toThrow(/are not built yet; run ledger rebuild/);
    expect(await runRebuild(undefined, options, keptTerminal())).toBe(0);
    expect(await runCheck(undefined, options, keptTerminal())).toBe(0);
  });

  it('refuses a view that there is not, and says which there are', async () => {
    const { dataDir: data } = await withHistory();
    await expect(runRebuild('rights', { data }, keptTerminal())).rejects.toThrow(/there are permissions, /);
  });
});
