// Numbers for ids. Ids of spans are mostly 64 bits in hexadecimal; such are kept as two words in a hash table over typed
// arrays, which costs a fraction of a Map of texts. Any other text is taken as it is. Leading zeros do not count.

import { resized, Strings } from "../../trace/columns.ts";

/** Digits of an id that fits into two words, and of one word. */
const LONGEST = 16;
const WORD = 8;
const FIRST_SIZE = 1 << 10;

export class IdTable {
  /** How many ids there are, with the empty one, whose number is 0. */
  length = 1;
  readonly #other = new Strings();
  /** The ids' words; of a text that is kept as it is, its number among those, and `#isText` is 1. */
  #high = new Uint32Array(FIRST_SIZE);
  #low = new Uint32Array(FIRST_SIZE);
  #isText = new Uint8Array(FIRST_SIZE);
  /** Numbers of ids by their hash; 0 is free. */
  #places = new Uint32Array(2 * FIRST_SIZE);

  /** The number of an id, a new one if it is new. */
  add(text: string): number {
    if (text === "") return 0;
    if (text.length <= LONGEST) {
      const split = text.length - WORD;
      const high = split > 0 ? wordOf(text, 0, split) : 0;
      const low = wordOf(text, Math.max(split, 0), text.length);
      if (high >= 0 && low >= 0) return this.#number(high, low, 0);
    }
    return this.#number(0, this.#other.add(text), 1);
  }

  /** The text of an id, as long as ids of spans are. */
  textOf(id: number): string {
    if (id === 0) return "";
    if (this.#isText[id] === 1) return this.#other.list[this.#low[id]];
    const digits = [this.#high[id], this.#low[id]].map((word) => word.toString(16).padStart(WORD, "0"));
    return digits.join("");
  }

  #number(high: number, low: number, isText: number): number {
    const mask = this.#places.length - 1;
    let place = hashOf(high, low) & mask;
    for (let id = this.#places[place]; id !== 0; id = this.#places[place]) {
      if (this.#low[id] === low && this.#high[id] === high && this.#isText[id] === isText) return id;
      place = (place + 1) & mask;
    }
    const id = this.length++;
    if (id === this.#high.length) this.#grow();
    this.#high[id] = high;
    this.#low[id] = low;
    this.#isText[id] = isText;
    this.#places[place] = id;
    if (2 * this.length > this.#places.length) this.#rehash();
    return id;
  }

  #grow(): void {
    const size = 2 * this.#high.length;
    this.#high = resized(this.#high, size);
    this.#low = resized(this.#low, size);
    this.#isText = resized(this.#isText, size);
  }

  #rehash(): void {
    const places = new Uint32Array(2 * this.#places.length);
    const mask = places.length - 1;
    for (let id = 1; id < this.length; id++) {
      let place = hashOf(this.#high[id], this.#low[id]) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = id;
    }
    this.#places = places;
  }
}

function hashOf(high: number, low: number): number {
  const hash = Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Up to eight hexadecimal digits as a number; below 0 where a character is none. */
function wordOf(text: string, from: number, to: number): number {
  let word = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    // 0–9, and a–f or A–F with the bit that tells them apart set.
    const digit = code <= 57 ? code - 48 : (code | 32) - 87;
    if (digit < 0 || digit > 15 || (code > 57 && digit < 10)) return -1;
    word = word * 16 + digit;
  }
  return word;
}
