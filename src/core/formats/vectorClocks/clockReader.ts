// Reads vector clocks, flat objects of counts by host. From bytes of JSON no object is made of them: a host's next clock
// mostly names what its last one named, so the names need only be compared. Whatever looks otherwise goes through
// `JSON.parse`, and from there the names are learned; so every text means exactly what it means there.

import { resized, type Strings } from "../../trace/columns.ts";
import { bytesOfText } from "../bytes.ts";
import type { JsonObject } from "../json/plan.ts";

const COMMA = 44;
const ZERO = 48;
const OPENING = 123;
const CLOSING = 125;
const SPACE = 32;
/** Digits of a number that is read here. */
const DIGITS = 15;
/** Names of the last clock that the next may lack. */
const LACKED = 4;

export class ClockReader {
  /** How many components the clock read last has; their hosts and values, NaN where a value is no number. */
  length = 0;
  hosts = new Uint32Array(16);
  values = new Float64Array(16);
  readonly #names: Strings;
  /** Of each host the components of the last clock that was learned, in the order of its object. */
  readonly #expected: Uint32Array[] = [];
  /** The bytes of `"name":` for each host that was learned; empty where JSON may write the name in several ways. */
  readonly #keys: Uint8Array[] = [];
  /** The names of the object before in their order, with their indices. */
  readonly #before: string[] = [];
  readonly #beforeHosts: number[] = [];
  #at = 0;

  /** `names`: the table of hosts, to which new ones are added. */
  constructor(names: Strings) {
    this.#names = names;
  }

  /** Takes a clock that is an object. */
  readObject(clock: JsonObject): void {
    this.length = 0;
    for (const name in clock) {
      const value = clock[name];
      this.#add(this.#hostAt(name, this.length), typeof value === "number" ? value : Number.NaN);
    }
  }

  /** Learns from the object read last how a host's clocks look. */
  learn(host: number, clock: JsonObject): void {
    this.#expected[host] = this.hosts.slice(0, this.length);
    let place = 0;
    for (const name in clock) {
      const isPlain = JSON.stringify(name).length === name.length + 2;
      this.#keys[this.hosts[place++]] ??= isPlain ? bytesOfText(`"${name}":`) : new Uint8Array(0);
    }
  }

  /**
   * Reads JSON that has components of this host's learned clock in their order, with whole numbers. False where it does
   * not, even if it is a clock.
   */
  readBytes(host: number, bytes: Uint8Array, start: number, end: number): boolean {
    const expected = this.#expected[host];
    if (expected === undefined || bytes[start] !== OPENING) return false;
    this.#at = start + 1;
    this.length = 0;
    let lacked = 0;
    for (let place = 0; place < expected.length; place++) {
      this.#skipSpaces(bytes);
      if (!this.#stepOver(bytes, this.#keys[expected[place]])) {
        if (++lacked > LACKED) return false;
        continue;
      }
      this.#skipSpaces(bytes);
      const value = this.#number(bytes);
      if (value < 0) return false;
      this.#add(expected[place], value);
      this.#skipSpaces(bytes);
      const code = bytes[this.#at++];
      if (code === CLOSING) return this.#at === end;
      if (code !== COMMA) return false;
    }
    return false;
  }

  #add(host: number, value: number): void {
    if (this.length === this.hosts.length) {
      this.hosts = resized(this.hosts, 2 * this.length);
      this.values = resized(this.values, 2 * this.length);
    }
    this.hosts[this.length] = host;
    this.values[this.length++] = value;
  }

  /** The index of a host by its name and its place in the clock: most clocks have the names of the clock before. */
  #hostAt(name: string, place: number): number {
    if (this.#before[place] === name) return this.#beforeHosts[place];
    this.#before[place] = name;
    this.#beforeHosts[place] = this.#names.add(name);
    return this.#beforeHosts[place];
  }

  #skipSpaces(bytes: Uint8Array): void {
    while (bytes[this.#at] === SPACE) this.#at++;
  }

  /** Steps over a name and its colon, if they stand here. */
  #stepOver(bytes: Uint8Array, key: Uint8Array): boolean {
    const at = this.#at;
    for (let i = 0; i < key.length; i++) if (bytes[at + i] !== key[i]) return false;
    this.#at = at + key.length;
    return key.length > 0;
  }

  /** A whole number; below 0 where something else stands here. */
  #number(bytes: Uint8Array): number {
    const start = this.#at;
    let at = start;
    let value = 0;
    for (let digit = bytes[at] - ZERO; digit >= 0 && digit <= 9; digit = bytes[++at] - ZERO) {
      value = value * 10 + digit;
    }
    this.#at = at;
    const length = at - start;
    return length === 0 || length > DIGITS || (bytes[start] === ZERO && length > 1) ? -1 : value;
  }
}
