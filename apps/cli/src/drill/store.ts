import { constants, copyFileSync, existsSync } from 'node:fs';
import type { DataFolder } from '../data-folder.js';
import { openDatabase } from '../libraries/sqlite.js';

/** The files of a ledger that somebody may tamper with. */
export type Store = Pick<DataFolder, 'path' | 'events' | 'tree' | 'map' | 'views' | 'policy'>;

const files = ['events', 'tree', 'map', 'views', 'policy'] as const;

/** Copies a store that others may be writing: each file as one transaction sees it, the tree before the log. */
export function copyLive(from: Store, to: Store): void {
  for (const file of ['views', 'map', 'tree', 'events'] as const) {
    if (!existsSync(from[file])) continue;
    const db = openDatabase(from[file], { synchronous: 'NORMAL', readOnly: true });
    db.exec(`VACUUM INTO '${to[file].replaceAll("'", "''")}'`);
    db.close();
    openDatabase(to[file], { synchronous: 'NORMAL' }).close(); // in WAL mode, as its readers expect
  }
  if (existsSync(from.policy)) copyFileSync(from.policy, to.policy);
}

/** Copies a store that nobody has open. */
export function copyStill(from: Store, to: Store): void {
  for (const file of files) {
    if (existsSync(from[file])) copyFileSync(from[file], to[file], constants.COPYFILE_FICLONE);
  }
}

/** Runs SQL on a file as its administrator can: the triggers that keep others from it are dropped first. */
export function sql(file: string, ...statements: readonly string[]): void {
  const db = openDatabase(file, { synchronous: 'OFF' });
  try {
    const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER "${name}"`);
    for (const statement of statements) db.exec(statement);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** The first column of the first row. */
export function value(file: string, query: string): string | number {
  const db = openDatabase(file, { synchronous: 'NORMAL', readOnly: true });
  try {
    return Object.values(db.prepare(query).get() as Record<string, string | number>)[0];
  } finally {
    db.close();
  }
}
