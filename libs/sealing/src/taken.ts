import { NumberSet } from './number-set.js';

/** A map that knows which of its entries came since they were last taken. */
export class TakenMap<K, V> extends Map<K, V> {
  private fresh = new Map<K, V>();

  override set(key: K, value: V): this {
    this.fresh.set(key, value);
    return super.set(key, value);
  }

  take(): [K, V][] {
    const taken = [...this.fresh];
    this.fresh = new Map();
    return taken;
  }
}

/** A set of numbers that knows which of them came since they were last taken. */
export class TakenNumbers extends NumberSet {
  fresh: number[] = [];

  override add(number: number): boolean {
    const isNew = super.add(number);
    if (isNew) this.fresh.push(number);
    return isNew;
  }

  take(): number[] {
    const taken = this.fresh;
    this.fresh = [];
    return taken;
  }
}
