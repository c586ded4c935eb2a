import { DatabaseSync } from '@photostructure/sqlite';

/** An open connection to one SQLite file, with the API of `node:sqlite`. */
export type Database = InstanceType<typeof DatabaseSync>;

/** What a file is for, kept in its header: `applicationId` (32 bits) says whose it is, `version` of which schema. */
export interface FileKind {
  name: string;
  applicationId: number;
  version: number;
}

export interface DatabaseOptions {
  /** When a commit counts as done: FULL after a disk flush, NORMAL and OFF before it. */
  synchronous: 'FULL' | 'NORMAL' | 'OFF';
  readOnly?: boolean;
  /** Refuse a file of another kind or of a newer schema, before anything in it is changed. */
  kind?: FileKind;
}

const levels = { OFF: 0, NORMAL: 1, FULL: 2 };

/**
 * Opens a SQLite file in WAL mode, creating it unless `readOnly`. Waits up to 5 s for another connection's lock.
 * Journal mode and `synchronous` are read back, since this build of SQLite opens WAL files with NORMAL.
 * Throws an Error that names the file.
 */
export function openDatabase(file: string, { synchronous, readOnly = false, kind }: DatabaseOptions): Database {
  const db = connect(file, readOnly);
  try {
    if (kind) assertKind(db, kind, readOnly);
    if (!readOnly) db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL');
    db.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA trusted_schema = OFF`);
    assertPragma(db, 'journal_mode', 'wal');
    assertPragma(db, 'synchronous', levels[synchronous]);
    return db;
  } catch (cause) {
    db.close();
    throw new Error(`${file} cannot be opened: ${messageOf(cause)}`, { cause });
  }
}

/** The value of a PRAGMA that has one. */
export function pragma(db: Database, name: string): unknown {
  const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown> | undefined;
  return row && Object.values(row)[0];
}

/** What an exception says. The driver's errors may come from another realm, so `instanceof Error` does not know them. */
export function messageOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);
}

function connect(file: string, readOnly: boolean): Database {
  try {
    return new DatabaseSync(file, { readOnly, timeout: 5000, defensive: true, enableForeignKeyConstraints: true });
  } catch (cause) {
    throw new Error(`${file} cannot be opened: ${messageOf(cause)}`, { cause });
  }
}

function assertPragma(db: Database, name: string, expected: unknown): void {
  const actual = pragma(db, name);
  if (actual !== expected) throw new Error(`PRAGMA ${name} must be ${String(expected)}, it is ${String(actual)}`);
}

function assertKind(db: Database, kind: FileKind, readOnly: boolean): void {
  const applicationId = pragma(db, 'application_id');
  const version = Number(pragma(db, 'user_version'));
  if (applicationId === kind.applicationId) {
    if (version > kind.version)
      throw new Error(`its schema is ${version}, newer than ${kind.version}, the newest this program knows`);
    return;
  }
  const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
  const isNew = applicationId === 0 && version === 0 && tables === 0;
  if (!isNew || readOnly) throw new Error(`it is not ${kind.name}`);
}
