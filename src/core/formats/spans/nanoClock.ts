// Nanoseconds since 1970 need 61 bits and a float64 counts to 53. So the first time of a file is kept exactly, and the
// others are subtracted from it before they become a float64: exact for 104 days around the first.

const NANOSECONDS = 1_000_000_000;
const WORD = 2 ** 32;
/** Digits of the nanoseconds in a decimal text, and of the longest text. */
const DIGITS = 9;
const LONGEST = 20;

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
    const split = text.length - DIGITS;
    const seconds = split > 0 ? digits(text, 0, split) : 0;
    const nanoseconds = digits(text, Math.max(0, split), text.length);
    if (text.length > LONGEST || !(seconds + nanoseconds > 0)) return Number.NaN;
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

/** Part of a text as a number; NaN where a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
