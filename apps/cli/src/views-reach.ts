import { setTimeout as pause } from 'node:timers/promises';

interface Views {
  items: readonly { position: string; parked: string | null }[];
}

/** Resolves when every view of a server that is not parked has passed a position; tells how far the slowest is. */
export async function viewsReach(
  url: string,
  actor: string,
  position: number,
  reached: (position: number) => void,
): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/v1/views`, { headers: { 'X-Actor': actor } });
    const { items } = (await response.json()) as Views;
    const slowest = Math.min(
      position,
      ...items.filter(({ parked }) => parked === null).map((view) => Number(view.position)),
    );
    reached(slowest);
    if (slowest >= position) return;
    await pause(100);
  }
}
