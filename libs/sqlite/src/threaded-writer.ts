import { Worker, type TransferListItem } from 'node:worker_threads';
import type { Appended, Write } from '@app/ledger';
import type { Writer } from './event-writer.js';
import type { WriterAsked, WriterSays, WriterStart } from './event-writer.worker.js';
import { pack } from './packed-writes.js';

interface Waiting {
  resolve: (appended: readonly Appended[]) => void;
  reject: (why: Error) => void;
}

/**
 * An `EventWriter` in a thread of its own, so that inserts and flushes hold up nobody who answers requests. The thread
 * keeps the process alive only while it owes an answer.
 */
export class ThreadedWriter implements Writer {
  head = 0;
  private waiting?: Waiting;
  /** Why nothing can be asked any more: the thread has ended. */
  private ended?: Error;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (says: WriterSays) => this.hear(says));
    worker.once('error', (cause) => this.end(cause));
    worker.once('exit', (code) => this.end(new Error(`the writing thread ended with ${code}`)));
  }

  /**
   * Starts the thread, whose code is built JavaScript, and opens the file in it. Rejects with an Error that names the
   * file when another process writes it, or when it is no event log.
   */
  static async open(start: WriterStart, code: URL): Promise<ThreadedWriter> {
    const writer = new ThreadedWriter(new Worker(code, { workerData: start }));
    await writer.answer();
    return writer;
  }

  commit(writes: readonly Write[]): Promise<readonly Appended[]> {
    const packed = pack(writes);
    return this.ask(packed, [packed.bodies.buffer]);
  }

  async close(): Promise<void> {
    try {
      await this.ask('close', []);
    } finally {
      await this.worker.terminate();
    }
  }

  private ask(asked: WriterAsked, handedOver: readonly TransferListItem[]): Promise<readonly Appended[]> {
    const answered = this.answer();
    this.worker.postMessage(asked, handedOver);
    return answered;
  }

  private answer(): Promise<readonly Appended[]> {
    return new Promise((resolve, reject) => {
      if (this.ended) reject(this.ended);
      else if (this.waiting) reject(new Error('the writing thread is asked one thing at a time'));
      else {
        this.waiting = { resolve, reject };
        this.worker.ref();
      }
    });
  }

  private hear(says: WriterSays): void {
    const { waiting } = this;
    this.waiting = undefined;
    this.worker.unref();
    if ('failed' in says) {
      waiting?.reject(new Error(says.failed));
      return;
    }
    this.head = says.head;
    waiting?.resolve(says.appended);
  }

  // What was asked last may or may not have been done: whoever waits is told that nobody knows.
  private end(why: Error): void {
    this.ended ??= why;
    this.waiting?.reject(this.ended);
    this.waiting = undefined;
  }
}
