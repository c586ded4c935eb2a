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
  let last = -1;
  for (let moved = performance.now(); ;) {
    const response = await fetch(`${url}/v1/views`, { headers: { 'X-Actor': actor } });
    const { items } = (await response.json()) as Views;
    const running = items.filter(({ parked }) => parked === null).map((view) => Number(view.position));
    const slowest = Math.min(position, ...running);
    if (slowest >= position) return true;
    if (slowest > last) moved = performance.now();
    else if (performance.now() - moved >= patienceMs) return false;
    last = slowest;
    reached(slowest);
    await pause(100);
  }
}
