import { execFileSync, spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LoggedEvent } from '@app/ledger';
import { writeTo } from '@app/ledger/event-log.contract.js';
import { compiled } from './compiled.fixture.js';
import { SqliteLog } from './sqlite-log.js';

const imported = `import { SqliteLog } from './sqlite/sqlite-log.js';`;
const ways = [
  ['in its own thread', `${imported} const log = SqliteLog.open(process.argv[2]);`],
  ['in a thread beside', `${imported} const log = await SqliteLog.openThreaded(process.argv[2]);`],
] as const;
const held = `console.log('held'); setInterval(() => {}, 1000);`;
const append50 = `
  const event = (version) => ({ stream: 's', version, eventId: 'e', type: 'T', body: new Uint8Array(650) });
  await log.append([{ stream: 's', expected: 0, events: Array.from({ length: 50 }, (_, i) => event(i)) }]);`;
const readHead = `${imported}
  console.log(SqliteLog.open(process.argv[2], { readOnly: true }).head());`;
/** Eight writers append three events at a time and print each answer, until the log is unavailable. */
const writeOn = `
  const body = new Uint8Array(650);
  const write = async (stream) => {
    for (let version = 0; log.writable; version += 3) {
      const events = [0, 1, 2].map((i) => ({ stream, version: version + i, eventId: 'e', type: 'T', body }));
      const answers = await log.append([{ stream, expected: version, events }]).catch((why) => [why]);
      console.log(JSON.stringify({ stream, version, ok: answers[0].ok ?? answers[0].message }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, i) => write('s-' + i)));
  console.log(JSON.stringify({ reads: (await log.readAll(0, 1e9)).length, head: log.head() }));`;

type Line = { stream?: string; version: number; ok?: true | string; reads?: number; head?: number };

describe.each(ways)('the writer of a file %s, among processes', (_, open) => {
  let code: string;
  let file: string;
  let children: ChildProcessByStdio<null, Readable, Readable>[];
  beforeAll(() => void (code = compiled()));
  afterAll(() => rmSync(code, { recursive: true }));
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'writer-lock-')), 'events.sqlite');
    children = [];
  });
  afterEach(async () => {
    for (const child of children) await kill(child);
    rmSync(dirname(file), { recursive: true });
  });

  const start = (script: string, limits = 'true') => {
    const main = join(code, `main-${children.length}.js`);
    writeFileSync(main, script);
    const node = [process.execPath, main, file];
    const child = spawn('sh', ['-c', `${limits} && exec "$@"`, 'sh', ...node], {
      cwd: code,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };
  const kill = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const firstLine = async (child: { stdout: Readable }) => String((await once(child.stdout, 'data'))[0]);
  const expectWhole = (events: readonly LoggedEvent[], acknowledged: readonly Line[]) => {
    const versions = new Map<string, number[]>();
    for (const { stream, version } of events) versions.set(stream, [...(versions.get(stream) ?? []), version]);
    for (const held of versions.values()) {
      expect(held).toEqual(held.map((_, i) => i));
      expect(held.length % 3).toBe(0);
    }
    for (const { stream, version } of acknowledged) expect(versions.get(stream!)).toContain(version + 2);
    expect(events.map((e) => e.position)).toEqual(events.map((_, i) => i + 1));
  };

  it('is one: another process is refused and told which it is, but may read', async () => {
    const log = SqliteLog.open(file);
    await log.append([writeTo('s', 0)]);
    expect(await text(start(`${open} ${held}`).stderr)).toContain(
      `${file} is already open for writing by process ${process.pid} on ${hostname()}`,
    );
    expect(await text(start(readHead).stdout)).toBe('1\n');
    expect(await log.append([writeTo('s', 1)])).toEqual([{ ok: true, position: 2 }]);
    await log.close();
  });

  it('is one inside a process, and by whatever name the file is reached', async () => {
    const log = SqliteLog.open(file);
    symlinkSync(file, `${file}-link`);
    expect(() => SqliteLog.open(`${file}-link`)).toThrow(`${file} is already open for writing`);
    await log.close();
    await SqliteLog.open(`${file}-link`).close();
  });

  it('gives way when it is killed', async () => {
    const holder = start(`${open} ${held}`);
    expect(await firstLine(holder)).toBe('held\n');
    expect(() => SqliteLog.open(file)).toThrow(`open for writing by process ${holder.pid} on`);
    await kill(holder);
    const log = SqliteLog.open(file);
    expect(await log.append([writeTo('s', 0)])).toEqual([{ ok: true, position: 1 }]);
    await log.close();
  });

  it('leaves all it acknowledged, and each other write whole or not at all, when it is killed', async () => {
    const writer = start(open + writeOn);
    const lines: Line[] = [];
    for await (const line of createInterface({ input: writer.stdout })) {
      lines.push(JSON.parse(line) as Line);
      if (lines.length === 2000) writer.kill('SIGKILL');
    }
    expect(lines.length).toBeGreaterThanOrEqual(2000);
    expect(new Set(lines.map((line) => line.ok))).toEqual(new Set([true]));
    const log = SqliteLog.open(file);
    expectWhole(await log.readAll(0, Infinity), lines);
    await log.close();
  });

  it('first flushes what the killed one left, into a file that is whole by itself', async () => {
    const writer = start(`${open} ${append50} ${held}`);
    expect(await firstLine(writer)).toBe('held\n');
    await kill(writer);
    const log = SqliteLog.open(file);
    execFileSync('cp', [file, `${file}-copy`]);
    await log.close();
    const copy = SqliteLog.open(`${file}-copy`);
    expect(copy.head()).toBe(50);
    await copy.close();
  });

  it('stops at the first commit that the file system refuses, and leaves what it acknowledged', async () => {
    const lines = (await text(start(open + writeOn, 'ulimit -f 2000').stdout))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const last = lines.pop();
    const acknowledged = lines.filter((line) => line.ok === true);
    const refused = lines.filter((line) => line.ok !== true);
    expect(refused).toHaveLength(8);
    for (const { ok } of refused) expect(ok).toContain('a flush failed (disk I/O error)');
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(last).toEqual({ reads: acknowledged.length * 3, head: acknowledged.length * 3 });
    const log = SqliteLog.open(file);
    const events = await log.readAll(0, Infinity);
    expect(events).toHaveLength(acknowledged.length * 3);
    expectWhole(events, acknowledged);
    await log.close();
  });
});
