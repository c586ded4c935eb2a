import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable } from '@app/ledger';
import { mapRoot, Rejected, sameHash } from '@app/merkle';
import { growMap, type MapSource } from './grow-map.js';
import type { KeptMap } from './map-file.js';
import { BesideTheSeal } from './standing.js';
import { lastToldMap, type ToldMap } from './told-maps.js';
import type { TreeFile } from './tree-file.js';

export interface MapperOptions extends MapSource {
  /** Read for the checkpoints that were signed. */
  tree: TreeFile;
  now: () => string;
  /** The least time from one map to the next, in ms; 60,000 where absent. */
  everyMs?: number;
  /** Told how many leaves the map is over, once one of them was sealed where that says anything new. */
  onReached?: (leaves: number) => void;
  /** Told of each map once it is kept. */
  onMapped?: (map: KeptMap) => void;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/**
 * Follows the signed checkpoints, and once per period seals which leaves are about whom: the map at the size of the last
 * checkpoint, where it says anything new. What only the ledger tells of itself is about nobody, so that no map leads to another.
 */
export class Mapper {
  private isWoken = true;
  private onWake: () => void = () => undefined;

  private constructor(
    private readonly options: MapperOptions,
    private readonly stopped: AbortSignal | undefined,
  ) {}

  /**
   * Goes on from the map's file. One that is lost, older or another than the log tells of is made anew; rejects with
   * `BesideTheSeal` where these events do not give the map that was sealed. Where `stopped` aborts meanwhile, nothing is said.
   */
  static async open(options: MapperOptions, stopped?: AbortSignal): Promise<Mapper> {
    const mapper = new Mapper(options, stopped);
    const told = await lastToldMap(options.log, options.tree);
    if (told && !(await mapper.holds(told))) await mapper.makeAnew(told);
    return mapper;
  }

  /** A checkpoint was signed. */
  wake(): void {
    this.isWoken = true;
    this.onWake();
  }

  /** Seals maps until the signal aborts; rejects when the log is not the one that was sealed. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.onWake(), { once: true });
    while (!signal.aborted) {
      if (this.isWoken) {
        this.isWoken = false;
        await this.map(signal).catch((error: unknown) => this.again(error));
        await pause(this.options.everyMs ?? 60_000, undefined, { signal }).catch(() => undefined); // aborted
      } else await new Promise<void>((resolve) => (this.onWake = resolve));
    }
  }

  // A log that cannot be read now is read in the next period.
  private again(error: unknown): void {
    if (!(error instanceof LogUnavailable)) throw error;
    this.isWoken = true;
  }

  /** Makes the map of the last checkpoint, and keeps it where it says anything new. */
  async map(signal?: AbortSignal): Promise<void> {
    const { tree, map, now, onMapped, onReached } = this.options;
    const size = tree.latest?.size ?? 0;
    if (size <= map.reached.size) return;
    await this.grow(size, signal);
    if (signal?.aborted) return;
    const leaf = tree.leaf(size - 1);
    if (leaf?.position !== map.reached.position)
      throw new BesideTheSeal(`leaf ${size - 1} was at ${leaf?.position}; it is at ${map.reached.position}`);
    const root = await mapRoot(map.pages());
    const [last] = map.maps;
    if (last ? !sameHash(last.root, root) : map.reached.entries > 0) {
      const kept = { size, root, entries: map.reached.entries, madeAt: now() };
      map.keep(kept);
      onMapped?.(kept);
    }
    onReached?.(size);
  }

  // What is damaged in the file is found when it is changed: then all of it is made anew.
  private async grow(size: number, signal?: AbortSignal): Promise<void> {
    try {
      await growMap(this.options, size, signal);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      const told = await lastToldMap(this.options.log, this.options.tree);
      if (told) await this.makeAnew(told);
      else this.options.map.clear();
      await growMap(this.options, size, signal);
    }
  }

  private async holds({ size, root, form }: ToldMap): Promise<boolean> {
    const { map } = this.options;
    if (map.reached.form !== form || form !== this.options.form) return false;
    if (map.maps.some((kept) => kept.size === size)) return hex(await mapRoot(map.pages(size))) === root;
    if (map.reached.size >= size) return false;
    try {
      return await this.reaches(size, root);
    } catch (error) {
      if (error instanceof Rejected) return false;
      throw error;
    }
  }

  private async makeAnew({ size, root, form }: ToldMap): Promise<void> {
    const { map, form: own } = this.options;
    map.clear();
    if (form !== own) return; // another rule's map cannot be compared
    if (!(await this.reaches(size, root)))
      throw new BesideTheSeal(`the map of ${size} leaves has the root ${hex(await mapRoot(map.pages()))}, ${root} was sealed`); // prettier-ignore
  }

  private async reaches(size: number, root: string): Promise<boolean> {
    const { map, now } = this.options;
    await growMap(this.options, size, this.stopped);
    if (this.stopped?.aborted) return true;
    const own = await mapRoot(map.pages());
    if (hex(own) !== root) return false;
    map.keep({ size, root: own, entries: map.reached.entries, madeAt: now() });
    return true;
  }
}
