import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromLogged } from '@app/ledger';
import { openDatabase, SqliteLog } from '@app/sqlite';
import { createServer } from '../../apps/server/src/create-server.js';
import type { StartServer } from '../../apps/cli/src/serving.js';
import { newFolder } from './server.js';

const tokens = /k1\.[\w-]{43}/g;

/** A terminal that keeps what is said to it. */
export function keptTerminal() {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    watched: false,
    columns: undefined,
    said: { out, err },
  };
}

/** Runs SQL on a folder's views, as somebody does who may write the file. */
export function changeViews(dataDir: string, sql: string): void {
  const db = openDatabase(join(dataDir, 'views.sqlite'), { synchronous: 'NORMAL' });
  db.exec(sql);
  db.close();
}

/** How a verb starts a server of its own in these tests: in this thread. */
export const startInline: StartServer = (dataDir) => createServer({ dataDir, port: 0, threads: false });

/** A file with these lines in a folder of its own. */
export function fileOf(name: string, content: string | Buffer | readonly (object | string)[]): string {
  const file = join(newFolder(), name);
  const lines = (all: readonly (object | string)[]) =>
    all.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(file, Array.isArray(content) ? lines(content) : (content as string | Buffer));
  return file;
}

/** Every stored event but for when it was recorded and the folder's own tokens of citizens, stream by stream. */
export async function storedIn(dataDir: string): Promise<readonly string[]> {
  const log = SqliteLog.open(join(dataDir, 'events.sqlite'), { readOnly: true });
  try {
    const events = (await log.readAll(0, 1_000_000)).map(fromLogged);
    return events
      .map(({ stream, version, eventId, type, occurredAt, data, actor }) =>
        JSON.stringify([stream, version, eventId, type, occurredAt, data, actor]).replace(tokens, 'token'),
      )
      .sort();
  } finally {
    await log.close();
  }
}

/** The built command, where it was built (`npm run build`) after the last change of what it is built from. */
export function builtCommand(): string | undefined {
  const root = join(__dirname, '../..');
  const built = join(root, 'dist/built');
  if (!existsSync(built)) return undefined;
  const sources = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.name.endsWith('.ts') && !file.name.endsWith('spec.ts'))
      .map((file) => statSync(join(file.parentPath, file.name)).mtimeMs),
  );
  const newest = Math.max(...sources);
  return statSync(built).mtimeMs >= newest ? join(root, 'dist/apps/cli/src/main.js') : undefined;
}
