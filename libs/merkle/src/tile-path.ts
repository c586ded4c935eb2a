import { Rejected } from './rejected.js';
import { assertCount, fromDecimal } from './text.js';

/** Hashes in a full tile, entries in a full bundle. */
export const tileWidth = 256;
/** Levels of the tree from one level of tiles to the next. */
export const tileHeight = 8;

/** A tile of hashes at a level from 0 to 63, or a bundle of entries; the first `width` of it, 1 to 256. */
export interface TileName {
  level: number | 'entries';
  index: number;
  width: number;
}

/**
 * Where a tile lies: `tile/<level>/<index>`, the index in groups of three digits, all but the last after an `x`, and
 * `.p/<width>` where it is partial: `tile/0/x001/x234/067.p/8`. C2SP tlog-tiles, "Merkle Tree".
 */
export function formatTilePath({ level, index, width }: TileName): string {
  if (level !== 'entries' && assertCount(level, 'the level of a tile') > 63)
    throw new Rejected('range', `tiles have no level ${level}`);
  if (assertCount(width, 'the width of a tile') < 1 || width > tileWidth)
    throw new Rejected('range', `no tile is ${width} wide`);
  let digits = String(assertCount(index, 'the index of a tile'));
  digits = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = digits.match(/.../g)!;
  const last = groups.pop()!;
  const partial = width === tileWidth ? '' : `.p/${width}`;
  return `tile/${level}/${groups.map((group) => `x${group}/`).join('')}${last}${partial}`;
}

const shape = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/;

/** What a path names. Refuses (`shape`, `number`, `range`) every path but the one that `formatTilePath` gives. */
export function parseTilePath(path: string): TileName {
  const [, level, groups, partial] = shape.exec(path) ?? [];
  if (level === undefined) throw new Rejected('shape', 'this is not the path of a tile');
  const index = groups.replace(/[x/]/g, '').replace(/^0+(?=[0-9])/, '');
  const name: TileName = {
    level: level === 'entries' ? level : fromDecimal(level, 'the level of a tile'),
    index: fromDecimal(index, 'the index of a tile'),
    width: partial === undefined ? tileWidth : fromDecimal(partial, 'the width of a tile'),
  };
  if (formatTilePath(name) !== path) throw new Rejected('shape', 'this is not how the path of a tile is written');
  return name;
}

/** How many hashes the tile at this place has in a tree of `size` leaves: 0 to 256. */
export function widthAt(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.min(Math.max(hashes - index * tileWidth, 0), tileWidth);
}
