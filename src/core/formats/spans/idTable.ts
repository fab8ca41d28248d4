// Numbers for ids. Ids of spans are mostly 64 bits in hexadecimal; such are kept as two words in a hash table over typed
// arrays, which costs a fraction of a Map of texts. Any other text is taken as it is. Leading zeros do not count.

import { resized, Strings } from "../../trace/columns.ts";
import { NONE } from "../../trace/ids.ts";

/** Digits of an id that fits into two words, and of one word. */
const LONGEST = 16;
const WORD = 8;
const FIRST_SIZE = 1 << 10;
const ROW = 4;
/** Places looked at beyond the first, in all and for each id, before the table counts as attacked. */
const PATIENCE = 1 << 20;
const PATIENCE_AN_ID = 16;

export class IdTable {
  /** How many ids there are, with the empty one, whose number is 0. */
  length = 1;
  readonly #other = new Strings();
  /**
   * Three words an id: its lower and higher half, and 0; of a text that is kept as it is, its number among those, 0
   * and 1. A fourth makes a row as long as others, so that finding an id touches one place of memory.
   */
  #words = new Uint32Array(ROW * FIRST_SIZE);
  /** Numbers of ids by their hash; 0 is free. */
  #places = new Uint32Array(2 * FIRST_SIZE);
  #passed = 0;
  /**
   * Numbers by their words, where ids were made to meet in one place of the table: the hash of a `Map` is seeded anew in
   * each process, so nobody can aim at it.
   */
  #attacked: Map<string, number> | undefined;

  /** The number of an id, a new one if it is new. */
  add(text: string): number {
    if (text === "") return 0;
    const number = this.addHex(text);
    return number === NONE ? this.#number(0, this.#other.add(text), 1) : number;
  }

  /** The number of an id of up to 16 hexadecimal digits; NONE where the text is none. */
  addHex(text: string): number {
    if (text.length > LONGEST || text === "") return NONE;
    const split = text.length - WORD;
    const high = split > 0 ? wordOf(text, 0, split) : 0;
    const low = wordOf(text, Math.max(split, 0), text.length);
    return high < 0 || low < 0 ? NONE : this.#number(high, low, 0);
  }

  /** The text of an id, as long as ids of spans are. */
  textOf(id: number): string {
    if (id === 0) return "";
    const [low, high, isText] = this.#words.subarray(ROW * id, ROW * id + ROW);
    if (isText === 1) return this.#other.list[low];
    return [high, low].map((word) => word.toString(16).padStart(WORD, "0")).join("");
  }

  #number(high: number, low: number, isText: number): number {
    if (this.#attacked !== undefined) return this.#safeNumber(this.#attacked, high, low, isText);
    const words = this.#words;
    const mask = this.#places.length - 1;
    const first = hashOf(high, low) & mask;
    let place = first;
    for (let id = this.#places[place]; id !== 0; id = this.#places[place]) {
      const row = ROW * id;
      if (words[row] === low && words[row + 1] === high && words[row + 2] === isText) return id;
      place = (place + 1) & mask;
    }
    this.#places[place] = this.length;
    this.#put(high, low, isText);
    this.#passed += (place - first) & mask;
    if (this.#passed > PATIENCE + PATIENCE_AN_ID * this.length) this.#defend();
    else if (2 * this.length > this.#places.length) this.#rehash();
    return this.length - 1;
  }

  #safeNumber(numbers: Map<string, number>, high: number, low: number, isText: number): number {
    const key = `${high} ${low} ${isText}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, this.length);
    this.#put(high, low, isText);
    return this.length - 1;
  }

  #defend(): void {
    const numbers = new Map<string, number>();
    for (let id = 1; id < this.length; id++) {
      const [low, high, isText] = this.#words.subarray(ROW * id, ROW * id + ROW);
      numbers.set(`${high} ${low} ${isText}`, id);
    }
    this.#attacked = numbers;
  }

  #put(high: number, low: number, isText: number): void {
    const row = ROW * this.length++;
    if (row === this.#words.length) this.#words = resized(this.#words, 2 * row);
    this.#words[row] = low;
    this.#words[row + 1] = high;
    this.#words[row + 2] = isText;
  }

  #rehash(): void {
    const places = new Uint32Array(2 * this.#places.length);
    const mask = places.length - 1;
    for (let id = 1; id < this.length; id++) {
      let place = hashOf(this.#words[ROW * id + 1], this.#words[ROW * id]) & mask;
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
