import { Rejected } from './rejected.js';
import { tileWidth } from './tile-path.js';

const maxEntry = 65_535;

/** A bundle of at most 256 entries, each after its length as two big-endian bytes. C2SP tlog-tiles, "Log entries". */
export function formatEntries(entries: readonly Uint8Array[]): Buffer {
  if (entries.length > tileWidth) throw new Rejected('too-large', `a bundle has at most ${tileWidth} entries`);
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > maxEntry) throw new Rejected('too-large', `an entry has at most ${maxEntry} bytes`);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** The `width` entries of a bundle, which has nothing else; they share its memory. */
export function parseEntries(bundle: Uint8Array, width: number): Uint8Array[] {
  if (width > tileWidth) throw new Rejected('too-large', `a bundle has at most ${tileWidth} entries`);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    const from = at + 2;
    at = from + bundle[at] * 256 + bundle[at + 1];
    // NaN where the length itself is cut off.
    if (!(at <= bundle.length)) throw new Rejected('shape', `the bundle ends within entry ${entries.length}`);
    entries.push(bundle.subarray(from, at));
  }
  if (at < bundle.length) throw new Rejected('shape', `the bundle has more than its ${width} entries`);
  return entries;
}
