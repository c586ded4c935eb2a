import {
  canonicalText,
  checkpointText,
  hashHex,
  Key,
  leafHash,
  mapProofOf,
  mapRootOf,
  pathOf,
  proofText,
  randomOf,
  rootOf,
  type Keys,
} from './craft.js';
import { zipOf, type Entry } from './zipped.js';

export type Files = Map<string, Buffer>;
export interface ManifestSaid {
  [member: string]: unknown;
  files?: Record<string, { bytes: number; sha256: string }>;
}

/** A log and what is packed of it. Every part may be changed before `files` puts them together. */
export interface World {
  random: (below: number) => number;
  origin: string;
  key: Key;
  /** Stored bodies, leaf by leaf. */
  leaves: Buffer[];
  /** The leaves that are packed. */
  chosen: number[];
  about: string;
  through?: string[];
  from?: string;
  to?: string;
  witnesses: Key[];
  /** Those that have cosigned. */
  cosigned: Key[];
  policy?: string;
  /** More lines under the checkpoint. */
  lines: string[];
  vkeys: string[];
  map?: MapWorld;
}
/** A sealed map of the first `size` leaves, told by a leaf. */
export interface MapWorld {
  size: number;
  leaf: number;
  /** What else the event that tells of it says. */
  says?: object;
  /** What is in its data. */
  data?: object;
  /** What its proofs are made of, where that is not what it is of; which key is asked for. */
  keys?: Keys;
  asked?: (key: string) => string;
  /** What is listed of a key. */
  others?: (key: string, honest: number[]) => number[];
}

const texts = ['tiếng Việt "có dấu"', 'tab\tand\nline \\ slash', '\u0001\u001f\u007f', 'emoji 🧾 \u2028', ''];

/** A stored envelope of these members. */
export const eventOf = (n: number, data: object, more: object = {}): string =>
  canonicalText({
    actor: { id: 'TTHC', kind: 'system' },
    eventId: `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`,
    occurredAt: `2025-05-${String((n % 28) + 1).padStart(2, '0')}T02:00:00.000Z`,
    recordedAt: '2025-06-01T00:00:00.000Z',
    schemaVersion: 1,
    stream: 'lookups-a',
    type: n % 3 === 0 ? 'LookupDenied' : 'LookupPerformed',
    version: n,
    data,
    ...more,
  });

const members: Readonly<Record<string, string>> = {
  accountId: 'account',
  officialId: 'official',
  deviceId: 'device',
  subjectToken: 'citizen',
};
/** The leaves among the first so many that are about each key. */
export function keysIn({ leaves }: Pick<World, 'leaves'>, size: number): Map<string, number[]> {
  const keys = new Map<string, number[]>();
  for (const [n, body] of leaves.slice(0, size).entries()) {
    const data = (JSON.parse(body.toString()) as { data: Record<string, unknown> }).data;
    for (const [member, kind] of Object.entries(members)) {
      const id = data[member];
      if (typeof id === 'string') keys.set(`${kind}:${id}`, [...(keys.get(`${kind}:${id}`) ?? []), n]);
    }
  }
  return keys;
}

/** The leaf that tells of the map is put in its place. */
function tellOfMap(world: World): void {
  const { map, leaves } = world;
  if (!map) return;
  const { size, leaf, says, data } = map;
  const keys = keysIn(world, size);
  const told = { treeSize: size, root: mapRootOf(keys).toString('hex'), entries: keys.size };
  leaves[leaf] = Buffer.from(
    eventOf(
      leaf,
      { ...told, keys: 'access-ledger/map-keys@v1', ...data },
      { type: 'CompletenessMapSealed', stream: 'ledger-completeness', ...says },
    ),
  );
}

