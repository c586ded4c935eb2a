import { announcedServer, type DataFolder } from './data-folder.js';
import { openStored, type StoredLog } from './stored-log.js';
import { Failure, type Told } from './told.js';

/** A folder whose views and keys nobody else writes, with its log to be read. */
export interface SoleWriter extends Pick<StoredLog, 'log' | 'head'> {
  close(): Promise<void>;
}

/**
 * Opens a folder's log, with the right to write the folder, so that no server starts there as long as it is open. Refuses a
 * folder that a server serves or another process writes, and says what to do once that is stopped.
 */
export async function openAsSoleWriter(folder: DataFolder, then: Told, events?: string): Promise<SoleWriter> {
  const { log, head } = await openStored(folder, events);
  try {
    const running = announcedServer(folder);
    if (running) throw beingServed(folder, `${running.url}, pid ${running.pid}`, then);
    const lock = await lockOf(folder, then);
    const close = async () => {
      lock.release();
      await log.close();
    };
    return { log, close, ...(head && { head }) };
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function lockOf(folder: DataFolder, then: Told) {
  const { WriterLock } = await import('./libraries/sqlite.js');
  try {
    return WriterLock.take(folder.views);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (why.includes('already open for writing')) throw beingServed(folder, why.replace(/^.* by /, ''), then, cause);
    throw new Failure({ vi: `Không giữ được thư mục: ${why}`, en: `The folder cannot be locked: ${why}` }, { cause });
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
