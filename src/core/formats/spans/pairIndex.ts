// Finds the first row that has a pair of numbers: a span by its trace and its id. An open-addressing hash table over
// typed arrays, because ids alone may repeat from trace to trace and a Map would need a key object for each pair.

import { NONE } from "../../trace/ids.ts";

/** Places looked at beyond the first, in all and for each look, before the table counts as attacked. */
const PATIENCE = 1 << 20;
const PATIENCE_A_LOOK = 16;

export class PairIndex {
  readonly #mask: number;
  readonly #row: Int32Array;
  readonly #a: Uint32Array;
  readonly #b: Uint32Array;
  #looks = 0;
  #passed = 0;
  /** All rows by their pairs, where pairs were made to meet in one place: nobody can aim at the seeded hash of a `Map`. */
  #attacked: Map<string, number> | undefined;

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
    if (this.#attacked !== undefined) return this.#attacked.get(`${a} ${b}`) ?? NONE;
    return this.#row[this.#place(a, b)];
  }

  set(a: number, b: number, row: number): void {
    if (this.#attacked !== undefined) {
      this.#attacked.set(`${a} ${b}`, row);
      return;
    }
    const place = this.#place(a, b);
    this.#a[place] = a;
    this.#b[place] = b;
    this.#row[place] = row;
    if (this.#passed > PATIENCE + PATIENCE_A_LOOK * this.#looks) this.#defend();
  }

  #defend(): void {
    const rows = new Map<string, number>();
    this.#row.forEach((row, place) => {
      if (row !== NONE) rows.set(`${this.#a[place]} ${this.#b[place]}`, row);
    });
    this.#attacked = rows;
  }

  #place(a: number, b: number): number {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash ^= hash >>> 15;
    const first = hash & this.#mask;
    let place = first;
    while (this.#row[place] !== NONE && (this.#a[place] !== a || this.#b[place] !== b)) {
      place = (place + 1) & this.#mask;
    }
    this.#looks++;
    this.#passed += (place - first) & this.#mask;
    return place;
  }
}
