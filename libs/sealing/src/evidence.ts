import { createHash } from 'node:crypto';
import { canonical, type EventLog } from '@app/ledger';
import {
  checkInclusion,
  checkTlogProof,
  formatTlogProof,
  formatVkey,
  judgeCheckpoint,
  leafHasher,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseTlogProof,
  parseVkeys,
  Rejected,
  TiledTree,
  type Policy,
  type VerifierKey,
} from '@app/merkle';
import type { SealedCheckpoint, TreeFile } from './tree-file.js';
import { readZip, writeZip } from './zip.js';

export const evidenceForm = 'access-ledger/evidence@v1';

/** What a package says of itself. `files` names every other file with its SHA-256. */
export interface Manifest {
  form: typeof evidenceForm;
  /** Whom or what it is about: `account:<id>`, `official:<id>`, `unit:<id>`. */
  about: string;
  /** Half-open, by occurrence. */
  from?: string;
  to?: string;
  /** The case or inspection that it was made for. */
  purpose?: string;
  origin: string;
  treeSize: number;
  rootHash: string;
  sealedAt: string;
  events: number;
  files: Readonly<Record<string, string>>;
}

export interface EvidenceOptions {
  log: EventLog;
  tree: TreeFile;
  checkpoint: SealedCheckpoint;
  keys: readonly VerifierKey[];
  /** The text of the witness policy, where there is one. */
  policy?: string;
  about: Pick<Manifest, 'about' | 'from' | 'to' | 'purpose'>;
  /** The positions of the events, all under the checkpoint. */
  positions: readonly number[];
  /** Files for people. */
  report: string;
  readme: string;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const number = (index: number) => String(index).padStart(12, '0');

/**
 * A package of events as they are stored, each with its proof under one checkpoint: one ZIP, the same bytes for the same
 * events and checkpoint. Refuses (`range`) an event that the checkpoint does not cover.
 */
export async function makeEvidence(options: EvidenceOptions): Promise<Buffer> {
  const { log, tree, checkpoint, keys, policy, about, positions, report, readme } = options;
  const note = tree.cosigned(checkpoint);
  const { origin, size, root } = openCheckpoint(note, keys).checkpoint;
  const tiles = new Map<string, Uint8Array | undefined>(); // the proofs of one tree share most of them
  const readTile = async (path: string) => {
    if (!tiles.has(path)) tiles.set(path, await tree.readTile(path));
    return tiles.get(path);
  };
  const tiled = new TiledTree(readTile, size);
  const hashed = leafHasher(origin);
  const files = new Map<string, Uint8Array>();
  const add = (name: string, text: string | Uint8Array) =>
    files.set(name, typeof text === 'string' ? Buffer.from(text) : text);
  add('checkpoint', note);
  add('log.vkey', `${keys.map(formatVkey).join('\n')}\n`);
  if (policy !== undefined) add('witness-policy', policy);
  add('report.html', report);
  add('readme.txt', readme);
  for (const position of positions) {
    const leaf = tree.leafOf(position);
    const [event] = await log.readFrom(position, 1);
    if (!leaf || leaf.index >= size || event?.position !== position)
      throw new Rejected('range', `the event at ${position} is not under the checkpoint`);
    const proof = { index: leaf.index, inclusion: await tiled.proveInclusion(leaf.index), checkpoint: note };
    checkInclusion(hashed(event.body), leaf.index, proof.inclusion, size, root);
    add(`events/${number(leaf.index)}.json`, event.body);
    add(`proofs/${number(leaf.index)}.tlog-proof`, formatTlogProof(proof));
  }
  const manifest: Manifest = {
    ...{ form: evidenceForm, ...about, origin, treeSize: size, rootHash: Buffer.from(root).toString('hex') },
    ...{ sealedAt: checkpoint.sealedAt, events: positions.length },
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)])),
  };
  add('manifest.json', canonical(manifest));
  return writeZip(files);
}

/** What a package proves, and what is wrong with it. */
export interface CheckedEvidence {
  manifest?: Manifest;
  /** Events whose bytes, proof and checkpoint hold. */
  proven: number;
  /** Whose public key was believed: one from elsewhere, or the package's own. */
  key: 'outside' | 'package';
  witnessed: number;
  witnesses: number;
  failures: readonly string[];
}

