// Which script a recorded snapshot belongs to, by the names of the course.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findScripts } from "../../../../src/core/formats/course/findScript.ts";

const NAMES = ["ring.events", "ring-two.events", "ring.top", "bank.events", "ring.snap"];

test("the longest beginning wins, whatever number ends the snapshot's name", () => {
  assert.deepEqual(findScripts("ring.snap", NAMES), ["ring.events"]);
  assert.deepEqual(findScripts("ring9.snap", NAMES), ["ring.events"]);
  assert.deepEqual(findScripts("ring-two0.snap", NAMES), ["ring-two.events"]);
  assert.deepEqual(findScripts("Bank12.SNAP", NAMES), ["bank.events"]);
});

test("nothing fits, nothing is given", () => {
  assert.deepEqual(findScripts("other.snap", NAMES), []);
  assert.deepEqual(findScripts("other.snap", []), []);
});

test("two that differ only in their case fit equally", () => {
  assert.deepEqual(findScripts("a1.snap", ["a.events", "A.events"]), ["A.events", "a.events"]);
});
