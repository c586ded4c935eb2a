import { parentPort, workerData } from 'node:worker_threads';
import type { Appended } from '@app/ledger';
import { EventWriter } from './event-writer.js';
import { messageOf } from './open-database.js';
import { unpack, type PackedWrites } from './packed-writes.js';

/** What the writing thread is started with, and asked. */
export interface WriterStart {
  file: string;
  maxPages?: number;
}
export type WriterAsked = PackedWrites | 'close';
/** What it says once it has opened the file, then to each question in turn. A file that it cannot open ends it. */
export type WriterSays = Readonly<{ head: number; appended: readonly Appended[] } | { failed: string }>;

// The thread that writes the log: an `EventWriter` behind messages.
if (!parentPort) throw new Error('the writing thread is started by the log only');
const port = parentPort;
const { file, maxPages } = workerData as WriterStart;
const writer = EventWriter.open(file, maxPages);
const say = (says: WriterSays) => port.postMessage(says);

function carryOut(asked: WriterAsked): readonly Appended[] {
  if (asked !== 'close') return writer.commit(unpack(asked));
  writer.close();
  return [];
}

port.on('message', (asked: WriterAsked) => {
  try {
    const appended = carryOut(asked);
    say({ head: writer.head, appended });
  } catch (cause) {
    say({ failed: messageOf(cause) });
  }
});
say({ head: writer.head, appended: [] });
