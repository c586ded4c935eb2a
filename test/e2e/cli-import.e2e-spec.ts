import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { SqliteLog } from '@app/sqlite';
import { runImport } from '../../apps/cli/src/import.js';
import { builtCommand, fileOf, keptTerminal, startInline, storedIn } from './cli.js';
import { lookup, newFolder, startServer, stop, stopAll } from './server.js';

afterEach(stopAll);

/** Look-ups of some accounts over some months, so that the file goes to many streams. */
const lookups = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const time = new Date(Date.UTC(2025, 0, 1, i % 4000)).toISOString();
    return lookup(`tc-${i}`, { accountId: `TTHC:cb${i % 7}` }, { time });
  });

async function imported(file: string, data: string, options: Parameters<typeof runImport>[1] = {}) {
  const terminal = keptTerminal();
  const code = await runImport(file, { ...options, data, json: true }, terminal, undefined, startInline);
  const lines = terminal.said.out.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, last: lines[lines.length - 1], lines: lines.slice(0, -1), err: terminal.said.err };
}
const counts = (of: object) => ({ recorded: 0, duplicate: 0, conflict: 0, refused: 0, bad: 0, ...of });

describe('ledger import', () => {
  it('records the good lines, and tells each other one by its number and the reason', async () => {
    const { dataDir } = await startServer();
    const wrongData = lookup('tc-3', { resultCount: 'many', subjects: ['001099123456'] });
    const long = JSON.stringify(lookup('tc-5', { queryShape: 'x'.repeat(1024 * 1024) }));
    const twice = '{"specversion":"1.0","id":"a","id":"b"}';
    const file = fileOf('a.ndjson', [lookup('tc-1'), 'no json', wrongData, '', long, twice, lookup('tc-7')]);
    const { code, last, lines } = await imported(file, dataDir);
    expect(code).toBe(2);
    expect(last).toMatchObject({ counts: counts({ recorded: 2, refused: 3, bad: 1 }) });
    expect(lines).toMatchObject([
      { line: 2, status: 'refused', code: 'body-syntax' },
      { line: 3, status: 'refused', code: 'data-invalid', errors: [{ pointer: '/data/resultCount' }] },
      { line: 5, status: 'bad', code: 'line-long' },
      { line: 6, status: 'refused', code: 'body-repeated-key' },
    ]);
    expect(await storedIn(dataDir)).toHaveLength(2);
  });

  it('says it to people in Vietnamese, then in English, and repeats nothing of the line', async () => {
    const { dataDir } = await startServer();
    const file = fileOf('a.ndjson', [lookup('tc-1', { result: '001099123456' })]);
    const terminal = keptTerminal();
    expect(await runImport(file, { data: dataDir }, terminal)).toBe(2);
    expect(terminal.said.err[0]).toMatch(
      /^dòng 1: nội dung không hợp lệ · line 1: its data is not valid \[data-invalid\]/,
    );
    expect(terminal.said.out[0]).toMatch(/^Đã ghi 0 .*bị từ chối 1[^]*\nRecorded 0 .*refused 1/);
    expect([...terminal.said.out, ...terminal.said.err].join()).not.toContain('001099123456');
  });

  it('adds nothing the second time', async () => {
    const { dataDir } = await startServer();
    const file = fileOf('a.ndjson', lookups(1200));
    expect(await imported(file, dataDir)).toMatchObject({ code: 0, last: { counts: counts({ recorded: 1200 }) } });
    const before = await storedIn(dataDir);
    expect(await imported(file, dataDir)).toMatchObject({
      code: 0,
      last: { counts: counts({ duplicate: 1200 }), position: null },
    });
    expect(await storedIn(dataDir)).toEqual(before);
  });

  it('tells a line whose id came before with another content, and the first content stays', async () => {
    const { dataDir } = await startServer();
    const file = fileOf('a.ndjson', [lookup('tc-1'), lookup('tc-2'), lookup('tc-1', { resultCount: 9 })]);
    const { code, last, lines } = await imported(file, dataDir);
    expect({ code, counts: last.counts }).toEqual({ code: 2, counts: counts({ recorded: 2, conflict: 1 }) });
    expect(lines).toEqual([{ line: 3, status: 'conflict', code: 'id-reused' }]);
    expect((await storedIn(dataDir)).join()).not.toContain('"resultCount":9');
  });

  it('stopped after the first lines and begun again gives the log of one that was never stopped', async () => {
    const [whole, stopped] = [await startServer(), await startServer()];
    const file = fileOf('a.ndjson', lookups(1600));
    await imported(file, whole.dataDir);

    const stopping = new AbortController();
    const terminal = { ...keptTerminal(), watched: false };
    const api = runImport(file, { data: stopped.dataDir }, terminal, stopping.signal);
    stopping.abort();
    expect(await api).toBe(130);
    const partly = (await storedIn(stopped.dataDir)).length;
    expect(partly).toBeLessThan(1600);
    expect(await imported(file, stopped.dataDir)).toMatchObject({
      last: { counts: counts({ recorded: 1600 - partly, duplicate: partly }) },
    });
    expect(await storedIn(stopped.dataDir)).toEqual(await storedIn(whole.dataDir));
  });

  it('killed in the middle of a request and begun again gives the same log too', async () => {
    const [whole, killed] = [await startServer(), await startServer()];
    const events = lookups(1000);
    const file = fileOf('a.ndjson', events);
    await imported(file, whole.dataDir, { actor: 'admin:an' });

    const broken = request(`${killed.url}/v1/events`, {
      method: 'POST',
      headers: { 'X-Actor': 'admin:an', 'Content-Type': 'application/x-ndjson', Prefer: 'return=minimal' },
    });
    broken.on('error', () => undefined); // it is broken on purpose
    broken.write(events.slice(0, 700).map((event) => `${JSON.stringify(event)}\n`).join('') + '{"specv'); // prettier-ignore
    await recordedIn(killed.dataDir, 500);
    broken.destroy();
    await imported(file, killed.dataDir, { actor: 'admin:an' });
    expect(await storedIn(killed.dataDir)).toEqual(await storedIn(whole.dataDir));
  });

  it('takes a file with a byte order mark and says so, and refuses UTF-16', async () => {
    const { dataDir } = await startServer();
    const marked = fileOf('a.ndjson', `\ufeff${JSON.stringify(lookup('tc-1'))}\n`);
    const { code, err } = await imported(marked, dataDir);
    expect(code).toBe(0);
    expect(err[0]).toMatch(/BOM.*byte order mark/);
    const wide = fileOf('b.ndjson', Buffer.from(`\ufeff${JSON.stringify(lookup('tc-1'))}`, 'utf16le'));
    await expect(imported(wide, dataDir)).rejects.toThrow('The file is in UTF-16; save it as UTF-8');
  });

  it('records a CSV file under its mapping, quotes, line ends and Vietnamese in it', async () => {
    const { dataDir } = await startServer();
    const mapping = fileOf('mapping.json', [mappingOfLookups]);
    const file = fileOf(
      'a.csv',
      '\ufeffMã tra cứu;Thời điểm;Tài khoản;Số CCCD;Hồ sơ\r\n' +
        'TC-1;5/12/2025 08:00:00;TTHC:an;001099123456;"Hồ sơ ""gấp""; số 1"\r\n' +
        'TC-2;5/12/2025 08:01:00;TTHC:an;123;HS-2\r\n' +
        'TC-3;hôm qua;TTHC:an;001099123456;HS-2\r\n',
    );
    const terminal = keptTerminal();
    expect(await runImport(file, { data: dataDir, mapping, source: 'TTHC' }, terminal)).toBe(2);
    expect(terminal.said.err).toEqual([
      expect.stringContaining('line 3: its data is not valid [data-invalid] ("Số CCCD": '),
      expect.stringContaining('line 4: the column "Thời điểm" is no time of the declared format [csv-time]'),
      expect.stringContaining('byte order mark'),
    ]);
    const stored = await storedIn(dataDir);
    expect(stored).toHaveLength(1);
    expect(stored[0]).toContain('"2025-12-05T01:00:00.000Z"');
    expect(stored[0]).toContain(JSON.stringify('Hồ sơ "gấp"; số 1'));
    expect(stored[0]).toContain('{"id":"TTHC","kind":"system"}');
  });

  it('uses the server that runs and leaves it running', async () => {
    const server = await startServer();
    const start = () => Promise.reject(new Error('a second server was started'));
    const file = fileOf('a.ndjson', [lookup('tc-1')]);
    expect(await runImport(file, { data: server.dataDir }, keptTerminal(), undefined, start)).toBe(0);
    expect((await server.get('/health/live')).status).toBe(200);
  });

  it('without a server serves the folder itself, until its views have seen all, and then gives it up', async () => {
    const dataDir = join(newFolder(), 'new');
    expect(await imported(fileOf('a.ndjson', lookups(600)), dataDir)).toMatchObject({ code: 0 });
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false);
    const log = SqliteLog.open(join(dataDir, 'events.sqlite'));
    const { SqliteViews } = await import('@app/sqlite');
    const queries = SqliteViews.openQueries(join(dataDir, 'views.sqlite'));
    const views = await queries.all<{ position: number }>('SELECT DISTINCT position FROM checkpoint');
    expect(views).toEqual([{ position: log.head() }]);
    queries.close();
    await log.close();
  });

  it('takes a server file that a dead server left behind for none, though another server has its port now', async () => {
    const [dead, other] = [await startServer(), await startServer()];
    await stop(dead);
    writeFileSync(join(dead.dataDir, 'server.json'), JSON.stringify({ url: other.url, pid: 2 ** 22 + 1 }));
    expect(await imported(fileOf('a.ndjson', [lookup('tc-1')]), dead.dataDir)).toMatchObject({ code: 0 });
    expect(await storedIn(dead.dataDir)).toHaveLength(1);
    expect(await storedIn(other.dataDir)).toHaveLength(0);
  });

  it('says what is wrong with the file, the folder or the server', async () => {
    const folder = newFolder();
    const file = fileOf('a.ndjson', [lookup('tc-1')]);
    const say = (path: string, options: object) => runImport(path, options, keptTerminal(), undefined, startInline);
    await expect(say(join(folder, 'none'), {})).rejects.toThrow(/^Không có tệp .*\nThere is no file /);
    await expect(say(folder, {})).rejects.toThrow('is a folder');
    await expect(say(fileOf('a.csv', 'x'), {})).rejects.toThrow('A CSV file needs --mapping');
    await expect(say(file, { data: join(file, 'data') })).rejects.toThrow('cannot be written (ENOTDIR)');
    await expect(say(file, { actor: 'nobody' })).rejects.toThrow('--actor is written admin:who');

    mkdirSync(join(folder, 'keys'));
    const held = SqliteLog.open(join(folder, 'events.sqlite'));
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ url: 'http://127.0.0.1:9', pid: process.pid }));
    await expect(say(file, { data: folder })).rejects.toThrow(/The server http:\/\/127.0.0.1:9 of .* does not answer/);
    await held.close();
  });

  const built = builtCommand();
  (built ? it : it.skip)(
    'of the built product killed with -9 and begun again loses and doubles nothing',
    async () => {
      const [whole, killed] = [await startServer(), await startServer()];
      const file = fileOf('a.ndjson', lookups(6000));
      const run = (dataDir: string) =>
        spawn(process.execPath, [built!, 'import', file, '--data', dataDir], { stdio: 'ignore' });
      await once(run(whole.dataDir), 'exit');
      const child = run(killed.dataDir);
      const ended = once(child, 'exit'); // on a busy machine it may be done before it is killed
      await recordedIn(killed.dataDir, 1000);
      child.kill('SIGKILL');
      await ended;
      const [code] = (await once(run(killed.dataDir), 'exit')) as [number];
      expect(code).toBe(0);
      expect(await storedIn(killed.dataDir)).toEqual(await storedIn(whole.dataDir));
      expect(await storedIn(killed.dataDir)).toHaveLength(6000);
    },
    240_000,
  );
});

const mappingOfLookups = {
  event: 'LookupPerformed',
  delimiter: ';',
  time: { format: 'dd/MM/yyyy HH:mm:ss', zone: 'Asia/Ho_Chi_Minh' },
  columns: {
    'Mã tra cứu': ['id', 'data.lookupId'],
    'Thời điểm': 'time',
    'Tài khoản': 'data.accountId',
    'Số CCCD': 'data.subjects',
    'Hồ sơ': 'data.dossierId',
  },
  constants: {
    'data.system': 'TTHC',
    'data.function': 'KIEM_TRA_TTCD',
    'data.fieldsReturned': ['fullName'],
    'data.result': 'found',
    'data.resultCount': 1,
  },
};

/** Resolves when a folder's log holds so many events. */
async function recordedIn(dataDir: string, events: number): Promise<void> {
  const log = SqliteLog.open(join(dataDir, 'events.sqlite'), { readOnly: true });
  const stop = new AbortController();
  let seen = 0;
  for await (const batch of log.follow(0, stop.signal)) {
    seen += batch.length;
    if (seen >= events) stop.abort();
  }
  await log.close();
}
