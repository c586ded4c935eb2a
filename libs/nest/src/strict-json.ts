import { isUtf8 } from 'node:buffer';
import { problem } from './problem.js';

/** How deep arrays and objects of a body may stand in each other. */
export const maxDepth = 32;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * Parses JSON as I-JSON (RFC 7493) wants it and no other way: valid UTF-8 without a byte order mark, at most 32 levels
 * (looked at before parsing), no repeated keys, no lone surrogates, no integer beyond 2^53. Throws a `Problem`.
 */
export function parseStrict(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw problem('body-text');
  const colons = scanned(bytes);
  const value = parsed(bytes);
  const seen = { keys: 0 };
  check(value, seen);
  // JSON.parse keeps the last of repeated keys, so that fewer keys are left than colons stood between tokens.
  if (seen.keys !== colons) throw problem('body-repeated-key');
  return value;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    // A byte order mark stays, and is no JSON.
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as unknown;
  } catch {
    throw problem('body-syntax'); // the parser's own message repeats the input
  }
}

/** Counts the colons outside of strings, and refuses what is nested too deep. */
function scanned(bytes: Uint8Array): number {
  let depth = 0;
  let colons = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) {
      i = endOfString(bytes, i + 1);
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) throw problem('body-deep');
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--;
    } else if (byte === colon) {
      colons++;
    }
  }
  return colons;
}

function endOfString(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] === quote) return i;
    if (bytes[i] === backslash) i++;
  }
  return bytes.length;
}

function check(value: unknown, seen: { keys: number }): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw problem('body-text');
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
      throw problem('body-number');
  } else if (Array.isArray(value)) {
    for (const item of value) check(item, seen);
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) {
      seen.keys++;
      if (!key.isWellFormed()) throw problem('body-text');
      check((value as Record<string, unknown>)[key], seen);
    }
  }
}
