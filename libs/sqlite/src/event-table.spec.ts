import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { writeTo } from '@app/ledger/event-log.contract.js';
import { openForWriting } from './event-table.js';
import { pragma, type Database } from './open-database.js';
import { SqliteLog } from './sqlite-log.js';

describe('the table of events', () => {
  let dir: string;
  let file: string;
  let foreign: Database;
  const rows = () => foreign.prepare('SELECT * FROM events ORDER BY position').all() as object[];
  const insert = (verb: string, position: number | string, version: number, stream = 's') =>
    `${verb} INTO events(position, stream, version, event_id, type, body)
       VALUES (${position}, '${stream}', ${version}, 'forged', 'Forged', x'7b7d')`;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'event-table-'));
    file = join(dir, 'events.sqlite');
    const log = SqliteLog.open(file);
    await log.append([writeTo('s', 0, 3)]);
    await log.close();
    foreign = new DatabaseSync(file);
  });
  afterEach(() => {
    foreign.close();
    rmSync(dir, { recursive: true });
  });

  it('takes from a foreign connection an event at the end of the log and of its stream', () => {
    foreign.exec(insert('INSERT', 4, 3));
    foreign.exec(insert('INSERT', 5, 0, 'new'));
    expect(rows()).toHaveLength(5);
  });

  it.each([
    ['an update', `UPDATE events SET type = 'Forged' WHERE position = 2`],
    ['an update that replaces', `UPDATE OR REPLACE events SET position = 1 WHERE position = 2`],
    ['a deletion', 'DELETE FROM events WHERE position = 3'],
    ['the deletion of all', 'DELETE FROM events'],
    ['another event at a taken position', insert('REPLACE', 2, 3)],
    ['another event at a taken version', insert('REPLACE', 4, 1)],
    ['another last event', insert('INSERT OR REPLACE', 3, 2)],
    ['an upsert', `${insert('INSERT', 3, 2)} ON CONFLICT(position) DO UPDATE SET type = 'Forged'`],
    ['an event before the first', insert('INSERT', 0, 3)],
    ['an event past a gap in the log', insert('INSERT', 9, 3)],
    ['an event past a gap in its stream', insert('INSERT', 4, 9)],
    ['an event that leaves its position open', insert('INSERT', 'NULL', 3)],
  ])('refuses a foreign connection %s', (_, sql) => {
    const before = rows();
    expect(() => foreign.exec(sql)).toThrow(/events are (not changed|not deleted|only added at the end)/);
    expect(rows()).toEqual(before);
  });

  it('is written with a disk flush at every commit, also in a file that was opened before', () => {
    expect(pragma(foreign, 'synchronous')).toBe(1);
    const db = openForWriting(file);
    expect([pragma(db, 'journal_mode'), pragma(db, 'synchronous')]).toEqual(['wal', 2]);
    db.close();
  });
});
