// Finds the first row that has a pair of numbers: a span by its trace and its id. An open-addressing hash table over
// typed arrays, because ids alone may repeat from trace to trace and a Map would need a key object for each pair.

import { NONE } from "../../trace/ids.ts";

export class PairIndex {
  readonly #mask: number;
  readonly #row: Int32Array;
  readonly #a: Uint32Array;
  readonly #b: Uint32Array;

  /** `capacity`: how many pairs there may be. */
  constructor(capacity: number) {
    let size = 16;
    while (size < 2 * capacity) size *= 2;
    this.#mask = size - 1;
    this.#row = new Int32Array(size).fill(NONE);
    this.#a = new Uint32Array(size);
    this.#b = new Uint32Array(size);
  }

  /** The row of a pair, or NONE. */
  get(a: number, b: number): number {
    return this.#row[this.#place(a, b)];
  }

  set(a: number, b: number, row: number): void {
    const place = this.#place(a, b);
    this.#a[place] = a;
    this.#b[place] = b;
    this.#row[place] = row;
  }

  #place(a: number, b: number): number {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash ^= hash >>> 15;
    let place = hash & this.#mask;
    while (this.#row[place] !== NONE && (this.#a[place] !== a || this.#b[place] !== b)) {
      place = (place + 1) & this.#mask;
    }
    return place;
  }
}
