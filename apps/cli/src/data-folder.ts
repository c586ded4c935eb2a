import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a ledger's data lies, and the files in it that the command line knows. */
export interface DataFolder {
  path: string;
  events: string;
  views: string;
  /** The Merkle tree over the log. */
  tree: string;
  /** The map of which leaves are about whom. */
  map: string;
  /** The log's public key, and whom to trust as witnesses where that is said. */
  vkey: string;
  policy: string;
  /** Whom to believe the time, where that is said. */
  authority: string;
  server: string;
}

/** The folder that `--data` names, else `LEDGER_DATA`, else `./data`. It need not exist. */
export function dataFolder(asked: string | undefined, env = process.env): DataFolder {
  const path = resolve(asked ?? env.LEDGER_DATA ?? './data');
  return {
    path,
    events: join(path, 'events.sqlite'),
    views: join(path, 'views.sqlite'),
    tree: join(path, 'tree.sqlite'),
    map: join(path, 'map.sqlite'),
    vkey: join(path, 'keys', 'log.vkey'),
    policy: join(path, 'witness-policy'),
    authority: join(path, 'timestamp-authority'),
    server: join(path, 'server.json'),
  };
}

/** A server that says it serves the folder and whose process is alive. */
export interface Announced {
  url: string;
  pid: number;
}

/** Who serves the folder, by its `server.json`; a file that a dead process left behind names nobody. */
export function announcedServer({ server }: DataFolder): Announced | undefined {
  let said: Partial<Announced>;
  try {
    said = JSON.parse(readFileSync(server, 'utf8')) as Partial<Announced>;
  } catch {
    return undefined; // none, or one that is being written: the writer's lock decides
  }
  const { url, pid } = said;
  if (typeof url !== 'string' || typeof pid !== 'number' || !isAlive(pid)) return undefined;
  return { url, pid };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
