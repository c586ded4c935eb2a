import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseVkeys, type VerifierKey } from '@app/merkle';
import { runWitness, type RunningWitness } from '../../apps/cli/src/witness.js';
import { keptTerminal } from './cli.js';
import { lookup, newFolder, startServer, stop, type TestServer } from './server.js';

/** A log that is sealed as often as it can be. */
export const seal = { everyMs: 20 };
export const waiting = { Prefer: 'wait=20', 'Content-Type': 'application/cloudevents+json' };

const running = new Set<RunningWitness>();
/** Stops the witnesses that a test has started: in `afterEach`, after the servers that ask them. */
export async function stopWitnesses(): Promise<void> {
  for (const witness of running) await stopWitness(witness);
}
export async function stopWitness(witness: RunningWitness): Promise<void> {
  running.delete(witness);
  await witness.close();
}

/** The data folder of a server whose log was sealed, and which is stopped: its key is there for witnesses. */
export async function sealedFolder(id = 'l-0'): Promise<string> {
  const server = await startServer({ seal });
  await server.post('/v1/events', lookup(id), waiting);
  await stop(server);
  return server.dataDir;
}

export const vkeyFile = (dataDir: string) => join(dataDir, 'keys', 'log.vkey');
/** The public keys of a folder's log, the latest last. */
export const logKeys = (dataDir: string): readonly VerifierKey[] => parseVkeys(readFileSync(vkeyFile(dataDir), 'utf8'));

/** A witness of a folder's log on a real socket; its key and its state lie in `folder`. */
export async function startWitness(
  dataDir: string,
  name: string,
  { folder = newFolder(), port = '0' } = {},
): Promise<RunningWitness> {
  const files = { key: join(folder, 'w.skey'), state: join(folder, 'w.state') };
  const witness = await runWitness({ ...files, log: [vkeyFile(dataDir)], name, port }, keptTerminal());
  running.add(witness);
  return witness;
}

/** Has a folder's server ask these witnesses, of which so many (or `any`, `all`) are enough. */
export function trust(dataDir: string, quorum: string, ...witnesses: readonly { url: string; vkey: string }[]): void {
  const lines = witnesses.map(({ url, vkey }, i) => `witness w${i} ${vkey} ${url}`);
  const group = `group g ${quorum} ${witnesses.map((_, i) => `w${i}`).join(' ')}`;
  writeFileSync(join(dataDir, 'witness-policy'), `${[...lines, group, 'quorum g'].join('\n')}\n`);
}

export interface ReceiptTold {
  durability: string;
  witnessed: number;
  witnesses: number;
  proof: string;
}
/** Records a look-up and asks for its receipt until it says what is wanted. */
export async function receiptThat(
  server: TestServer,
  id: string,
  wanted: (receipt: ReceiptTold) => boolean,
): Promise<ReceiptTold> {
  const sent = await server.post('/v1/events', lookup(id), waiting);
  const { items, position } = (await sent.json()) as { items: { eventId: string }[]; position: string };
  const path = `/v1/events/${items[0].eventId}/receipt?minPosition=${position}`;
  return until(async () => (await (await server.get(path)).json()) as ReceiptTold, wanted);
}

/** Asks until the answer is wanted; gives the last one after 15 s, for the test to say what is wrong with it. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + 15_000; ;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) return answer;
  }
}

export interface WitnessTold {
  name: string;
  size: number | null;
  cosignedAt: string | null;
  failure: string | null;
}
export const statesOf = async (server: TestServer): Promise<readonly WitnessTold[]> =>
  ((await (await server.get('/v1/witnesses')).json()) as { items: WitnessTold[] }).items;
