import { CompactTree } from './compact-tree.js';
import { hashLength, type Hash } from './hash.js';
import { TiledTree, type ReadTile } from './tiled-tree.js';
import { formatTilePath, tileHeight, tileWidth } from './tile-path.js';

/** A tile to be kept under its path. Its bytes share the writer's memory and stay as they are. */
export interface Tile {
  path: string;
  bytes: Uint8Array;
}

/** The tile at the right end of its level, while it fills. */
interface Filling {
  index: number;
  width: number;
  bytes: Buffer;
  grown: boolean;
}

/**
 * Grows a tree and gives the tiles (C2SP tlog-tiles) to be kept. A tree may be signed once the tiles of its size are on
 * disk. Keeping the same tile again changes nothing, so after a crash it goes on from the size that was signed last.
 */
export class TileWriter {
  private full: Tile[] = [];

  private constructor(
    private readonly tree: CompactTree,
    private readonly levels: Filling[],
  ) {}

  /**
   * Goes on from the kept tiles of a tree of `size` leaves; 0 begins one. Compare its `root()` with what was signed: the
   * tiles are taken as they are. Refuses as `TiledTree` does.
   */
  static async resume(readTile: ReadTile, size: number): Promise<TileWriter> {
    const tree = new TiledTree(readTile, size);
    const levels: Filling[] = [];
    for (let level = 0; tileWidth ** level <= size; level++) {
      const filling = emptyAt(Math.floor(size / tileWidth ** (level + 1)));
      const kept = await tree.tile(level, filling.index);
      filling.bytes.set(kept);
      filling.width = kept.length / hashLength;
      levels.push(filling);
    }
    return new TileWriter(new CompactTree(size, await tree.frontier()), levels);
  }

  get size(): number {
    return this.tree.size;
  }

  root(): Hash {
    return this.tree.root();
  }

  append(leafHash: Hash): void {
    this.tree.append(leafHash, (level, _, hash) => level % tileHeight === 0 && this.put(level / tileHeight, hash));
  }

  /** The tiles that grew since they were last taken, the partial ones as wide as they are now. */
  take(): Tile[] {
    const taken = this.full;
    this.full = [];
    this.levels.forEach((filling, level) => {
      if (!filling.grown) return;
      filling.grown = false;
      const { index, width, bytes } = filling;
      taken.push({
        path: formatTilePath({ level, index, width }),
        bytes: bytes.subarray(0, width * hashLength),
      });
    });
    return taken;
  }

  private put(level: number, hash: Hash): void {
    const filling = (this.levels[level] ??= emptyAt(0));
    filling.bytes.set(hash, filling.width++ * hashLength);
    filling.grown = true;
    if (filling.width < tileWidth) return;
    this.full.push({ path: formatTilePath({ level, index: filling.index, width: tileWidth }), bytes: filling.bytes });
    this.levels[level] = emptyAt(filling.index + 1);
  }
}

const emptyAt = (index: number): Filling => ({
  index,
  width: 0,
  bytes: Buffer.alloc(tileWidth * hashLength),
  grown: false,
});
