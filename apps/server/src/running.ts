import type { Worker } from 'node:worker_threads';

/** Work that goes on beside the requests, in this thread or another. */
export interface Running {
  /** Rejects when it breaks; resolves when it is closed. */
  ended: Promise<void>;
  /** There is something new for it. */
  wake(): void;
  /** Resolves when it has ended, well or not. */
  close(): Promise<void>;
}

/** Work in this thread, which ends once `stop` is told. */
export function runningHere(ended: Promise<void>, stop: AbortController, wake: () => void = () => undefined): Running {
  return running(ended, wake, () => stop.abort());
}

/** Work in a thread that hears `wake` and `stop`. What `beside` answers when it has ended is why it broke. */
export function runningThere(worker: Worker, name: string, beside: () => Error | undefined = () => undefined): Running {
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      const why = beside() ?? (code === 0 ? undefined : new Error(`the ${name} thread ended with ${code}`));
      if (why) reject(why);
      else resolve();
    });
  });
  return running(
    ended,
    () => worker.postMessage('wake'),
    () => worker.postMessage('stop'),
  );
}

function running(ended: Promise<void>, wake: () => void, stop: () => void): Running {
  ended.catch(() => undefined); // its holder looks at it
  return {
    ended,
    wake,
    async close() {
      stop();
      await ended.catch(() => undefined); // told through `ended` already
    },
  };
}
