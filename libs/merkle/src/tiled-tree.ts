import { emptyRoot, hashLength, nodeHash, type Hash } from './hash.js';
import { Rejected } from './rejected.js';
import { consistencySpans, foldRight, inclusionSpans, subtreesOf, type Span, type Subtree } from './subtrees.js';
import { assertCount } from './text.js';
import { formatTilePath, tileHeight, tileWidth, widthAt } from './tile-path.js';

/** The bytes that are kept under a path, or nothing. The port to where tiles are: files, rows, HTTP. */
export type ReadTile = (path: string) => Promise<Uint8Array | undefined>;

/**
 * A tree of `size` leaves over its stored tiles (C2SP tlog-tiles). It answers for every size up to its own, and reads
 * for one answer at most two tiles per level: six or so at ten million leaves. It remembers tiles that it has read, and
 * what it hashed in them, so that many proofs of one tree cost little more than the tiles that they touch. A partial tile
 * that is gone is read from the full one. What it reads is taken as it is: proofs are checked by whoever gets them, against
 * a signed root.
 * Refuses with `tile` where one is missing or has another length, with `range` what the tree does not have.
 */
export class TiledTree {
  private readonly remembered = new Map<string, OpenTile>();

  constructor(
    private readonly readTile: ReadTile,
    readonly size: number,
  ) {
    assertCount(size, 'the size of the tree');
  }

  async root(size = this.size): Promise<Hash> {
    if (this.within(size) === 0) return emptyRoot;
    return (await this.hashes([{ from: 0, to: size }]))[0];
  }

  /** PATH(index, D[size]) of RFC 6962 §2.1.1, for `checkInclusion`. */
  async proveInclusion(index: number, size = this.size): Promise<Hash[]> {
    return this.hashes(inclusionSpans(assertCount(index, 'the index'), this.within(size)));
  }

  /** PROOF(older, D[newer]) of RFC 6962 §2.1.2, for `checkConsistency`. */
  async proveConsistency(older: number, newer = this.size): Promise<Hash[]> {
    return this.hashes(consistencySpans(assertCount(older, 'the older size'), this.within(newer)));
  }

  async leafHash(index: number): Promise<Hash> {
    if (assertCount(index, 'the index') >= this.size) throw new Rejected('range', `there is no leaf ${index}`);
    return (await this.hashes([{ from: index, to: index + 1 }]))[0];
  }

  /** What a `CompactTree` of the first `size` leaves goes on from. */
  async frontier(size = this.size): Promise<Hash[]> {
    const subtrees = subtreesOf({ from: 0, to: this.within(size) });
    return this.hashes(
      subtrees.map(({ level, index }) => ({ from: index * 2 ** level, to: (index + 1) * 2 ** level })),
    );
  }

  /** The hashes, 32 bytes each, that the tile at this place has in the tree. */
  async tile(level: number, index: number): Promise<Uint8Array> {
    const width = widthAt(this.size, level, index);
    if (width === 0) return new Uint8Array();
    const path = formatTilePath({ level, index, width });
    const tile = await this.readTile(path);
    if (tile !== undefined) return checked(tile, width, path);
    const full = width < tileWidth && (await this.readTile(formatTilePath({ level, index, width: tileWidth })));
    if (!full) throw new Rejected('tile', `${path} is missing`);
    return checked(full, tileWidth, path).subarray(0, width * hashLength);
  }

  private within(size: number): number {
    if (assertCount(size, 'the size') > this.size)
      throw new Rejected('range', `these are the tiles of ${this.size} leaves, not of ${size}`);
    return size;
  }

  private async hashes(spans: readonly Span[]): Promise<Hash[]> {
    const parts = spans.map(subtreesOf);
    const places = new Map(parts.flat().map((part) => [keyOf(part), tileOf(part)]));
    const tiles = new Map<string, OpenTile>();
    await Promise.all([...places].map(async ([key, place]) => tiles.set(key, await this.opened(key, place))));
    return parts.map((subtrees) => foldRight(subtrees.map((part) => hashIn(tiles.get(keyOf(part))!, part))));
  }

  private async opened(key: string, { level, index }: TilePlace): Promise<OpenTile> {
    const remembered = this.remembered.get(key);
    if (remembered) return remembered;
    const tile = { bytes: await this.tile(level, index), inner: [] };
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    this.remembered.set(key, tile);
    return tile;
  }
}

/** A tile, and the hashes of subtrees within it that were needed: that of `width` leaves from `first` on at (tileWidth + first) / width. */
interface OpenTile {
  bytes: Uint8Array;
  inner: (Hash | undefined)[];
}
/** So many tiles at most are remembered: some 10 MB. */
const mostRemembered = 256;

interface TilePlace {
  level: number;
  index: number;
}
function tileOf({ level, index }: Subtree): TilePlace {
  const inTile = level % tileHeight;
  return { level: (level - inTile) / tileHeight, index: Math.floor((index * 2 ** inTile) / tileWidth) };
}

function keyOf(part: Subtree): string {
  const { level, index } = tileOf(part);
  return `${level}/${index}`;
}

function checked(tile: Uint8Array, width: number, path: string): Uint8Array {
  if (tile.length !== width * hashLength)
    throw new Rejected('tile', `${path} has ${tile.length} bytes, not ${width * hashLength}`);
  return tile;
}

/** The hash of a complete subtree out of the tile that has it, by hashing what lies below it in the tile. */
function hashIn(tile: OpenTile, { level, index }: Subtree): Hash {
  const width = 2 ** (level % tileHeight);
  const first = (index * width) % tileWidth;
  return folded(tile, first, width);
}

function folded(tile: OpenTile, first: number, width: number): Hash {
  const { bytes, inner } = tile;
  if (width === 1) return Buffer.from(bytes.subarray(first * hashLength, (first + 1) * hashLength));
  const half = width / 2;
  return (inner[(tileWidth + first) / width] ??= nodeHash(folded(tile, first, half), folded(tile, first + half, half)));
}
