import { createHash } from 'node:crypto';

// RFC 6962 §2.1, word for word, for tests to compare with. Shares no code with the library.

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const zero = Uint8Array.of(0);
const one = Uint8Array.of(1);

function k(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** MTH(D[n]) over leaf hashes: MTH({d(0)}) is what stands in the list. */
export function mth(d: readonly Uint8Array[]): Buffer {
  const n = d.length;
  if (n === 0) return sha256();
  if (n === 1) return Buffer.from(d[0]);
  return sha256(one, mth(d.slice(0, k(n))), mth(d.slice(k(n))));
}

/** SHA-256(0x00 || d). */
export const leafOf = (d: Uint8Array): Buffer => sha256(zero, d);

/** PATH(m, D[n]). */
export function path(m: number, d: readonly Uint8Array[]): Buffer[] {
  const n = d.length;
  if (n === 1) return [];
  return m < k(n)
    ? [...path(m, d.slice(0, k(n))), mth(d.slice(k(n)))]
    : [...path(m - k(n), d.slice(k(n))), mth(d.slice(0, k(n)))];
}

/** PROOF(m, D[n]) = SUBPROOF(m, D[n], true), 0 < m < n; none from the empty tree and to the same one. */
export function proof(m: number, d: readonly Uint8Array[]): Buffer[] {
  return m === 0 || m === d.length ? [] : subproof(m, d, true);
}

function subproof(m: number, d: readonly Uint8Array[], b: boolean): Buffer[] {
  const n = d.length;
  if (m === n) return b ? [] : [mth(d)];
  return m <= k(n)
    ? [...subproof(m, d.slice(0, k(n)), b), mth(d.slice(k(n)))]
    : [...subproof(m - k(n), d.slice(k(n)), false), mth(d.slice(0, k(n)))];
}

/** `count` leaf hashes, each of one byte. */
export const leafHashes = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, i) => leafOf(Uint8Array.of(i)));
