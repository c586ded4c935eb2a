import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { LedgerApi } from '../ledger-api.js';
import { Failure } from '../told.js';
import { Delivery, type Counts } from './delivery.js';
import type { EntryReader } from './entry.js';
import { LineCutter } from './line-cutter.js';
import type { Outcome } from './outcome.js';

export interface Imported {
  counts: Counts;
  /** The last position recorded by it; `null` where it added nothing. */
  position: string | null;
  /** The file began with a byte order mark. */
  marked: boolean;
  /** It was stopped before the end of the file. */
  stopped: boolean;
}

/** The size of a file that can be imported, in bytes. Refuses one that is missing or a folder. */
export async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(file, cause);
  });
  if (found.isDirectory()) throw new Failure({ vi: `${file} là thư mục`, en: `${file} is a folder` });
  return found.size;
}

/**
 * Sends a file to the server, line by line, in its order, holding no more of it than about a thousand lines. Sending it
 * again adds nothing, so that one that was stopped, by `signal` or by force, is simply begun again.
 */
export async function importFile(
  file: string,
  reader: EntryReader,
  api: LedgerApi,
  delivered: (outcomes: readonly Outcome[], end: number) => void,
  signal?: AbortSignal,
): Promise<Imported> {
  const delivery = new Delivery(api, delivered);
  const cutter = new LineCutter();
  const pieces = createReadStream(file, { highWaterMark: 256 * 1024 });
  let begun = false;
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      if (!begun) assertUtf8(piece);
      begun = true;
      for (const entry of reader.push(cutter.push(piece))) await delivery.add(entry);
      if (signal?.aborted) break;
    }
    if (!signal?.aborted) {
      const rest = [...reader.push(cutter.end()), ...reader.end()];
      for (const entry of rest) await delivery.add(entry);
    }
    await delivery.finish();
  } catch (error) {
    throw isFileError(error) ? unreadable(file, error) : error;
  }
  const { counts, position } = delivery;
  return { counts, position, marked: cutter.marked, stopped: signal?.aborted ?? false };
}

// UTF-16 comes from spreadsheets; read as UTF-8 every line of it would be wrong.
function assertUtf8(first: Buffer): void {
  const mark = first.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') return;
  throw new Failure({
    vi: 'Tệp mã hoá UTF-16; hãy lưu lại thành UTF-8',
    en: 'The file is in UTF-16; save it as UTF-8',
  });
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && ['open', 'read'].includes(String(error.syscall));

function unreadable(file: string, cause: NodeJS.ErrnoException): Failure {
  const missing = cause.code === 'ENOENT';
  return new Failure(
    missing
      ? { vi: `Không có tệp ${file}`, en: `There is no file ${file}` }
      : { vi: `Không đọc được ${file} (${cause.code})`, en: `${file} cannot be read (${cause.code})` },
    { cause },
  );
}
