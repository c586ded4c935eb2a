import { announcedServer, type DataFolder } from './data-folder.js';
import { startServerProcess } from './server-process.js';
import { Failure } from './told.js';

/** A server to talk to. `close` ends it where this process started it. */
export interface Serving {
  url: string;
  /** Started for this work alone, so that its views stop with it. */
  own: boolean;
  close(): Promise<void>;
}
/** Starts a server over a data folder, on a free port of 127.0.0.1. */
export type StartServer = (dataDir: string) => Promise<{ url: string; close(): Promise<void> }>;

/**
 * The server that serves a data folder: the one that runs, else one started for as long as it is needed, in a process of its own, so that a
 * write goes one way only. Refuses when the folder cannot be used, or is held by a process that does not answer.
 */
export async function serve(folder: DataFolder, start: StartServer = startServerProcess): Promise<Serving> {
  const announced = announcedServer(folder);
  if (announced && (await answers(announced.url))) {
    return { url: announced.url, own: false, close: () => Promise.resolve() };
  }
  try {
    const server = await start(folder.path);
    return { url: server.url, own: true, close: () => server.close() };
  } catch (cause) {
    throw unusable(folder, announced?.url, cause);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false; // whether the folder is in use is then the writer's lock to say
  }
}

function unusable({ path }: DataFolder, url: string | undefined, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENOSPC') {
    return new Failure(
      { vi: `Không ghi được vào thư mục ${path} (${code})`, en: `The folder ${path} cannot be written (${code})` },
      { cause },
    );
  }
  if (url !== undefined) {
    return new Failure(
      {
        vi: `Máy chủ ${url} của ${path} không trả lời (${why})`,
        en: `The server ${url} of ${path} does not answer (${why})`,
      },
      { cause },
    );
  }
  return new Failure({ vi: `Không mở được ${path}: ${why}`, en: `${path} cannot be opened: ${why}` }, { cause });
}
