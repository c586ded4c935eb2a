import { setTimeout as sleep } from 'node:timers/promises';

/** How long a call may take, and how often a call whose outcome is open is repeated before the caller is told so. */
export interface Patience {
  /** For one try, in ms: the client itself has no deadline for batch appends, reads, subscriptions and its first call. */
  deadlineMs: number;
  tries: number;
  /** The pause before the second try, in ms; it doubles with each further one, up to five seconds. */
  backoffMs: number;
}

/** No answer came in time. What was asked for may have happened. */
export class Late extends Error {
  constructor(what: string, deadlineMs: number) {
    super(`${what} was not answered within ${deadlineMs} ms`);
    this.name = 'Late';
  }
}

/** The promise's outcome, or `Late` once the deadline has passed; the promise itself goes on. */
export async function within<T>(deadlineMs: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(what, deadlineMs)), deadlineMs);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Waits before try `attempt` (0: not at all), or until the signal aborts. */
export async function pause({ backoffMs }: Patience, attempt: number, signal: AbortSignal): Promise<void> {
  if (attempt === 0 || signal.aborted) return;
  const ms = Math.min(backoffMs * 2 ** (attempt - 1), 5_000);
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