const askedOf = ({ about, through = [] }: World) => [about, ...through];
/** What the manifest says of the map. */
function mapSaid(world: World): object | undefined {
  const { map, chosen } = world;
  if (!map) return undefined;
  const counted = keysIn(world, map.size);
  const others = askedOf(world).map((key): [string, number[]] => {
    const honest = (counted.get(key) ?? []).filter((n) => !chosen.includes(n));
    return [key, map.others?.(key, honest) ?? honest];
  });
  return { leaf: map.leaf, others: Object.fromEntries(others) };
}

export const period = { from: '2025-05-01T00:00:00.000Z', to: '2025-06-01T00:00:00.000Z' };

/** A world with a map, under which every event about the subject is packed where the package is of all times. */
export function mappedWorldOf(seed: number): World {
  const kind = ['account', 'official', 'device', 'citizen'][seed % 4];
  const world = worldOf(seed, kind, 6 + ((seed * 13) % 60));
  const { leaves, random } = world;
  const size = 3 + random(leaves.length - 4);
  const leaf = size + random(leaves.length - size);
  const own = keysIn(world, size).get(world.about) ?? [];
  const chosen = new Set([...world.chosen, ...(world.from === undefined ? own : [])]);
  chosen.delete(leaf);
  const sorted = [...chosen].sort((a, b) => a - b);
  const through = sorted.some((n) => /"accountId":"TTHC:an"/.test(leaves[n].toString()) && kind === 'official');
  return { ...world, chosen: sorted, map: { size, leaf }, through: through ? ['account:TTHC:an'] : undefined };
}

/** A world that holds, another for each seed: subjects of every kind, trees of 1 to 70 leaves, with and without witnesses. */
export function worldOf(
  seed: number,
  kind = ['account', 'official', 'device', 'dossier'][seed % 4],
  leafCount?: number,
): World {
  const random = randomOf(seed);
  const origin = `ledger.example/${seed}`;
  const size = leafCount ?? (seed % 7 === 0 ? 1 : 4 + random(67));
  const chosen = [...new Set(Array.from({ length: size === 1 ? 1 : 3 + random(6) }, () => random(size)))].sort(
    (a, b) => a - b,
  );
  const citizen = `k1.${'a'.repeat(43)}`;
  const id = { account: 'TTHC:an', official: 'cb-1', device: 'PC "1"', dossier: 'H19.12-đ', citizen }[kind]!;
  const isThrough = (n: number) => kind === 'official' && n % 5 === 1;
  const dataOf = (n: number): object => ({
    ...(isThrough(n) ? { accountId: 'TTHC:an' } : n % 4 === 2 ? { names: ['x', id] } : { [memberOf(kind)]: id }),
    ...{ n, text: texts[n % texts.length], ratio: n / 7, small: n * 1e-9, nested: { '10': [true, null], '9': {} } },
  });
  const leaves = Array.from({ length: size }, (_, n) => Buffer.from(eventOf(n, dataOf(n))));
  const witnesses = [1, 2, 3].map((n) => new Key(`witness-${n}.example`, 4, `${seed} witness ${n}`));
  const withPolicy = seed % 2 === 0;
  const key = new Key(origin, 1, `${seed} log`);
  return {
    ...{ random, origin, key, leaves, chosen, about: `${kind}:${id}`, witnesses, lines: [], vkeys: [key.vkey] },
    ...(chosen.some(isThrough) && { through: ['account:TTHC:an'] }),
    ...(seed % 3 === 0 && period),
    cosigned: withPolicy ? witnesses.slice(0, 2) : [],
    ...(withPolicy && { policy: policyOf(witnesses, '2') }),
  };
}

export const policyOf = (witnesses: readonly Key[], few: string) =>
  `# whom to trust\n${witnesses.map(({ vkey }, i) => `witness w${i} ${vkey} http://127.0.0.1/\n`).join('')}` +
  `group enough ${few} ${witnesses.map((_, i) => `w${i}`).join(' ')}\nquorum enough\n`;

/** The member by which an event names a subject of a kind. */
export const memberOf = (kind: string) => (kind === 'citizen' ? 'subjectToken' : `${kind}Id`);

