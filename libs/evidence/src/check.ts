import {
  checkInclusion,
  judgeCheckpoint,
  leafHasher,
  parsePolicy,
  parseTlogProof,
  parseVkeys,
  Rejected,
  type JudgedCheckpoint,
  type Policy,
  type VerifierKey,
} from '@app/merkle';
import { keysOf } from '@app/capabilities';
import { checkMap, sealedMapIn, type CheckedMap } from './check-map.js';
import {
  eventFile,
  keysAsked,
  mapEventFile,
  mapEventProof,
  mapProofFile,
  parseManifest,
  proofFile,
  type Manifest,
} from './manifest.js';
import { sha256 } from './pack.js';
import { assertAbout, packedEvent } from './packed-event.js';
import { textIn } from './strict.js';
import { readZip } from './zip.js';

/** What came from elsewhere than the package, and is believed. */
export interface FromOutside {
  /** Keys of the log. The logs of the policy count too. */
  keys?: readonly VerifierKey[];
  policy?: Policy;
}
type From = 'outside' | 'package';
type Files = ReadonlyMap<string, Uint8Array>;

/** What a package proves, and what is wrong with it. Nothing is proven of what is not counted here. */
export interface CheckedEvidence {
  manifest?: Manifest;
  /** Events whose bytes, place and proof hold under the signed checkpoint. */
  proven: number;
  /** Of these, those that do not name the official, but an account that the manifest says was theirs. */
  through: number;
  /** Whose public key was believed, and whose policy: the package's own, or one from elsewhere. */
  key: From;
  policy: From | 'none';
  /** How many of the policy's witnesses have cosigned the checkpoint, how many it knows; 0 without a policy. */
  witnessed: number;
  witnesses: number;
  /** Up to where nothing was left out; absent where the package does not prove that of any leaf. */
  complete?: CheckedMap;
  /** The first hundred; none where everything holds. */
  failures: readonly string[];
}

const mostFailures = 100;
const needed = ['README.md', 'checkpoint', 'keys/log.vkey', 'report.html', 'report.pdf'];
const known =
  /^(?:README\.md|checkpoint|keys\/log\.vkey|report\.(?:html|pdf)|witness-policy|map\/(?:event\.json|event\.tlog-proof|key-\d+\.map-proof)|(?:events|proofs)\/\d{12}\.[a-z-]+)$/;

/** Checks a package without the ledger. What does not hold is told; nothing is thrown for what a stranger sent. */
export function checkEvidence(zip: Uint8Array, outside: FromOutside = {}): CheckedEvidence {
  const checking = new Checking(outside);
  checking.tell('the package', () => checking.run(readZip(zip)));
  return checking.result;
}

class Checking {
  private readonly failures: string[] = [];
  private readonly keys: readonly VerifierKey[] | undefined;
  readonly result: CheckedEvidence;

  constructor(private readonly outside: FromOutside) {
    const { keys = [], policy } = outside;
    const trusted = [...keys, ...(policy?.logs ?? []).map(({ key }) => key)];
    if (trusted.length > 0) this.keys = trusted;
    const from = { key: this.keys ? 'outside' : 'package', policy: policy ? 'outside' : 'none' } as const;
    this.result = { proven: 0, through: 0, ...from, witnessed: 0, witnesses: 0, failures: this.failures };
  }

  run(files: Files): void {
    const manifest = parseManifest(fileIn(files, 'manifest.json'));
    this.result.manifest = manifest;
    this.named(files, manifest);
    const { checkpoint, witnessed, witnesses, quorum } = this.judged(files);
    Object.assign(this.result, { witnessed: witnessed.length, witnesses });
    const { origin, size, root } = checkpoint;
    if (origin !== manifest.origin || size !== manifest.treeSize || hex(root) !== manifest.rootHash)
      this.fail('checkpoint: it is not the one that the manifest names');
    if (!quorum) this.fail(`checkpoint: ${witnessed.length} of ${witnesses} witnesses, fewer than the policy asks for`);
    this.events(files, manifest, checkpoint);
  }

