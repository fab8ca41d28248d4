// Finds texts that were met before by their bytes, without making a text of them. A cache of fixed size: what it does not
// hold, or no longer, is for the caller to look up by its text.

import { NONE } from "../../trace/ids.ts";

/** A power of two. */
const SLOTS = 1 << 12;
/** Bytes of a text that is kept. */
const LONGEST = 120;

export class ByteTexts {
  readonly #bytes = new Uint8Array(SLOTS * LONGEST);
  /** 0 where nothing is kept. */
  readonly #lengths = new Uint8Array(SLOTS);
  readonly #indices = new Uint32Array(SLOTS);
  #slot = 0;

  /** The index that was kept for these bytes, or NONE. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST || length <= 0) return NONE;
    let hash = length;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
    this.#slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.#lengths[this.#slot] !== length) return NONE;
    const kept = this.#slot * LONGEST - start;
    for (let at = start; at < end; at++) if (this.#bytes[kept + at] !== bytes[at]) return NONE;
    return this.#indices[this.#slot];
  }

  /** Keeps an index for the bytes that were looked for last and not found. */
  keep(bytes: Uint8Array, start: number, end: number, index: number): void {
    const length = end - start;
    if (length > LONGEST || length <= 0) return;
    this.#lengths[this.#slot] = length;
    this.#indices[this.#slot] = index;
    for (let at = 0; at < length; at++) this.#bytes[this.#slot * LONGEST + at] = bytes[start + at];
  }
}
