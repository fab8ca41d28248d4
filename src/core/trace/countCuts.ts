// How many consistent cuts a computation has, exactly, without listing them. A cut is consistent when every two of its
// frontiers agree: of each process so many events are inside as those of the others need, and not more than they allow
// (Mattern 1989). The frontiers are chosen process by process; those chosen leave to every other process a range that
// is never empty, so no choice leads nowhere, of the last process the range is only measured, and equal ranges are counted once.

import type { Computation } from "./computation.ts";

export interface CutCount {
  readonly count: bigint;
  /** Whether that is all of them; else there are more. */
  readonly isExact: boolean;
}

/** Choices after which it gives up: about a second's worth. */
const MOST_CHOICES = 3_000_000;
/** Ranges that are remembered, at most. */
const MOST_KNOWN = 400_000;

export function countConsistentCuts(computation: Computation, mostChoices = MOST_CHOICES): CutCount {
  return new CutCounter(computation, mostChoices).result();
}

class CutCounter {
  readonly #count: number;
  /** The processes, those with few events first. */
  readonly #order: readonly number[];
  readonly #lengths: readonly number[];
  /** What the first f events of process a need of process b: `needs[a][b][f]`. */
  readonly #needs: readonly (readonly Uint32Array[])[];
  /** How many events of process b the first f events of process a allow: `allows[a][b][f]`. */
  readonly #allows: readonly (readonly Uint32Array[])[];
  readonly #known: readonly Map<string, bigint>[];
  #remembered = 0;
  #left: number;

  constructor({ events, clocks }: Computation, mostChoices: number) {
    this.#count = events.length;
    this.#lengths = events.map(({ length }) => length);
    this.#left = mostChoices;
    this.#order = [...events.keys()].sort((a, b) => events[a].length - events[b].length || a - b);
    this.#known = events.map(() => new Map());
    const clockOf = (a: number, f: number, b: number): number =>
      f === 0 ? 0 : clocks[a][(f - 1) * this.#count + b];
    this.#needs = events.map((list, a) =>
      events.map((_, b) => Uint32Array.from({ length: list.length + 1 }, (_, f) => clockOf(a, f, b))),
    );
    this.#allows = events.map((list, a) =>
      events.map((others, b) => {
        let allowed = 0;
        return Uint32Array.from({ length: list.length + 1 }, (_, f) => {
          while (allowed < others.length && clockOf(b, allowed + 1, a) <= f) allowed++;
          return allowed;
        });
      }),
    );
  }

  result(): CutCount {
    if (this.#count === 0) return { count: 1n, isExact: true };
    const low = new Uint32Array(this.#count);
    const high = Uint32Array.from(this.#order, (p) => this.#lengths[p]);
    const count = this.#from(0, low, high);
    return { count, isExact: this.#left > 0 };
  }

  /** The cuts that the ranges from place `at` of the order on leave open. Less than that once it has given up. */
  #from(at: number, low: Uint32Array, high: Uint32Array): bigint {
    if (at === this.#count - 1) return BigInt(high[at] - low[at] + 1);
    const key = `${low.subarray(at)};${high.subarray(at)}`;
    const known = this.#known[at].get(key);
    if (known !== undefined) return known;
    const process = this.#order[at];
    const nextLow = new Uint32Array(this.#count);
    const nextHigh = new Uint32Array(this.#count);
    let sum = 0n;
    for (let frontier = low[at]; frontier <= high[at] && this.#left > 0; frontier++) {
      this.#left--;
      for (let later = at + 1; later < this.#count; later++) {
        const other = this.#order[later];
        nextLow[later] = Math.max(low[later], this.#needs[process][other][frontier]);
        nextHigh[later] = Math.min(high[later], this.#allows[process][other][frontier]);
      }
      sum += this.#from(at + 1, nextLow, nextHigh);
    }
    if (this.#left > 0 && this.#remembered < MOST_KNOWN) {
      this.#remembered++;
      this.#known[at].set(key, sum);
    }
    return sum;
  }
}