/** The checkpoint of the first `size` leaves, signed by the log and by whoever has cosigned. */
export function checkpointOf({ origin, key, leaves, cosigned, lines }: World, size = leaves.length): string {
  const text = checkpointText(origin, size, rootOf(hashesOf({ origin, leaves }).slice(0, size)));
  return `${text}\n${[key.line(text), ...cosigned.map((witness) => witness.line(text)), ...lines].join('')}`;
}
const hashesOf = ({ origin, leaves }: Pick<World, 'origin' | 'leaves'>) => leaves.map((body) => leafHash(origin, body));

export const eventName = (index: number) => `events/${String(index).padStart(12, '0')}.json`;
export const proofName = (index: number) => `proofs/${String(index).padStart(12, '0')}.tlog-proof`;

/** The files of a package but for its manifest. */
export function filesOf(world: World): Files {
  tellOfMap(world);
  const { leaves, chosen, policy, vkeys } = world;
  const note = checkpointOf(world);
  const hashes = hashesOf(world);
  const files: Files = new Map([
    ['README.md', Buffer.from('# Kiểm\n')],
    ['checkpoint', Buffer.from(note)],
    ['keys/log.vkey', Buffer.from(`${vkeys.join('\n')}\n`)],
    ['report.html', Buffer.from('<!doctype html><title>Trích sổ</title>')],
    ['report.pdf', Buffer.from('%PDF-1.3')],
  ]);
  if (policy !== undefined) files.set('witness-policy', Buffer.from(policy));
  for (const index of chosen) {
    files.set(eventName(index), leaves[index]);
    files.set(proofName(index), Buffer.from(proofText(index, pathOf(index, hashes), note)));
  }
  const { map } = world;
  if (map) {
    files.set('map/event.json', leaves[map.leaf]);
    files.set('map/event.tlog-proof', Buffer.from(proofText(map.leaf, pathOf(map.leaf, hashes), note)));
    const keys = map.keys ?? keysIn(world, map.size);
    for (const [i, key] of askedOf(world).entries())
      files.set(`map/key-${i}.map-proof`, Buffer.from(mapProofOf(keys, map.asked?.(key) ?? key)));
  }
  return files;
}

/** What the manifest of these files says. */
export function manifestOf(world: World, files: Files): ManifestSaid {
  const { origin, leaves, about, through, from, to } = world;
  const types: Record<string, number> = {};
  const packed = [...files].filter(([name]) => name.startsWith('events/'));
  for (const [, bytes] of packed) {
    const type = /"type":"(\w+)"/.exec(bytes.toString())?.[1] ?? '';
    if (type !== '') types[type] = (types[type] ?? 0) + 1;
  }
  const root = rootOf(hashesOf({ origin, leaves }));
  return {
    ...{
      form: 'access-ledger/evidence@v1',
      about,
      through,
      from,
      to,
      inspectionId: 'KT-1',
      origin,
      map: mapSaid(world),
    },
    ...{ treeSize: leaves.length, rootHash: root.toString('hex'), sealedAt: '2025-06-02T00:00:00.000Z' },
    ...{ events: packed.length, types },
    files: Object.fromEntries(
      [...files].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: hashHex(bytes) }]),
    ),
  };
}

/** The package's entries in their order, with a manifest that may be changed. */
export function entriesOf(
  world: World,
  files: Files = filesOf(world),
  change: (manifest: ManifestSaid) => ManifestSaid = (same) => same,
): Entry[] {
  return sortedEntries(files, canonicalText(change(manifestOf(world, files))));
}
export function sortedEntries(files: Files, manifest: string | Buffer): Entry[] {
  const all = new Map(files).set('manifest.json', Buffer.from(manifest as string));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, bytes]) => ({ name, bytes }));
}
export const packageOf = (...of: Parameters<typeof entriesOf>): Buffer => zipOf(entriesOf(...of));
