import { sha256, type Hash } from './hash.js';
import { Rejected } from './rejected.js';
import { assertKeyName } from './key-name.js';

/** The first words of every leaf: what follows is hashed for this purpose and no other, in this form. */
export const leafDomain = 'access-ledger/leaf@v1';
export const maxLeafBytes = 65_535;

const lineFeed = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The bytes of a leaf: one line `access-ledger/leaf@v1 <origin>`, its line feed, then the stored envelope, byte for byte
 * as it is kept: canonical JSON (RFC 8785), which has no line feed. At most 65,535 bytes in all (`too-large`), so that
 * they fit into an entry of a bundle. The origin is that of the log's checkpoints, so no leaf is a leaf of another log.
 * That the envelope is canonical is for `@app/ledger` to see; here it is an object on one line (`leaf`).
 */
export function leafBytes(origin: string, envelope: Uint8Array): Buffer {
  const line = Buffer.from(`${leafDomain} ${assertKeyName(origin)}\n`);
  if (line.length + envelope.length > maxLeafBytes)
    throw new Rejected('too-large', `a leaf has at most ${maxLeafBytes} bytes`);
  return Buffer.concat([line, assertEnvelope(envelope)]);
}

/**
 * The hash of each leaf of one log, by its envelope: `leafHash(leafBytes(origin, envelope))` without a copy of the leaf.
 */
export function leafHasher(origin: string): (envelope: Uint8Array) => Hash {
  const line = Buffer.from(`\0${leafDomain} ${assertKeyName(origin)}\n`);
  const leaf = Buffer.alloc(1 + maxLeafBytes);
  line.copy(leaf);
  return (envelope) => {
    const end = line.length + assertEnvelope(envelope).length;
    if (end > leaf.length) throw new Rejected('too-large', `a leaf has at most ${maxLeafBytes} bytes`);
    leaf.set(envelope, line.length);
    return sha256(leaf.subarray(0, end));
  };
}

/** The origin and the envelope of a leaf, which are those of one leaf only. The envelope shares its memory. */
export function parseLeaf(leaf: Uint8Array): { origin: string; envelope: Uint8Array } {
  if (leaf.length > maxLeafBytes) throw new Rejected('too-large', `a leaf has at most ${maxLeafBytes} bytes`);
  const end = leaf.indexOf(lineFeed);
  const [domain, origin, ...more] = lineOf(leaf.subarray(0, Math.max(end, 0))).split(' ');
  if (domain !== leafDomain || origin === undefined || more.length > 0)
    throw new Rejected('leaf', `a leaf begins with "${leafDomain} <origin>"`);
  return { origin: assertKeyName(origin), envelope: assertEnvelope(leaf.subarray(end + 1)) };
}

function lineOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Rejected('leaf', `the first line of a leaf is not UTF-8: ${(cause as Error).message}`);
  }
}

function assertEnvelope(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x7b || bytes[bytes.length - 1] !== 0x7d || hasLineFeed(bytes))
    throw new Rejected('leaf', 'the envelope in a leaf is a JSON object on one line');
  return bytes;
}

// Buffer's search is several times as fast as that of the typed arrays.
const hasLineFeed = ({ buffer, byteOffset, length }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, length).includes(lineFeed);
