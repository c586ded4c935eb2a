import type { ServerConfig } from '../../apps/server/src/config.js';
import { json, startServer, type TestServer } from './server.js';

/** What `GET /v1/completeness` tells. */
export interface Shown {
  sealedLeaves: number;
  mappedLeaves: number;
  latest: { treeSize: number; root: string; entries: number } | null;
  ended: string | null;
}

/** A server that seals, and maps who is in which leaves, as fast as it can. */
export const mappedServer = (config: Partial<ServerConfig> = {}): Promise<TestServer> =>
  startServer({ seal: { everyMs: 5 }, map: { everyMs: 1 }, ...config });

/** Asks until all that is sealed is mapped and the checkpoint covers what tells of the map; or until something else holds. */
export async function untilMapped(
  server: TestServer,
  holds = ({ sealedLeaves, mappedLeaves, latest }: Shown) =>
    latest !== null && mappedLeaves === sealedLeaves && sealedLeaves > latest.treeSize,
): Promise<Shown> {
  for (const end = Date.now() + 20_000; ;) {
    const shown = (await json(server.get('/v1/completeness'))) as unknown as Shown;
    if (holds(shown)) return shown;
    if (Date.now() > end) throw new Error(`never came: ${JSON.stringify(shown)}`);
  }
}
