// Go's math/rand as of Go 1.x, bit for bit: an additive lagged Fibonacci generator (lags 607 and 273, 64 bits),
// seeded by Lehmer's generator. The course's simulator draws its delays from it, so its snapshots depend on every draw.

import { GO_STARTING_VALUES } from "./goRandomTable.ts";

const LENGTH = 607;
const TAP = 273;
const LEHMER_MODULUS = 2147483647n;
/** The seed that Go puts in place of one that is a multiple of the modulus. */
const SEED_FOR_ZERO = 89482311;

/** The generator's state: plain data. */
export interface GoRandomState {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly tap: number;
  readonly feed: number;
}

/** A source of the numbers that `rand.New(rand.NewSource(seed))` gives in Go. */
export class GoRandom {
  // A 64-bit word is kept as two halves, for BigInt would be some fifty times slower.
  readonly #high = new Uint32Array(LENGTH);
  readonly #low = new Uint32Array(LENGTH);
  #tap = 0;
  #feed = LENGTH - TAP;

  /** `seed`: any 64-bit signed integer. */
  constructor(seed: bigint) {
    const mask = 0xffffffffn;
    let x = Number(((seed % LEHMER_MODULUS) + LEHMER_MODULUS) % LEHMER_MODULUS);
    if (x === 0) x = SEED_FOR_ZERO;
    for (let i = 0; i < 20; i++) x = lehmer(x);
    const draw = (): bigint => {
      x = lehmer(x);
      return BigInt(x);
    };
    for (let i = 0; i < LENGTH; i++) {
      const [first, second, third] = [draw(), draw(), draw()];
      const start = BigInt(`0x${GO_STARTING_VALUES.slice(16 * i, 16 * i + 16)}`);
      const word = (first << 40n) ^ (second << 20n) ^ third ^ start;
      this.#high[i] = Number((word >> 32n) & mask);
      this.#low[i] = Number(word & mask);
    }
  }

  /** A number from 0 to n − 1, as Go's `Intn`; n from 1 to 2^31 − 1. */
  intn(n: number): number {
    if ((n & (n - 1)) === 0) return this.#int31() & (n - 1);
    const max = 0x7fffffff - (0x80000000 % n);
    let value = this.#int31();
    while (value > max) value = this.#int31();
    return value % n;
  }

  save(): GoRandomState {
    return { high: this.#high.slice(), low: this.#low.slice(), tap: this.#tap, feed: this.#feed };
  }

  restore(state: GoRandomState): void {
    this.#high.set(state.high);
    this.#low.set(state.low);
    this.#tap = state.tap;
    this.#feed = state.feed;
  }

  /** Go's `Int31`: the bits 32 to 62 of the next word. */
  #int31(): number {
    this.#tap = this.#tap === 0 ? LENGTH - 1 : this.#tap - 1;
    this.#feed = this.#feed === 0 ? LENGTH - 1 : this.#feed - 1;
    const low = this.#low[this.#feed] + this.#low[this.#tap];
    const high = this.#high[this.#feed] + this.#high[this.#tap] + (low > 0xffffffff ? 1 : 0);
    this.#low[this.#feed] = low;
    this.#high[this.#feed] = high;
    return this.#high[this.#feed] & 0x7fffffff;
  }
}

/** One step of Lehmer's generator, x → 48271·x mod 2^31 − 1, by Schrage's method. */
function lehmer(x: number): number {
  const next = 48271 * (x % 44488) - 3399 * Math.floor(x / 44488);
  return next < 0 ? next + 2147483647 : next;
}
