import { setTimeout as pause } from 'node:timers/promises';
import type { Followed } from '@app/ledger';

/** So many events behind nothing is won by a rest: at 250,000 who writes has to wait for the views. */
const restsWithin = 100_000;

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
        const behind = now - batch[batch.length - 1].position;
        if (now - before >= batch.length && behind <= restsWithin) await rest((performance.now() - began) / 2, signal);
      }
    },
  };
}

const restFor = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined); // aborted