  // Every file is the one that the manifest names, and there is no other.
  private named(files: Files, manifest: Manifest): void {
    for (const [name, bytes] of files) {
      if (name === 'manifest.json') continue;
      const said = Object.hasOwn(manifest.files, name) ? manifest.files[name] : undefined;
      if (!said) this.fail(`${name}: the manifest does not name it`);
      else if (said.bytes !== bytes.length || said.sha256 !== sha256(bytes))
        this.fail(`${name}: it is not the file that the manifest names`);
      if (!known.test(name)) this.fail(`${name}: no package has such a file`);
    }
    const mapFiles = [...files.keys()].filter((name) => name.startsWith('map/'));
    const wanted = manifest.map
      ? [mapEventFile, mapEventProof, ...keysAsked(manifest).map((_, i) => mapProofFile(i))]
      : [];
    for (const name of mapFiles)
      if (!wanted.includes(name)) this.fail(`${name}: the manifest does not say what it proves`);
    for (const name of [...Object.keys(manifest.files), ...needed, ...wanted])
      if (!files.has(name)) this.fail(`${name}: it is missing`);
  }

  private judged(files: Files): JudgedCheckpoint {
    const own = parseVkeys(textIn(fileIn(files, 'keys/log.vkey'), 'keys/log.vkey'));
    const packed = files.get('witness-policy');
    const ownPolicy = packed && parsePolicy(packed);
    if (ownPolicy && this.result.policy === 'none') this.result.policy = 'package';
    const policy = this.outside.policy ?? ownPolicy ?? { logs: [], witnesses: [], groups: [], quorum: undefined };
    // A policy that came with the package may name a log of its own: only the keys above make a checkpoint the log's.
    return judgeCheckpoint({ ...policy, logs: [] }, fileIn(files, 'checkpoint'), this.keys ?? own);
  }

  private events(files: Files, manifest: Manifest, { origin, size, root }: JudgedCheckpoint['checkpoint']): void {
    const note = textIn(fileIn(files, 'checkpoint'), 'checkpoint');
    const hashed = leafHasher(origin);
    const proved = (bytes: Uint8Array, index: number, proofName: string) => {
      const proof = parseTlogProof(fileIn(files, proofName));
      if (proof.index !== index || proof.checkpoint !== note || proof.extra)
        throw new Rejected('shape', 'its proof is for another leaf or another checkpoint, or brings more');
      checkInclusion(hashed(bytes), index, proof.inclusion, size, root);
    };
    const all = new Set<number>();
    const about = new Map(keysAsked(manifest).map((key): [string, number[]] => [key, []]));
    const ids = new Set<string>();
    const types = new Map<string, number>();
    let [events, proofs] = [0, 0];
    for (const [name, bytes] of files) {
      if (name.startsWith('proofs/')) proofs++;
      if (!name.startsWith('events/')) continue;
      events++;
      this.tell(name, () => {
        const index = Number(name.slice('events/'.length, -'.json'.length));
        if (name !== eventFile(index)) throw new Rejected('shape', 'it is not called by the number of a leaf');
        const event = packedEvent(bytes);
        types.set(event.type, (types.get(event.type) ?? 0) + 1);
        if (ids.has(event.eventId)) throw new Rejected('duplicate', 'its id is that of another event');
        ids.add(event.eventId);
        proved(bytes, index, proofFile(index));
        all.add(index);
        for (const { kind, id } of keysOf(event.data)) about.get(`${kind}:${id}`)?.push(index);
        const named = assertAbout(event, manifest);
        this.result.proven++;
        if (!named) this.result.through++;
      });
    }
    if (events !== manifest.events || proofs !== events)
      this.fail(`manifest.json: it says ${manifest.events} events; there are ${events}, and ${proofs} proofs`);
    const said = Object.entries(manifest.types);
    if (said.length !== types.size || said.some(([type, count]) => types.get(type) !== count))
      this.fail('manifest.json: it counts the events of each type otherwise than they are');
    const { map } = manifest;
    if (map)
      this.tell('map', () => {
        const bytes = fileIn(files, mapEventFile);
        const sealed = sealedMapIn(packedEvent(bytes), map.leaf);
        proved(bytes, map.leaf, mapEventProof);
        this.result.complete = checkMap(sealed, manifest, { all, about }, (i) => fileIn(files, mapProofFile(i)));
      });
  }

  /** Keeps why something is refused, and goes on. */
  tell(what: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.fail(`${what}: ${error.code}: ${error.message}`);
    }
  }

  private fail(failure: string): void {
    if (this.failures.length < mostFailures) this.failures.push(failure);
  }
}

function fileIn(files: Files, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new Rejected('shape', `the package has no ${name}`);
  return bytes;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
