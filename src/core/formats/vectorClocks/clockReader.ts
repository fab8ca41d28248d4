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

/** The components of a clock in the order of its object, and the bytes of all their keys with the end of each. */
interface Shape {
  readonly hosts: Uint32Array;
  readonly keys: Uint8Array;
  readonly ends: Uint32Array;
}

export class ClockReader {
  /** How many components the clock read last has; their hosts and values, NaN where a value is no number. */
  length = 0;
  hosts = new Uint32Array(16);
  values = new Float64Array(16);
  readonly #names: Strings;
  /** How each host's last clock looked that was learned. */
  readonly #shapes: Shape[] = [];
  /** The names of the object before in their order, with their indices. */
  readonly #before: string[] = [];
  readonly #beforeHosts: number[] = [];

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
    const keys = Object.keys(clock).map(keyOf);
    const ends = new Uint32Array(keys.length);
    let length = 0;
    for (const [place, key] of keys.entries()) {
      length += key.length;
      ends[place] = length;
    }
    const bytes = new Uint8Array(length);
    for (const [place, key] of keys.entries()) bytes.set(key, ends[place] - key.length);
    this.#shapes[host] = { hosts: this.hosts.slice(0, this.length), keys: bytes, ends };
  }

  /**
   * Reads JSON that has components of this host's learned clock in their order, with whole numbers. False where it does
   * not, even if it is a clock.
   */
  readBytes(host: number, bytes: Uint8Array, start: number, end: number): boolean {
    const shape = this.#shapes[host];
    if (shape === undefined || bytes[start] !== OPENING) return false;
    const { keys, ends, hosts } = shape;
    let at = start + 1;
    let lacked = 0;
    this.length = 0;
    for (let place = 0, key = 0; place < ends.length; key = ends[place++]) {
      while (bytes[at] === SPACE) at++;
      const shift = at - key;
      while (key < ends[place] && bytes[key + shift] === keys[key]) key++;
      if (key < ends[place] || key + shift === at) {
        if (++lacked > LACKED) return false;
        continue;
      }
      at = key + shift;
      while (bytes[at] === SPACE) at++;
      const first = at;
      let value = 0;
      for (let digit = bytes[at] - ZERO; digit >= 0 && digit <= 9; digit = bytes[++at] - ZERO) {
        value = value * 10 + digit;
      }
      if (!isPlainNumber(bytes, first, at)) return false;
      this.#add(hosts[place], value);
      while (bytes[at] === SPACE) at++;
      const code = bytes[at++];
      if (code === CLOSING) return at === end;
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
}

/** The bytes of `"name":`; none where JSON may write the name in several ways. */
function keyOf(name: string): Uint8Array {
  const isPlain = JSON.stringify(name).length === name.length + 2;
  return isPlain ? bytesOfText(`"${name}":`) : new Uint8Array(0);
}

/** Whether the digits between are a number as JSON writes it, and one that is exact. */
function isPlainNumber(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  return length > 0 && length <= DIGITS && (bytes[start] !== ZERO || length === 1);
}
