import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestedViews, sealedDigests, type EventLog, type View } from '@app/ledger';
import { SqliteViews, ViewSnapshot, type Unsettled } from '@app/sqlite';
import { compareDigests, type ComparedDigests } from './compare-digests.js';
import { differences, type DifferingRow } from './differing-rows.js';
import { rebuildViews } from './rebuild-views.js';

/** One table beside its rebuilt self: the first row that differs, counted from 1 in the order of the key, and what differs. */
export interface Compared {
  view: string;
  table: string;
  rows: number;
  differsAt?: number;
  differing?: readonly DifferingRow[];
}
/** Why a view cannot be compared now. */
export type NotCompared = Unsettled;

/** What a comparison tells as it goes. */
export interface Comparing {
  step: (position: number) => void;
  notCompared: (view: string, why: NotCompared) => void;
  /** Told of each view of which digests are sealed. */
  digests: (compared: ComparedDigests) => void;
}

/** The position that the furthest of some views stands at. */
export function furthestOf(file: string, views: readonly View[]): number {
  const kept = ViewSnapshot.open(file);
  try {
    return Math.max(0, ...views.map((view) => kept.standing(view)).filter((standing) => typeof standing === 'number'));
  } finally {
    kept.close();
  }
}

/**
 * Builds views once more in a temporary file, each up to where it stands, and compares all rows, byte for byte; with them
 * the digests that the log seals. Reads one snapshot of the views and never changes them, so a server may run meanwhile.
 * A view that is parked, in the middle of a sweep or of another version is not compared: `notCompared` gets it.
 */
export async function compareViews(
  log: EventLog,
  file: string,
  views: readonly View[],
  told: Comparing,
): Promise<readonly Compared[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-check-'));
  const kept = ViewSnapshot.open(file);
  try {
    const standing = views.flatMap((view) => {
      const position = kept.standing(view);
      if (typeof position === 'number') return [{ view, position }];
      told.notCompared(view.name, position);
      return [];
    });
    const compared: Compared[] = [];
    for (const position of new Set(standing.map((one) => one.position))) {
      const some = standing.filter((one) => one.position === position).map(({ view }) => view);
      compared.push(...(await compareAt(log, kept, join(folder, `${position}.sqlite`), some, position, told)));
    }
    return compared;
  } finally {
    kept.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compareAt(
  log: EventLog,
  kept: ViewSnapshot,
  file: string,
  views: readonly View[],
  position: number,
  { step, digests }: Comparing,
): Promise<Compared[]> {
  const store = SqliteViews.open(file);
  await rebuildViews(log, store, views, step, { upTo: position });
  store.close();
  const rebuilt = ViewSnapshot.open(file);
  try {
    for (const view of views) {
      if (!digestedViews.includes(view.name)) continue;
      digests(await compareDigests(view, await sealedDigests(log, view.name), { kept, rebuilt, position }));
    }
    return views.flatMap(({ name, tables }) =>
      tables.map((table) => ({ view: name, table: table.name, ...differences(kept, rebuilt, table) })),
    );
  } finally {
    rebuilt.close();
  }
}
