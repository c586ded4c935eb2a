import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog, Table, View } from '@app/ledger';
import { SqliteViews, openDatabase, primaryKeyOf, listed, quoted, type Database } from '@app/sqlite';
import { rebuildViews } from './rebuild-views.js';

/** One table beside its rebuilt self: the first row that differs, counted from 1 in the order of the key. */
export interface Compared {
  view: string;
  table: string;
  rows: number;
  differsAt?: number;
}
/** Why a view cannot be compared now. */
export type NotCompared = 'absent' | 'parked' | 'sweeping' | 'version';

interface Checkpoint {
  position: number;
  sweeping: number;
  parked: string | null;
  version: number;
}

/**
 * Builds views once more in a temporary file, each up to where it stands, and compares all rows, byte for byte. Reads
 * one snapshot of the views and never changes them, so a server may run meanwhile. A view that is parked, in the middle
 * of a sweep or of another version is not compared: `notCompared` gets it.
 */
export async function compareViews(
  log: EventLog,
  file: string,
  views: readonly View[],
  step: (position: number) => void,
  notCompared: (view: string, why: NotCompared) => void,
): Promise<readonly Compared[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-check-'));
  const kept = openDatabase(file, { synchronous: 'NORMAL', readOnly: true });
  try {
    kept.exec('BEGIN');
    const standing = views.flatMap((view) => {
      const position = positionOf(kept, view, notCompared);
      return position === undefined ? [] : [{ view, position }];
    });
    const compared: Compared[] = [];
    for (const position of new Set(standing.map((one) => one.position))) {
      const some = standing.filter((one) => one.position === position).map(({ view }) => view);
      compared.push(...(await compareAt(log, kept, join(folder, `${position}.sqlite`), some, position, step)));
    }
    return compared;
  } finally {
    kept.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compareAt(
  log: EventLog,
  kept: Database,
  file: string,
  views: readonly View[],
  position: number,
  step: (position: number) => void,
): Promise<Compared[]> {
  const store = SqliteViews.open(file);
  await rebuildViews(log, store, views, step, position);
  store.close();
  const rebuilt = openDatabase(file, { synchronous: 'NORMAL', readOnly: true });
  try {
    return views.flatMap(({ name, tables }) =>
      tables.map((table) => ({ view: name, table: table.name, ...firstDifference(kept, rebuilt, table) })),
    );
  } finally {
    rebuilt.close();
  }
}

function positionOf(
  kept: Database,
  view: View,
  notCompared: (view: string, why: NotCompared) => void,
): number | undefined {
  const isMade = kept.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'checkpoint'`).get() !== undefined;
  const sql = 'SELECT position, sweeping, parked, version FROM checkpoint WHERE view = ?';
  const found = isMade ? (kept.prepare(sql).get(view.name) as Checkpoint | undefined) : undefined;
  const why = !found
    ? 'absent'
    : found.version !== view.version
      ? 'version'
      : found.parked !== null
        ? 'parked'
        : found.sweeping
          ? 'sweeping'
          : undefined;
  if (why === undefined) return found?.position;
  notCompared(view.name, why);
  return undefined;
}

/** Walks one table of two files side by side, each in the order of its key, a log's as its rows were added. */
export function firstDifference(one: Database, other: Database, table: Table): { rows: number; differsAt?: number } {
  const [left, right] = [rowsOf(one, table), rowsOf(other, table)];
  for (let rows = 0; ; rows++) {
    const [a, b] = [left.next(), right.next()];
    if (a.done && b.done) return { rows };
    if (a.done || b.done || JSON.stringify(a.value) !== JSON.stringify(b.value)) return { rows, differsAt: rows + 1 };
  }
}

function rowsOf(db: Database, table: Table): Iterator<unknown> {
  const order = table.kind === 'log' ? 'rowid' : listed(primaryKeyOf(table));
  return db.prepare(`SELECT * FROM ${quoted(table.name)} ORDER BY ${order}`).iterate() as Iterator<unknown>;
}
