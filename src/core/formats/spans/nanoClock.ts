// Nanoseconds since 1970 need 61 bits and a float64 counts to 53. So the first time of a file is kept exactly, and the
// others are subtracted from it before they become a float64: exact for 104 days around the first.

const NANOSECONDS = 1_000_000_000;
const WORD = 2 ** 32;
/** Digits of the nanoseconds in a decimal text. */
const DIGITS = 9;

interface Origin {
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly high: number;
  readonly low: number;
}

export class NanoClock {
  #origin: Origin | undefined;

  /** A time written as decimal digits; NaN where it is something else, or 0, which stands for no time. */
  fromText(text: string): number {
    if (text.length > 20 || !/^0*[1-9]\d*$/.test(text)) return Number.NaN;
    const seconds = Number(text.slice(0, -DIGITS));
    const nanoseconds = Number(text.slice(-DIGITS));
    this.#origin ??= originOf(BigInt(text));
    return (seconds - this.#origin.seconds) * NANOSECONDS + (nanoseconds - this.#origin.nanoseconds);
  }

  /** A time as the two words of a 64-bit number; NaN for 0, which stands for no time. */
  fromWords(high: number, low: number): number {
    if (high === 0 && low === 0) return Number.NaN;
    this.#origin ??= originOf((BigInt(high) << 32n) | BigInt(low));
    return (high - this.#origin.high) * WORD + (low - this.#origin.low);
  }
}

function originOf(time: bigint): Origin {
  return {
    seconds: Number(time / BigInt(NANOSECONDS)),
    nanoseconds: Number(time % BigInt(NANOSECONDS)),
    high: Number(time >> 32n),
    low: Number(time & 0xffffffffn),
  };
}
