// Ids that are made to meet in one place of the hash tables: they keep their numbers, and time does not grow with their
// square. The ids below meet because the tables' hash keeps only the lower bits of a product.

import assert from "node:assert/strict";
import { test } from "node:test";
import { IdTable } from "../../../../src/core/formats/spans/idTable.ts";
import { PairIndex } from "../../../../src/core/formats/spans/pairIndex.ts";
import { NONE } from "../../../../src/core/trace/ids.ts";

const IDS = 60_000;
const FACTOR_LOW = 0x85ebca6b;
const FACTOR_HIGH = 0x9e3779b1;

/** The number whose product with an odd factor is 1, modulo 2^32 (Newton's iteration). */
function inverse(factor: number): number {
  let found = factor;
  for (let i = 0; i < 5; i++) found = Math.imul(found, 2 - Math.imul(factor, found));
  return found >>> 0;
}

/** The `i`th pair of words whose hash is 0. */
function meeting(i: number): readonly [high: number, low: number] {
  const product = (i + 1) | 0;
  return [Math.imul(product, inverse(FACTOR_HIGH)) >>> 0, Math.imul(product, inverse(FACTOR_LOW)) >>> 0];
}

test("ids that all meet in one place keep their numbers", () => {
  const table = new IdTable();
  const text = (i: number): string =>
    meeting(i)
      .map((word) => word.toString(16).padStart(8, "0"))
      .join("");
  const numbers = Array.from({ length: IDS }, (_, i) => table.add(text(i)));
  assert.deepEqual(
    numbers,
    Array.from({ length: IDS }, (_, i) => i + 1),
  );
  for (let i = 0; i < IDS; i += 97) {
    assert.equal(table.add(text(i)), i + 1);
    assert.equal(table.textOf(i + 1), text(i));
  }
  assert.equal(table.add("no id in hexadecimal"), IDS + 1);
  assert.equal(table.add("no id in hexadecimal"), IDS + 1);
});

test("pairs that all meet in one place are found", () => {
  const index = new PairIndex(IDS);
  for (let i = 0; i < IDS; i++) index.set(...meeting(i), i);
  for (let i = 0; i < IDS; i += 97) assert.equal(index.get(...meeting(i)), i);
  assert.equal(index.get(...meeting(IDS)), NONE);
});
