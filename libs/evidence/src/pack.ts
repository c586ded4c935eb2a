import { createHash } from 'node:crypto';
import { fromLogged, type EventLog, type LoggedEvent } from '@app/ledger';
import {
  checkInclusion,
  fewest,
  formatTlogProof,
  formatVkey,
  judgeCheckpoint,
  leafHasher,
  openCheckpoint,
  parsePolicy,
  Rejected,
  TiledTree,
  type VerifierKey,
} from '@app/merkle';
import type { SealedCheckpoint, TreeFile } from '@app/sealing';
import {
  eventFile,
  evidenceForm,
  formatManifest,
  keysAsked,
  mapEventFile,
  mapEventProof,
  mapProofFile,
  proofFile,
  type Manifest,
} from './manifest.js';
import { names } from './packed-event.js';
import { keyIn, type ProvenMap } from './proven-map.js';
import { readme } from './readme.js';
import type { Report } from './report.js';
import { htmlOf } from './report-html.js';
import { pdfOf } from './report-pdf.js';
import { writeZip } from './zip.js';

/** So many events at most are packed together. */
export const mostEvents = 30_000;

/** What is packed: the events at some positions, all under one checkpoint. */
export interface Packing {
  log: EventLog;
  tree: TreeFile;
  checkpoint: SealedCheckpoint;
  /** The log's public keys, old ones too. */
  keys: readonly VerifierKey[];
  /** The bytes of the witness policy's file, where there is one. */
  policy?: Uint8Array;
  asked: Pick<Manifest, 'about' | 'from' | 'to' | 'findingId' | 'inspectionId'>;
  /** Rising. */
  positions: readonly number[];
  /** What proves that nothing about these keys but what is listed was left out of these leaves, where something does. */
  mapped?: (size: number, keys: readonly string[], packed: ReadonlySet<number>) => Promise<ProvenMap | undefined>;
  /** The report for people, told the leaf of each position, and what is proven of what is not there. */
  report: (leafOf: (position: number) => number, map?: ProvenMap) => Report;
}
export interface Packed {
  zip: Buffer;
  manifest: Manifest;
}

/** So many checkpoints with enough cosignatures are looked through for one that the policy takes. */
const lookedThrough = 20;

/**
 * The latest signed checkpoint; where a policy asks for witnesses, the latest that enough of them have cosigned, if there
 * is one. Nothing where none was signed yet.
 */
export function latestCheckpoint(
  tree: TreeFile,
  policyFile: Uint8Array | undefined,
  keys: readonly VerifierKey[],
): { checkpoint: SealedCheckpoint; quorum: boolean } | undefined {
  const { latest } = tree;
  const policy = policyFile && parsePolicy(policyFile);
  const least = policy ? fewest(policy) : 0;
  if (!latest || !policy || least === 0) return latest && { checkpoint: latest, quorum: true };
  const enough = tree
    .latestCosigned(least, lookedThrough)
    .find((checkpoint) => judgeCheckpoint(policy, tree.cosigned(checkpoint), keys).quorum);
  return enough ? { checkpoint: enough, quorum: true } : { checkpoint: latest, quorum: false };
}

/**
 * A package of events as they are stored, each with its proof under one checkpoint: one ZIP, the same bytes for the same
 * question under the same cosigned checkpoint. Every proof is checked against the stored bytes before it is packed. Refuses
 * (`range`) an event that the checkpoint does not cover, (`too-large`) more than a package has.
 */
