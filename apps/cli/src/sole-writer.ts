import type { SqliteLog } from '@app/sqlite';
import { announcedServer, type DataFolder } from './data-folder.js';
import { assertLedger } from './reading.js';
import { Failure, type Told } from './told.js';

/**
 * Opens a folder's log as its only writer, so that no server starts as long as it is open. Refuses a folder that a server
 * serves or another process writes, and says what to do once that is stopped.
 */
export async function openAsSoleWriter(folder: DataFolder, then: Told): Promise<SqliteLog> {
  assertLedger(folder);
  const running = announcedServer(folder);
  if (running) throw beingServed(folder, `${running.url}, pid ${running.pid}`, then);
  const { SqliteLog: Log } = await import('./libraries/sqlite.js');
  try {
    return Log.open(folder.events);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (why.includes('already open for writing')) throw beingServed(folder, why.replace(/^.* by /, ''), then, cause);
    throw new Failure({ vi: `Không mở được sổ nhật ký: ${why}`, en: `The log cannot be opened: ${why}` }, { cause });
  }
}

const beingServed = ({ path }: DataFolder, who: string, { vi, en }: Told, cause?: unknown) =>
  new Failure(
    {
      vi: `Thư mục ${path} đang được dùng (${who}); hãy dừng máy chủ rồi ${vi}`,
      en: `The folder ${path} is in use (${who}); stop the server, then ${en}`,
    },
    { cause },
  );
