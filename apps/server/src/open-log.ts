import type { EventLog } from '@app/ledger';
import { SqliteLog } from '@app/sqlite';

/** A log, and how to have its followers look again at once. */
export interface OpenLog {
  log: EventLog;
  wake: () => void;
  /** Its last position, where asking for it costs nothing. */
  head?: () => number;
}

/**
 * Opens the log that a text names: `esdb://…` or a SQLite file, which is written by this thread or by one of its own.
 * Throws an Error for people when it cannot be opened.
 */
export async function openLog(events: string, { readOnly = false, threads = false } = {}): Promise<OpenLog> {
  if (/^esdb(\+discover)?:\/\//.test(events)) return openEventStore(events);
  const log = threads ? await SqliteLog.openThreaded(events) : SqliteLog.open(events, { readOnly });
  return { log, wake: () => log.wake(), head: () => log.head() };
}

// Loaded only where it is used: its driver is large.
async function openEventStore(connectionString: string): Promise<OpenLog> {
  const { EventStoreLog } = await import('./event-store.js');
  return { log: await EventStoreLog.open({ connectionString }), wake: () => undefined };
}
