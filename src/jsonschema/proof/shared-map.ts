/** A map that copies share until one of them is written to: most copies never are. */
export class SharedMap<K, V> implements Iterable<readonly [K, V]> {
  #entries: Map<K, V>;
  #isOwn: boolean;

  constructor(from?: SharedMap<K, V>) {
    this.#isOwn = from === undefined;
    this.#entries = from === undefined ? new Map<K, V>() : from.#share();
  }

  #share(): Map<K, V> {
    this.#isOwn = false;
    return this.#entries;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    if (!this.#isOwn) this.#entries = new Map(this.#entries);
    this.#isOwn = true;
    this.#entries.set(key, value);
  }

  keys(): Iterable<K> {
    return this.#entries.keys();
  }

  values(): Iterable<V> {
    return this.#entries.values();
  }

  [Symbol.iterator](): Iterator<readonly [K, V]> {
    return this.#entries[Symbol.iterator]();
  }
}
