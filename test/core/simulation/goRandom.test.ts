// Go's math/rand, compared with numbers that Go itself prints. From seed 1, Go's Int31 gives 1298498081, 2019727887,
// 1427131847, 939984059, 911902081, 1474941318, 140954425, 336122540 …: each path of Intn follows from these.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GoRandom } from "../../../src/core/simulation/goRandom.ts";

function draws(random: GoRandom, n: number, count: number): number[] {
  return Array.from({ length: count }, () => random.intn(n));
}

describe("Intn gives what Go gives", () => {
  it("for n = 100", () => {
    const expected = [81, 87, 47, 59, 81, 18, 25, 40, 56, 0];
    assert.deepEqual(draws(new GoRandom(1n), 100, 10), expected);
  });

  it("for a power of two, by masking", () => {
    assert.deepEqual(draws(new GoRandom(1n), 8, 6), [1, 7, 7, 3, 1, 6]);
    assert.deepEqual(draws(new GoRandom(1n), 2 ** 30, 3), [224756257, 945986063, 353390023]);
  });

  it("for 1, taking a draw all the same", () => {
    const random = new GoRandom(1n);
    assert.equal(random.intn(1), 0);
    assert.equal(random.intn(100), 87);
  });

  it("for a large n, drawing again where the number would not be fair", () => {
    const expected = [939984059, 911902081, 140954425, 336122540];
    assert.deepEqual(draws(new GoRandom(1n), 2 ** 30 + 1, 4), expected);
  });
});

describe("the seed", () => {
  it("counts modulo 2^31 − 1, negative ones too", () => {
    for (const [a, b] of [
      [8053172852482175524n, 8053172852482175524n % 2147483647n],
      [-1n, 2147483646n],
      [-2147483648n, 2147483646n],
    ]) {
      assert.deepEqual(draws(new GoRandom(a), 1000, 700), draws(new GoRandom(b), 1000, 700));
    }
  });

  it("0 stands for 89482311", () => {
    assert.deepEqual(draws(new GoRandom(0n), 1000, 5), draws(new GoRandom(89482311n), 1000, 5));
    assert.deepEqual(draws(new GoRandom(2147483647n), 1000, 5), draws(new GoRandom(89482311n), 1000, 5));
  });

  it("makes a difference", () => {
    assert.notDeepEqual(draws(new GoRandom(1n), 1000, 5), draws(new GoRandom(2n), 1000, 5));
  });
});

describe("a saved generator", () => {
  it("goes on with the same numbers, here and in another one, wherever in its cycle it was saved", () => {
    for (const before of [0, 1, 272, 273, 606, 607, 1300]) {
      const random = new GoRandom(8053172852482175524n);
      draws(random, 5, before);
      const saved = random.save();
      const expected = draws(random, 5, 1300);
      random.restore(saved);
      assert.deepEqual(draws(random, 5, 1300), expected, `saved after ${before} draws`);
      const other = new GoRandom(1n);
      other.restore(saved);
      assert.deepEqual(draws(other, 5, 1300), expected, `restored elsewhere after ${before} draws`);
    }
  });
});
