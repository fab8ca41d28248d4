// The states seen: vectors of a fixed length, one after the other in a typed array, found again by an open hash table.
// A hash only says where to look; states are equal when all their numbers are.

const START = 1 << 12;

export class StateStore {
  readonly width: number;
  #count = 0;
  #data: Uint32Array;
  /** Ids, plus 1; 0 where a place is free. Its length is a power of 2, at most half full. */
  #table = new Uint32Array(START * 2);

  constructor(width: number) {
    this.width = width;
    this.#data = new Uint32Array(START * width);
  }

  get count(): number {
    return this.#count;
  }

  /** Bytes that the states and their table take. */
  get bytes(): number {
    return this.#data.byteLength + this.#table.byteLength;
  }

  /** The id of a state: that of an equal one, or `count` as it was before, and then it is new. */
  add(state: Uint32Array): number {
    const { width } = this;
    const mask = this.#table.length - 1;
    let place = hash(state) & mask;
    for (let entry = this.#table[place]; entry !== 0; entry = this.#table[place]) {
      const from = (entry - 1) * width;
      let i = 0;
      while (i < width && this.#data[from + i] === state[i]) i++;
      if (i === width) return entry - 1;
      place = (place + 1) & mask;
    }
    const id = this.#count++;
    this.#table[place] = id + 1;
    if (this.#count * width > this.#data.length) this.#growData();
    this.#data.set(state, id * width);
    if (this.#count * 2 > this.#table.length) this.#growTable();
    return id;
  }

  /** Copies a state into `into`. */
  read(id: number, into: Uint32Array): void {
    const from = id * this.width;
    for (let i = 0; i < this.width; i++) into[i] = this.#data[from + i];
  }

  #growData(): void {
    const grown = new Uint32Array(this.#data.length * 2);
    grown.set(this.#data);
    this.#data = grown;
  }

  #growTable(): void {
    const grown = new Uint32Array(this.#table.length * 2);
    const mask = grown.length - 1;
    for (let id = 0; id < this.#count; id++) {
      let place = hash(this.#data.subarray(id * this.width, (id + 1) * this.width)) & mask;
      while (grown[place] !== 0) place = (place + 1) & mask;
      grown[place] = id + 1;
    }
    this.#table = grown;
  }
}

/** 32 bits of a vector, in the manner of MurmurHash3. */
function hash(state: Uint32Array): number {
  let h = 0x9747b28c;
  for (let i = 0; i < state.length; i++) {
    let k = Math.imul(state[i], 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return h >>> 0;
}
