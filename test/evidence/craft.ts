import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';

// What a package is made of, from the standards alone: nothing here is the product's code, so that a mistake of the product is
// not made here too.

const sha256 = (...parts: readonly (Uint8Array | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
export const hashHex = (bytes: Uint8Array) => sha256(bytes).toString('hex');

/** RFC 6962 §2.1: MTH and PATH as they are defined there. */
export const leafHash = (origin: string, body: Uint8Array) =>
  sha256(Buffer.of(0), `access-ledger/leaf@v1 ${origin}\n`, body);
const split = (n: number) => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};
export function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return sha256('');
  if (hashes.length === 1) return hashes[0];
  const k = split(hashes.length);
  return sha256(Buffer.of(1), rootOf(hashes.slice(0, k)), rootOf(hashes.slice(k)));
}
export function pathOf(index: number, hashes: readonly Buffer[]): Buffer[] {
  if (hashes.length <= 1) return [];
  const k = split(hashes.length);
  const [near, far] = [hashes.slice(0, k), hashes.slice(k)];
  return index < k ? [...pathOf(index, near), rootOf(far)] : [...pathOf(index - k, far), rootOf(near)];
}

// ── The map of which leaves are about whom, by its definition ──
const wide = (number: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
};
const historyRoot = (leaves: readonly number[]) => rootOf(leaves.map((leaf) => sha256(Buffer.of(0), wide(leaf))));
export const mapPathOf = (key: string) =>
  sha256(`access-ledger/map@v1\n${key.slice(0, key.indexOf(':'))}\n${key.slice(key.indexOf(':') + 1)}`);
export const mapValueOf = (leaves: readonly number[]) =>
  sha256(Buffer.of(0), wide(leaves.length), wide(leaves.at(-1)!), historyRoot(leaves));

/** The leaves about each key, `<kind>:<id>`; no key without leaves. */
export type Keys = ReadonlyMap<string, readonly number[]>;
interface Placed {
  path: Buffer;
  leaves: readonly number[];
}
const bitOf = (path: Buffer, at: number) => (path[at >> 3] >> (7 - (at & 7))) & 1;
const half = (all: readonly Placed[], depth: number, side: number) =>
  all.filter(({ path }) => bitOf(path, depth) === side);
function placeHash(all: readonly Placed[], depth: number): Buffer {
  if (all.length === 0) return sha256('');
  if (all.length === 1) return sha256(Buffer.of(0), all[0].path, mapValueOf(all[0].leaves));
  return sha256(Buffer.of(1), placeHash(half(all, depth, 0), depth + 1), placeHash(half(all, depth, 1), depth + 1));
}
const placed = (keys: Keys): Placed[] => [...keys].map(([key, leaves]) => ({ path: mapPathOf(key), leaves }));
export const mapRootOf = (keys: Keys) => placeHash(placed(keys), 0);

/** What a map says of a key. */
export function mapProofOf(keys: Keys, key: string): string {
  const path = mapPathOf(key);
  const beside: Buffer[] = [];
  let here = placed(keys);
  for (let depth = 0; here.length > 1; depth++) {
    const side = bitOf(path, depth);
    beside.push(placeHash(half(here, depth, 1 - side), depth + 1));
    here = half(here, depth, side);
  }
  const base64 = (bytes: Buffer) => bytes.toString('base64');
  const [one] = here;
  const found = !one
    ? 'absent'
    : one.path.equals(path)
      ? `present ${one.leaves.length} ${one.leaves.at(-1)} ${base64(historyRoot(one.leaves))}`
      : `other ${base64(one.path)} ${base64(mapValueOf(one.leaves))}`;
  return ['access-ledger/map-proof@v1', found, ...beside.map(base64), ''].join('\n');
}

/** A key of a log (type 1) or of a witness (type 4), the same for the same seed. */
export class Key {
  private readonly secret: KeyObject;
  readonly id: Buffer;
  readonly vkey: string;

  constructor(
    readonly name: string,
    readonly type: 1 | 4,
    seed: string,
  ) {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sha256(seed)]);
    this.secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const own = Buffer.concat([
      Buffer.of(type),
      createPublicKey(this.secret).export({ format: 'der', type: 'spki' }).subarray(-32),
    ]);
    this.id = sha256(`${name}\n`, own).subarray(0, 4);
    this.vkey = `${name}+${this.id.toString('hex')}+${own.toString('base64')}`;
  }

  /** The signature line of a log under a checkpoint's text; of a witness, with its time. */
  line(text: string, time: number | bigint = 1_750_000_000): string {
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    const signed =
      this.type === 1 ? this.sign(text) : Buffer.concat([stamp, this.sign(`cosignature/v1\ntime ${time}\n${text}`)]);
    return signatureLine(this.name, Buffer.concat([this.id, signed]));
  }

  private sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.secret);
  }
}
export const signatureLine = (name: string, bytes: Buffer) => `— ${name} ${bytes.toString('base64')}\n`;

export const checkpointText = (origin: string, size: number | string, root: Buffer) =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;
export const proofText = (index: number | string, hashes: readonly Buffer[], checkpoint: string) =>
  ['c2sp.org/tlog-proof@v1', `index ${index}`, ...hashes.map((hash) => hash.toString('base64'))].join('\n') +
  `\n\n${checkpoint}`;

/** Canonical JSON of what the cases hold: names sorted as UTF-16, nothing between. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonicalText(one)}`).join(',')}}`;
}

/** Numbers that look random and are the same for the same seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}
