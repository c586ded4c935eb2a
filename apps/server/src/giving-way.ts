import { setTimeout as pause } from 'node:timers/promises';
import type { Followed } from '@app/ledger';

/** So many events behind, who writes is about to wait for the views, and nothing is won by a rest. */
const farBehind = 100_000;

/**
 * A log whose follower rests after a batch, half as long as the batch took, when as many events were added meanwhile: the
 * views do not keep up then, whatever they do, and who writes needs the machine. Not where they are far behind. `head`
 * answers the log's last position.
 */
export function givingWay(
  log: Followed,
  head: () => number,
  rest: (ms: number, signal: AbortSignal) => Promise<void> = restFor,
): Followed {
  return {
    readAll: (after, limit) => log.readAll(after, limit),
    async *follow(after, signal) {
      for await (const batch of log.follow(after, signal)) {
        const [began, before] = [performance.now(), head()];
        yield batch;
        const now = head();
        const isFar = now - batch[batch.length - 1].position > farBehind;
        if (now - before >= batch.length && !isFar) await rest((performance.now() - began) / 2, signal);
      }
    },
  };
}

const restFor = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined); // aborted
