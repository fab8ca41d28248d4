// A seeded random number generator whose state is plain data: xoroshiro128+ of pure-rand, with the draws that the
// engine makes of it. One seed gives independent streams, so that a draw for one thing leaves the others as they are.

import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

export class SeededRandom {
  #generator: RandomGenerator;

  /** `seed`: a decimal text of any length. `stream`: which of its streams, from 0. */
  constructor(seed: string, stream = 0) {
    this.#generator = xoroshiro128plus(mixed(seed, stream));
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return uniformInt(this.#generator, least, most);
  }

  /** A number from 0, included, to 1, not included. */
  unit(): number {
    return uniformFloat64(this.#generator);
  }

  save(): readonly number[] {
    return [...this.#generator.getState()];
  }

  restore(state: readonly number[]): void {
    this.#generator = xoroshiro128plusFromState(state);
  }
}

/** 32 bits of a seed and a stream (FNV-1a over their text), so that near seeds give far generators. */
function mixed(seed: string, stream: number): number {
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${stream}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash | 0;
}