/** Checks a package without the ledger. What does not hold is told; nothing is thrown for what a stranger sent. */
export function checkEvidence(
  zip: Uint8Array,
  trusted: { keys?: readonly VerifierKey[]; policy?: Policy } = {},
): CheckedEvidence {
  const failures: string[] = [];
  const none = { proven: 0, key: trusted.keys ? 'outside' : 'package', witnessed: 0, witnesses: 0, failures } as const;
  try {
    return checked(readZip(zip), trusted, none);
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    failures.push(`${error.code}: ${error.message}`);
    return none;
  }
}

function checked(
  files: Map<string, Uint8Array>,
  trusted: { keys?: readonly VerifierKey[]; policy?: Policy },
  none: { key: 'outside' | 'package'; failures: string[] },
): CheckedEvidence {
  const { failures } = none;
  const file = (name: string): Buffer => {
    const bytes = files.get(name);
    if (!bytes) throw new Rejected('shape', `the package has no ${name}`);
    return Buffer.from(bytes);
  };
  const manifest = manifestIn(file('manifest.json'));
  files.delete('manifest.json');
  for (const [name, bytes] of files)
    if (manifest.files[name] !== sha256(bytes)) failures.push(`${name} is not the file that the manifest names`);
  for (const name of Object.keys(manifest.files)) if (!files.has(name)) failures.push(`${name} is missing`);

  const keys = trusted.keys ?? parseVkeys(file('log.vkey').toString('utf8'));
  const policyFile = files.get('witness-policy');
  const policy = trusted.policy ?? (policyFile && parsePolicy(policyFile));
  const note = file('checkpoint').toString('utf8');
  const { origin, size, root } = parseCheckpoint(parseNote(note).text);
  if (
    origin !== manifest.origin ||
    size !== manifest.treeSize ||
    Buffer.from(root).toString('hex') !== manifest.rootHash
  )
    failures.push('the checkpoint is not the one that the manifest names');
  const judged = policy && judgeCheckpoint(policy, note, keys);

  let [proven, events] = [0, 0];
  const hashed = leafHasher(origin);
  for (const [name, bytes] of files) {
    if (!name.startsWith('events/')) continue;
    events++;
    const index = Number(/^events\/(\d{12})\.json$/.exec(name)?.[1]);
    try {
      const proof = parseTlogProof(file(`proofs/${number(index)}.tlog-proof`));
      if (proof.index !== index || proof.checkpoint !== note)
        throw new Rejected('shape', 'its proof is for another leaf or another checkpoint');
      checkTlogProof(proof, hashed(bytes), keys);
      assertWithin(Buffer.from(bytes).toString('utf8'), manifest);
      proven++;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      failures.push(`${name}: ${error.message}`);
    }
  }
  const proofs = [...files.keys()].filter((name) => name.startsWith('proofs/')).length;
  if (events !== manifest.events || proofs !== events)
    failures.push(`the manifest names ${manifest.events} events; there are ${events}, and ${proofs} proofs`);
  const [witnessed, witnesses] = [judged?.witnessed.length ?? 0, judged?.witnesses ?? 0];
  if (judged && !judged.quorum) failures.push(`${witnessed} of ${witnesses} witnesses: fewer than the policy asks for`);
  return { manifest, proven, key: none.key, witnessed, witnesses, failures };
}

function manifestIn(bytes: Buffer): Manifest {
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(bytes.toString('utf8')) as Partial<Manifest>;
  } catch {
    throw new Rejected('shape', 'the manifest is no JSON');
  }
  const { form, about, files, events, treeSize } = manifest;
  const isOne =
    form === evidenceForm &&
    typeof about === 'string' &&
    typeof files === 'object' &&
    files !== null &&
    Number.isSafeInteger(events) &&
    Number.isSafeInteger(treeSize) &&
    isCanonical(manifest, bytes.toString('utf8'));
  if (!isOne) throw new Rejected('shape', 'this is no manifest of an evidence package');
  return manifest as Manifest;
}

// Of the time that the package is about, and as canonical as what is stored.
function assertWithin(text: string, { from, to }: Manifest): void {
  let event: { occurredAt?: string };
  try {
    event = JSON.parse(text) as typeof event;
  } catch {
    throw new Rejected('leaf', 'it is no JSON');
  }
  if (!isCanonical(event, text)) throw new Rejected('leaf', 'it is not canonical');
  const { occurredAt = '' } = event;
  if ((from !== undefined && occurredAt < from) || (to !== undefined && occurredAt >= to))
    throw new Rejected('range', 'it happened outside the time that the package is about');
}

// What canonical JSON excludes, or what is nested too deep to be written, is not canonical.
function isCanonical(value: object, text: string): boolean {
  try {
    return canonical(value) === text;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}
