import type { Readable } from 'node:stream';
import { problem } from './problem.js';

export const maxBodyBytes = 1024 * 1024;
export const maxBatchBytes = 8 * 1024 * 1024;
/** A body that is read whole must have come within this time; a streamed one may not pause longer. Milliseconds. */
export const bodyTimeMs = 20_000;

/** Reads a body of bounded size and time. Rejects with `body-large`, `body-slow` or, when it breaks off, `request-invalid`. */
export function readBody(payload: Readable, length: string | undefined, limit: number, ms: number): Promise<Buffer> {
  if (Number(length) > limit) return Promise.reject(problem('body-large'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => done(() => reject(problem('body-slow'))), ms);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      payload.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      payload.on('error', () => payload.destroy());
      settle();
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) done(() => reject(problem('body-large')));
      else chunks.push(chunk);
    };
    const onEnd = () => done(() => resolve(Buffer.concat(chunks, bytes)));
    const onBroken = () => done(() => reject(problem('request-invalid')));
    payload.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

/** The lines of a streamed body, without their ends; `null` for one longer than `limit`. Rejects after a pause of `ms`. */
export async function* linesOf(payload: Readable, limit: number, ms: number): AsyncGenerator<Uint8Array | null> {
  let parts: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer) => {
    bytes += part.length;
    if (bytes <= limit) parts.push(part);
    else parts = [];
  };
  const line = () => {
    const taken = bytes > limit ? null : parts.length === 1 ? parts[0] : Buffer.concat(parts);
    parts = [];
    bytes = 0;
    return taken;
  };
  for await (const chunk of chunksOf(payload, ms)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, end));
      from = end + 1;
      yield line();
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (bytes > 0) yield line();
}

async function* chunksOf(payload: Readable, ms: number): AsyncGenerator<Buffer> {
  const chunks = payload.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  for (;;) {
    const next = await within(ms, chunks.next().catch(brokenOff));
    if (next.done) return;
    yield next.value;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(problem('body-slow')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function brokenOff(cause: unknown): never {
  throw problem('request-invalid', { cause });
}
