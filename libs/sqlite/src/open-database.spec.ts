import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openDatabase, pragma } from './open-database.js';
import { SqliteLog } from './sqlite-log.js';

describe('opening a database', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'open-database-'));
    file = join(dir, 'file.sqlite');
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const make = (sql: string) => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  };

  it.each([
    ['OFF', 0],
    ['NORMAL', 1],
    ['FULL', 2],
  ] as const)('sets synchronous %s in WAL mode, at the first opening and the next', (synchronous, level) => {
    for (const _ of ['first', 'next']) {
      const db = openDatabase(file, { synchronous });
      expect([pragma(db, 'journal_mode'), pragma(db, 'synchronous')]).toEqual(['wal', level]);
      db.close();
    }
  });

  it('refuses a database that cannot have a write-ahead log', () => {
    expect(() => openDatabase(':memory:', { synchronous: 'FULL' })).toThrow('journal_mode must be wal, it is memory');
  });

  it('reads a database without writing it', () => {
    openDatabase(file, { synchronous: 'FULL' }).close();
    const db = openDatabase(file, { synchronous: 'FULL', readOnly: true });
    expect(() => db.exec('CREATE TABLE t(a)')).toThrow('readonly');
    db.close();
  });

  it('says which file is missing when it is to be read', () => {
    expect(() => SqliteLog.open(file, { readOnly: true })).toThrow(`${file} cannot be opened`);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses what is no database', () => {
    writeFileSync(file, 'position,stream,version\n'.repeat(100));
    expect(() => SqliteLog.open(file)).toThrow(`${file} cannot be opened: file is not a database`);
  });

  it.each([
    ['a database of another program', 'CREATE TABLE t(a); PRAGMA application_id = 7'],
    ['a database that names no program', 'CREATE TABLE t(a)'],
  ])('refuses %s and leaves it as it is', (_, sql) => {
    make(sql);
    const before = readFileSync(file);
    expect(() => SqliteLog.open(file)).toThrow(`${file} cannot be opened: it is not an event log of Access Ledger`);
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses a log of a newer schema, and leaves the right to write it to others', async () => {
    await SqliteLog.open(file).close();
    make('PRAGMA user_version = 2');
    expect(() => SqliteLog.open(file)).toThrow('its schema is 2, newer than 1, the newest this program knows');
    expect(() => SqliteLog.open(file, { readOnly: true })).toThrow('its schema is 2');
    make('PRAGMA user_version = 1');
    await SqliteLog.open(file).close();
  });
});
