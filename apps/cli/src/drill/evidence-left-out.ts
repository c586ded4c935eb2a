import { existsSync } from 'node:fs';
import type { VerifierKey } from '@app/merkle';
import { dataFolder } from '../data-folder.js';
import {
  checkEvidence,
  evidenceOf,
  lastPosition,
  MapFile,
  readZip,
  sha256,
  TreeFile,
  writeZip,
  type Manifest,
} from '../libraries/evidence.js';
import { openReading } from '../reading.js';
import type { Terminal } from '../terminal.js';
import type { Store } from './store.js';

const silent: Terminal = { out: () => undefined, err: () => undefined, watched: false, columns: undefined };

/**
 * Takes evidence of one account, leaves out one event with all that tells of it, and has the package checked with the log's
 * own key; answers what is found. Nothing where the package proves nothing of what is not in it: then this goes unseen.
 */
export async function evidenceLeftOut(store: Store, keys: readonly VerifierKey[]): Promise<string | null> {
  const whole = await takenFrom(store, keys);
  if (!whole) return null;
  const honest = checkEvidence(whole, { keys });
  if (honest.failures.length > 0) throw new Error(`the package does not hold as it is: ${honest.failures[0]}`);
  const [failure] = checkEvidence(leftOut(whole), { keys }).failures;
  return failure ?? null;
}

// The package of the first look-up's account at its time, under the latest checkpoint that the copied views have come by.
async function takenFrom(store: Store, keys: readonly VerifierKey[]): Promise<Buffer | undefined> {
  if (!existsSync(store.map)) return undefined;
  const tree = TreeFile.open(store.tree, { readOnly: true });
  const map = MapFile.open(store.map, { readOnly: true });
  const reading = await openReading(dataFolder(store.path), {}, silent);
  const { queries, log, times } = reading;
  try {
    const checkpoint = tree.checkpoints(0, Number.MAX_SAFE_INTEGER).findLast((one) => lastPosition(tree, one) <= times.position); // prettier-ignore
    const [first] = await queries.all<{ account_id: string; occurred_ms: number }>(
      'SELECT account_id, occurred_ms FROM lookup ORDER BY position LIMIT 1',
    );
    if (!checkpoint || !first) return undefined;
    const [from, to] = [first.occurred_ms, first.occurred_ms + 1].map((ms) => new Date(ms).toISOString());
    const asked = { subject: { accountId: first.account_id }, from, to };
    return (await evidenceOf({ queries, log, tree, checkpoint, keys, map }, asked)).zip;
  } finally {
    await reading.close();
    map.close();
    tree.close();
  }
}

// Manifest, counts and hashes are made to fit, as a forger would.
function leftOut(zip: Buffer): Buffer {
  const files = readZip(zip);
  const event = [...files.keys()].find((name) => name.startsWith('events/'))!;
  const { type } = JSON.parse(Buffer.from(files.get(event)!).toString()) as { type: string };
  const manifest = JSON.parse(Buffer.from(files.get('manifest.json')!).toString()) as Manifest;
  for (const name of [event, event.replace(/^events(.*)json$/, 'proofs$1tlog-proof'), 'manifest.json'])
    files.delete(name);
  const types = Object.entries({ ...manifest.types, [type]: manifest.types[type] - 1 }).filter(
    ([, count]) => count > 0,
  );
  const said = { events: manifest.events - 1, types: Object.fromEntries(types) };
  const named = [...files].map(([name, bytes]): [string, object] => [
    name,
    { bytes: bytes.length, sha256: sha256(bytes) },
  ]);
  const forged = JSON.stringify({ ...manifest, ...said, files: Object.fromEntries(named) });
  return writeZip(files.set('manifest.json', Buffer.from(forged)));
}
