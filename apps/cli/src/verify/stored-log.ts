import { existsSync } from 'node:fs';
import type { VerifyOptions } from '@app/sealing';
import type { DataFolder } from '../data-folder.js';
import { Failure } from '../told.js';

/** The log as it is stored, with what its store can say beside the events. */
export type StoredLog = Pick<VerifyOptions, 'log' | 'countTo' | 'traces'>;

/**
 * Opens a folder's log for reading, beside its server: its own file, or the store at an address `esdb://…`. Refuses
 * another address, and one beside a folder that has a log of its own.
 */
export async function openStored(folder: DataFolder, events: string | undefined): Promise<StoredLog> {
  if (events === undefined) {
    const { SqliteLog } = await import('../libraries/sqlite.js');
    const log = SqliteLog.open(folder.events, { readOnly: true });
    return { log, countTo: (position) => log.countTo(position) };
  }
  if (!/^esdb(\+discover)?:\/\//.test(events))
    throw new Failure({
      vi: 'LEDGER_EVENTS, --events phải bắt đầu bằng esdb://',
      en: 'LEDGER_EVENTS, --events must begin with esdb://',
    });
  if (existsSync(folder.events))
    throw new Failure({
      vi: `${folder.path} có sổ của chính nó, nên không kiểm sổ ở ${hidden(events)}`,
      en: `${folder.path} has a log of its own: the one at ${hidden(events)} is not verified with it`,
    });
  const { EventStoreLog } = await import('../libraries/eventstore.js');
  const log = await EventStoreLog.open({ connectionString: events });
  return { log, traces: () => log.traces() };
}

// What stands before @ is a name and a password.
const hidden = (events: string) => events.replace(/\/\/.*@/, '//…@');
