import { existsSync } from 'node:fs';
import type { VerifyOptions } from '@app/sealing';
import type { DataFolder } from './data-folder.js';
import { Failure } from './told.js';

/** The log as it is stored, with what its store can say beside the events. */
export interface StoredLog extends Pick<VerifyOptions, 'log' | 'countTo' | 'traces'> {
  /** Its last position, where it is the folder's own file. */
  head?: () => number;
}

/** Where the log of a folder is kept, as an option of a verb that reads it. */
export const eventsOption = [
  '--events <esdb>',
  'sổ nằm trong EventStoreDB · the log is kept in EventStoreDB (LEDGER_EVENTS)',
] as const;

/**
 * Opens a folder's log for reading, beside its server: its own file, or the store at an address `esdb://…`, as
 * `LEDGER_EVENTS` has it where none is given. Refuses a folder without a log where none is named, another address, one beside
 * a folder that has a log of its own, and a store that cannot be read.
 */
export async function openStored(folder: DataFolder, events = process.env.LEDGER_EVENTS): Promise<StoredLog> {
  if (events === undefined) {
    assertLedger(folder);
    const { SqliteLog } = await import('./libraries/sqlite.js');
    const log = SqliteLog.open(folder.events, { readOnly: true });
    return { log, countTo: (position) => log.countTo(position), head: () => log.head() };
  }
  if (!/^esdb(\+discover)?:\/\//.test(events))
    throw new Failure({
      vi: 'LEDGER_EVENTS, --events phải bắt đầu bằng esdb://',
      en: 'LEDGER_EVENTS, --events must begin with esdb://',
    });
  if (existsSync(folder.events))
    throw new Failure({
      vi: `${folder.path} có sổ của chính nó, nên không đọc sổ ở ${hidden(events)}`,
      en: `${folder.path} has a log of its own: the one at ${hidden(events)} is not read with it`,
    });
  const { EventStoreLog } = await import('./libraries/eventstore.js');
  const log = await EventStoreLog.open({ connectionString: events });
  try {
    await log.readAll(0, 1);
  } catch (cause) {
    await log.close();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      {
        vi: `Không đọc được sổ ở ${hidden(events)}: ${why}`,
        en: `The log at ${hidden(events)} cannot be read: ${why}`,
      },
      { cause },
    );
  }
  return { log, traces: () => log.traces() };
}

// What stands before @ is a name and a password.
const hidden = (events: string) => events.replace(/\/\/.*@/, '//…@');

/** Refuses a folder in which there is no event log. */
export function assertLedger({ path, events }: DataFolder): void {
  if (existsSync(events)) return;
  if (process.env.LEDGER_EVENTS !== undefined)
    throw new Failure({
      vi: `Sổ của ${path} nằm ở nơi khác (LEDGER_EVENTS): lệnh này chỉ làm được khi sổ nằm ngay trong thư mục`,
      en: `The log of ${path} is kept elsewhere (LEDGER_EVENTS): this verb needs one in the folder itself`,
    });
  throw new Failure({
    vi: `Không có sổ nhật ký trong ${path}; dùng --data hoặc LEDGER_DATA để chỉ thư mục khác`,
    en: `There is no ledger in ${path}; name another folder with --data or LEDGER_DATA`,
  });
}
