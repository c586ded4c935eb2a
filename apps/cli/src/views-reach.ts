import { setTimeout as pause } from 'node:timers/promises';

interface Views {
  items: readonly { position: string; parked: string | null }[];
}

/**
 * Waits until every view of a server that is not parked has passed a position, and tells how far the slowest is. True
 * when they have; false when none of them has moved for `patienceMs`, which is how broken views look from here.
 */
export async function viewsReach(
  url: string,
  actor: string,
  position: number,
  reached: (position: number) => void,
  patienceMs = 60_000,
): Promise<boolean> {
  const slowest = async () => {
    const response = await fetch(`${url}/v1/views`, { headers: { 'X-Actor': actor } });
    const { items } = (await response.json()) as Views;
    const running = items.filter(({ parked }) => parked === null).map((view) => Number(view.position));
    return Math.min(position, ...running);
  };
  return risesTo(position, slowest, reached, patienceMs);
}

/**
 * Asks until a position is reached, and tells how far it is. True when it is there; false when it has not risen for
 * `patienceMs`, and at once when nothing is answered since nobody raises it any more.
 */
export async function risesTo(
  position: number,
  ask: () => Promise<number | undefined>,
  reached: (position: number) => void,
  patienceMs: number,
): Promise<boolean> {
  let last = -1;
  for (let moved = performance.now(); ;) {
    const now = await ask();
    if (now === undefined) return false;
    if (now >= position) return true;
    if (now > last) moved = performance.now();
    else if (performance.now() - moved >= patienceMs) return false;
    last = now;
    reached(now);
    await pause(100);
  }
}
