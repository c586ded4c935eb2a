import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toStored, type EventLog } from '@app/ledger';
import { keyTypes, nameId, SignerKey } from '@app/merkle';
import { openDatabase, SqliteLog } from '@app/sqlite';
import { Sealer } from './sealer.js';
import { TreeFile } from './tree-file.js';

export const key = SignerKey.generate('ledger.example/test', keyTypes.note);
const now = '2025-03-04T02:00:00.000Z';
const actor = { kind: 'system', id: 'TTHC' } as const;

/** Tells of a checkpoint in the log, as the server does. */
export const tell = (log: EventLog, expected: number, treeSize: number, rootHash: string) =>
  write(log, 'ledger-checkpoints', expected, 1, 'CheckpointSealed', { treeSize, rootHash });

/** Appends `count` events to a stream that holds `expected`. */
export async function write(
  log: EventLog,
  stream: string,
  expected: number,
  count = 1,
  type = 'LookupPerformed',
  data?: object,
) {
  const events = Array.from({ length: count }, (_, i) =>
    toStored({
      eventId: nameId(`${stream} ${expected + i}`),
      type,
      schemaVersion: 1,
      occurredAt: now,
      recordedAt: now,
      actor,
      data: data ?? { n: expected + i },
      stream,
      version: expected + i,
    }),
  );
  await log.append([{ stream, expected, events }]);
}

const folders: string[] = [];
export const dropFolders = () =>
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));

/** A folder with a log and its tree, not sealed yet. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'sealing-'));
  folders.push(path);
  return { path, events: join(path, 'events.sqlite'), tree: join(path, 'tree.sqlite') };
}

/** Seals everything that a log holds, and ends. */
export async function sealAll(log: EventLog, tree: TreeFile, signer = key): Promise<Sealer> {
  const sealer = await Sealer.open({ log, tree, key: signer, now: () => now, everyMs: 0 });
  const stop = new AbortController();
  const run = sealer.run(stop.signal);
  const head = (await log.readAll(0, Number.MAX_SAFE_INTEGER)).filter(({ stream }) => !stream.startsWith('$')).length;
  while (sealer.size < head) await Promise.race([run, new Promise(setImmediate)]);
  stop.abort();
  await run;
  return sealer;
}

/** A sealed log of some streams with 600 look-ups and three checkpoints. */
export async function sealed() {
  const files = folder();
  const log = SqliteLog.open(files.events);
  const tree = TreeFile.open(files.tree);
  await write(log, 'lookups-a', 0, 100);
  await sealAll(log, tree);
  await write(log, 'lookups-b', 0, 300);
  await write(log, 'lookups-a', 100, 100);
  await sealAll(log, tree);
  await write(log, 'lookups-c', 0, 100);
  await sealAll(log, tree);
  await log.close();
  tree.close();
  return files;
}

/** Changes a database as its administrator could: past every trigger. */
export function tamper(file: string, ...sql: readonly string[]): void {
  const db = openDatabase(file, { synchronous: 'NORMAL' });
  db.exec('PRAGMA defensive = OFF; PRAGMA writable_schema = OFF');
  for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string;
  }[])
    db.exec(`DROP TRIGGER ${name}`);
  for (const one of sql) db.exec(one);
  db.close();
}
