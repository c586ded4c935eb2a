import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findings, findingsView, type BuiltRule, type Finding } from '@app/capabilities';
import { openEnd, Projector, rowFrom, selected, type EventLog } from '@app/ledger';
import { SqliteViews } from '@app/sqlite';

/** The time within which findings begin to stand, half-open. */
export interface Within {
  from: string;
  to: string;
}

/** What two versions of a rule find in one log; of what both find, as the tried one has it. */
export interface Backtest {
  both: readonly Finding[];
  onlyTried: readonly Finding[];
  onlyCurrent: readonly Finding[];
}

/**
 * Judges a whole log by one version of a rule and by another, each alone in a temporary file, and compares what stands
 * at its end, by finding id. Reads the log, and changes nothing.
 */
export async function backtest(
  log: EventLog,
  { tried, current }: { tried: BuiltRule; current: BuiltRule },
  within: Within,
  step: (position: number) => void = () => undefined,
): Promise<Backtest> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-backtest-'));
  try {
    const found = await foundBy(log, tried, join(folder, 'tried.sqlite'), within, step);
    const foundNow = await foundBy(log, current, join(folder, 'current.sqlite'), within, step);
    const [ids, idsNow] = [found, foundNow].map((all) => new Set(all.map(({ findingId }) => findingId)));
    return {
      both: found.filter(({ findingId }) => idsNow.has(findingId)),
      onlyTried: found.filter(({ findingId }) => !idsNow.has(findingId)),
      onlyCurrent: foundNow.filter(({ findingId }) => !ids.has(findingId)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function foundBy(
  log: EventLog,
  rule: BuiltRule,
  file: string,
  { from, to }: Within,
  step: (position: number) => void,
): Promise<readonly Finding[]> {
  const store = SqliteViews.open(file);
  const projector = new Projector(log, store, [findingsView([rule])]);
  try {
    await projector.catchUp(undefined, step);
  } finally {
    store.close();
  }
  const stopped = projector.progress.find(({ parked }) => parked !== undefined);
  if (stopped) throw new Error(stopped.parked);
  const queries = SqliteViews.openQueries(file);
  try {
    const sql =
      `SELECT ${selected(findings)} FROM finding WHERE state = 'standing' AND to_position = ? ` +
      'AND since >= ? AND since < ? ORDER BY since, finding_id';
    return (await queries.all(sql, openEnd, from, to)).map((raw) => rowFrom(findings, raw));
  } finally {
    queries.close();
  }
}
