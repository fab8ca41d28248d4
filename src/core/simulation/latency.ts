// Draws latencies by their law, the same to the bit on every machine: by comparing, adding and multiplying numbers only,
// which IEEE 754 fixes, and never by Math.log, exp, pow or cos, whose last bits differ between engines.

import type { Latency } from "../scenario/transport.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** One latency, above 0. */
export function drawLatency(latency: Latency, random: SeededRandom): number {
  switch (latency.law) {
    case "exponential":
      return aboveZero(() => latency.mean * exponential(random));
    case "normal":
      return aboveZero(() => latency.mean + latency.spread * normal(random));
    case "pareto":
      return latency.least / largestOf(latency.shape, random);
    default:
      return uniform(latency.least, latency.most, random);
  }
}

function uniform(least: number, most: number, random: SeededRandom): number {
  if (least === most) return least;
  if (Number.isInteger(least) && Number.isInteger(most)) return random.int(least, most);
  return least + random.unit() * (most - least);
}

/** Draws again what is not above 0. */
function aboveZero(draw: () => number): number {
  let value = draw();
  while (!(value > 0)) value = draw();
  return value;
}

/**
 * The standard exponential law, by J. von Neumann, "Various Techniques Used in Connection with Random Digits", NBS
 * Applied Mathematics Series 12 (1951), 36–38: a run of falling uniform numbers has odd length with probability
 * e^(−first); then the first is the fraction, and the runs that failed before it are the whole part.
 */
function exponential(random: SeededRandom): number {
  for (let whole = 0; ; whole++) {
    const first = random.unit();
    if (!isTrueWithExp(first, random)) continue;
    return whole + first;
  }
}

/** True with probability e^(−p), for p from 0 to 1: how long uniform numbers fall from p tells. */
function isTrueWithExp(p: number, random: SeededRandom): boolean {
  let last = p;
  for (let fallen = 0; ; fallen++) {
    const next = random.unit();
    if (next >= last) return fallen % 2 === 0;
    last = next;
  }
}

/**
 * The standard normal law, by C. F. F. Karney, "Sampling Exactly from the Normal Distribution", ACM TOMS 42(1), 2016,
 * algorithm N: a whole part k with probability falling as e^(−k²/2), a uniform fraction x accepted with probability
 * e^(−x(2k+x)/2), and a sign.
 */
function normal(random: SeededRandom): number {
  for (;;) {
    let k = 0;
    while (isTrueWithExp(0.5, random)) k++;
    if (!isTrueTimes(k * (k - 1), 0.5, random)) continue;
    const x = random.unit();
    if (!isTrueTimes(k + 1, (x * (2 * k + x)) / (2 * k + 2), random)) continue;
    return random.unit() < 0.5 ? k + x : -k - x;
  }
}

/** True with probability e^(−times · p). */
function isTrueTimes(times: number, p: number, random: SeededRandom): boolean {
  for (let i = 0; i < times; i++) if (!isTrueWithExp(p, random)) return false;
  return true;
}

/** The largest of so many uniform numbers above 0: its distribution is that of one to the power 1/count. */
function largestOf(count: number, random: SeededRandom): number {
  let largest = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, 1 - random.unit());
  return largest;
}
