import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { writeTo } from '@app/ledger/event-log.contract.js';
import { EventReads, openForWriting } from './event-table.js';
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

describe('the events of a file that others have changed', () => {
  const columns = 'position, stream, version, event_id AS eventId, type, body';
  const ordinary = [1, 's', 0, 'e-1', 'T', Buffer.from('{}')] as const;
  let db: Database;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE events(position, stream, version, event_id, type, body)');
  });
  afterEach(() => db.close());

  it.each([
    ['a body with line feeds', [2, 's', 1, 'e-2', 'T', Buffer.from('{\n}\n{}')]],
    ['an empty body', [2, 's', 1, 'e-2', 'T', Buffer.alloc(0)]],
    ['a body that is text', [2, 's', 1, 'e-2', 'T', '{"a":"ế"}']],
    ['no body', [2, 's', 1, 'e-2', 'T', null]],
    ['a NUL in a name', [2, 's\0t', 1, 'e-2', 'T', Buffer.from('{}')]],
    ['a name that looks like JSON', [2, '{"a":["', 1, 'e-2', '"T\n', Buffer.from('{}')]],
    ['a name that is bytes', [2, Buffer.from('s'), 1, 'e-2', 'T', Buffer.from('{}')]],
    ['no version', [2, 's', null, 'e-2', 'T', Buffer.from('{}')]],
    ['a version that is text', [2, 's', '1', 'e-2', 'T', Buffer.from('{}')]],
    ['one position twice', [1, 's', 1, 'e-2', 'T', Buffer.from('{}')]],
  ])('are read as they stand: %s', (_, odd) => {
    const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
    for (const row of [ordinary, odd, [3, 's', 2, 'e-3', 'T', Buffer.from('{"b":1}')]]) insert.run(...row);
    const page = new EventReads(db).page(0, 10);
    const rows = db.prepare(`SELECT ${columns} FROM events ORDER BY position`).all() as object[];
    expect(page.map((event) => ({ ...event }))).toEqual(rows.map((row) => ({ ...row })));
  });

  it('are read to the end where they are more than are read at once, and no further than asked', () => {
    const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
    for (let i = 1; i <= 2500; i++) insert.run(i, 's', i - 1, `e-${i}`, 'T', Buffer.from(`{"i":${i}}`));
    const reads = new EventReads(db);
    const all = reads.page(0, Number.MAX_SAFE_INTEGER);
    expect(all.map(({ body }) => Buffer.from(body).toString())).toEqual(all.map((_, i) => `{"i":${i + 1}}`));
    expect(all).toHaveLength(2500);
    expect(reads.page(10, 1990).map(({ position }) => position)).toEqual(all.slice(10, 2000).map((e) => e.position));
    expect([reads.page(2500, 5), reads.page(0, 0), reads.page(0, -1)]).toEqual([[], [], []]);
  });
});
