// Latencies follow their laws: mean and tail over many draws; and they are the same to the bit everywhere, which fixed
// values hold fast.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Latency } from "../../../src/core/scenario/transport.ts";
import { drawLatency } from "../../../src/core/simulation/latency.ts";
import { SeededRandom } from "../../../src/core/simulation/seededRandom.ts";

const DRAWS = 100_000;

function drawn(latency: Latency, draws: number): number[] {
  const random = new SeededRandom("7");
  return Array.from({ length: draws }, () => drawLatency(latency, random));
}

const shareAbove = (values: readonly number[], bound: number): number =>
  values.filter((value) => value > bound).length / values.length;

/** `tails`: bounds, and the share of draws that the law has above each. */
const LAWS: readonly (readonly [Latency, mean: number, tails: readonly (readonly [number, number])[]])[] = [
  [{ least: 1, most: 4 }, 2.5, [[2, 0.5]]],
  [{ least: 0.5, most: 1.5 }, 1, [[1.25, 0.25]]],
  [
    { law: "exponential", mean: 3 },
    3,
    [
      [3, 0.3679],
      [9, 0.0498],
    ],
  ],
  [
    { law: "normal", mean: 10, spread: 2 },
    10,
    [
      [10, 0.5],
      [12, 0.1587],
      [14, 0.0228],
    ],
  ],
  [
    { law: "pareto", least: 2, shape: 3 },
    3,
    [
      [2, 1],
      [4, 0.125],
    ],
  ],
];

describe("latencies", () => {
  for (const [latency, mean, tails] of LAWS) {
    it(`of ${JSON.stringify(latency)} follow the law`, () => {
      const values = drawn(latency, DRAWS);
      const found = values.reduce((sum, value) => sum + value, 0) / DRAWS;
      assert.ok(Math.abs(found - mean) < 0.02 * mean, `${found}`);
      for (const [bound, share] of tails) {
        const above = shareAbove(values, bound);
        assert.ok(Math.abs(above - share) < 0.006, `${above} above ${bound}, not ${share}`);
      }
      assert.ok(values.every((value) => value > 0));
    });
  }

  it("are the same to the bit everywhere", () => {
    assert.deepEqual(
      LAWS.map(([latency]) => drawn(latency, 3)),
      [
        [3, 2, 2],
        [0.759066798504621, 1.2873182538634995, 1.4072947377700595],
        [0.777200395513863, 3.286775528741779, 3.865682544013577],
        [8.185410524459881, 9.279534486909505, 9.474738583883152],
        [2.6992986627721978, 2.211390934867096, 2.148775384915991],
      ],
    );
  });

  it("of a bell that reaches below 0 are above it", () => {
    assert.ok(drawn({ law: "normal", mean: 1, spread: 5 }, 10_000).every((value) => value > 0));
  });
});
