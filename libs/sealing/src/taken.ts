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

/** A set that knows which of its members came since they were last taken. Add only what it does not have. */
export class TakenSet<T> extends Set<T> {
  fresh: T[] = [];

  override add(value: T): this {
    this.fresh.push(value);
    return super.add(value);
  }

  take(): T[] {
    const taken = this.fresh;
    this.fresh = [];
    return taken;
  }
}