export async function pack(packing: Packing): Promise<Packed> {
  const { log, tree, checkpoint, keys, policy, asked, positions, report } = packing;
  if (positions.length > mostEvents)
    throw new Rejected('too-large', `a package has at most ${mostEvents} events, these are ${positions.length}`);
  const note = tree.cosigned(checkpoint);
  const { origin, size, root } = openCheckpoint(note, keys).checkpoint;
  const tiled = new TiledTree(tree.readTile, size);
  const hashed = leafHasher(origin);
  const files = new Map<string, Uint8Array>();
  const leaves = new Map<number, number>();
  const types = new Map<string, number>();
  const through = new Set<string>();
  const proven = async (event: LoggedEvent, eventName: (index: number) => string, proofName: typeof eventName) => {
    const index = tree.leafOf(event.position)?.index;
    if (index === undefined || index >= size)
      throw new Rejected('range', `the event at ${event.position} is not under the checkpoint`);
    const proof = { index, inclusion: await tiled.proveInclusion(index), checkpoint: note };
    checkInclusion(hashed(event.body), index, proof.inclusion, size, root);
    files.set(eventName(index), event.body);
    files.set(proofName(index), Buffer.from(formatTlogProof(proof)));
    return index;
  };
  for await (const event of eventsAt(log, positions)) {
    const index = await proven(event, eventFile, proofFile);
    leaves.set(event.position, index);
    types.set(event.type, (types.get(event.type) ?? 0) + 1);
    const account = accountInstead(event, asked.about);
    if (account !== undefined) through.add(`account:${account}`);
  }
  const said: Pick<Manifest, 'about' | 'through'> = {
    about: asked.about,
    ...(through.size > 0 && { through: [...through].sort() }),
  };
  const map = keyIn(asked.about) && (await packing.mapped?.(size, keysAsked(said), new Set(leaves.values())));
  if (map) {
    await proven(map.event, () => mapEventFile, () => mapEventProof); // prettier-ignore
    map.keys.forEach(({ proof }, i) => files.set(mapProofFile(i), Buffer.from(proof)));
  }
  files.set('README.md', Buffer.from(readme));
  files.set('checkpoint', Buffer.from(note));
  files.set('keys/log.vkey', Buffer.from(`${keys.map(formatVkey).join('\n')}\n`));
  const written = report((position) => leaves.get(position)!, map);
  files.set('report.html', Buffer.from(htmlOf(written)));
  const foot = `${origin} · ${size} · ${Buffer.from(root).toString('hex')}`;
  files.set('report.pdf', await pdfOf(written, { madeAt: checkpoint.sealedAt, foot }));
  if (policy !== undefined) files.set('witness-policy', policy);
  const manifest: Manifest = {
    ...{ form: evidenceForm, ...asked, ...untilSealed(packing, map), ...said },
    ...(map && {
      map: { leaf: map.leaf, others: Object.fromEntries(map.keys.map(({ key, others }) => [key, others])) },
    }),
    ...{ origin, treeSize: size, rootHash: Buffer.from(root).toString('hex'), sealedAt: checkpoint.sealedAt },
    ...{ events: positions.length, types: Object.fromEntries([...types].sort()) },
    files: Object.fromEntries(
      [...files].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]),
    ),
  };
  files.set('manifest.json', formatManifest(manifest));
  return { zip: writeZip(files), manifest };
}

// What is said to happen later than the checkpoint is no part of a history yet: then the package says until when it goes.
function untilSealed({ asked, checkpoint }: Packing, map: ProvenMap | undefined): Pick<Manifest, 'to'> {
  const isWhole = asked.from === undefined && asked.to === undefined;
  if (!isWhole || !map || map.keys[0].others.length === 0) return {};
  return { to: new Date(Date.parse(checkpoint.sealedAt) + 1).toISOString() };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function* eventsAt(log: EventLog, positions: readonly number[]): AsyncGenerator<LoggedEvent> {
  for (const position of positions) {
    const [event] = await log.readFrom(position, 1);
    if (event?.position !== position) throw new Rejected('range', `the log holds no event at ${position}`);
    yield event;
  }
}

// The account for whose sake an event that does not name the official is in the official's history.
function accountInstead(event: LoggedEvent, about: string): string | undefined {
  if (!about.startsWith('official:')) return undefined;
  const data = fromLogged(event).data as Record<string, unknown>;
  if (names({ data }, about.slice('official:'.length))) return undefined;
  return typeof data.accountId === 'string' ? data.accountId : undefined;
}
