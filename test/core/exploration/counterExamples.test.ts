// The search for smallest counter-examples: for each assumption that the explorer can break it finds one, no larger than the
// kept fixtures, whose scenario the engine runs to the same fault; with nothing broken it finds none.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import { type CounterFound, searchCounterExample } from "../../../src/core/exploration/counterExamples.ts";
import { findAlgorithm } from "../../../src/core/snapshot/registry.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import type { Assumptions } from "../../../src/core/snapshot/snapshotAlgorithm.ts";
import { LightconeParser } from "../../../src/language/lightcone/parsing/parse.ts";
import { printScenario } from "../../../src/language/lightcone/printing/printScenario.ts";

function search(id: string, without: keyof Assumptions | undefined, mostSize: number): CounterFound {
  const algorithm = findAlgorithm(id);
  assert.ok(algorithm !== undefined);
  const work = searchCounterExample({ algorithm, without, mostSize });
  for (let next = work.next(); ; next = work.next()) if (next.done === true) return next.value;
}

/** Algorithm, what is broken, the size of the smallest, and what goes wrong. */
const FOUND: readonly (readonly [string, keyof Assumptions, number, RegExp])[] = [
  ["chandy-lamport", "fifo", 4, /^wrong: 1 message in transit not recorded/],
  ["chandy-lamport", "reliable", 3, /^never ends: unknown: Q never recorded/],
  ["chandy-lamport", "reachable", 3, /^never ends: unknown: Q never recorded/],
  ["spezialetti-kearns", "fifo", 5, /^wrong: 1 message in transit not recorded/],
  ["spezialetti-kearns", "reliable", 4, /^never ends/],
  ["spezialetti-kearns", "reachable", 5, /^never ends: unknown: S never recorded/],
  ["spezialetti-kearns", "bothWays", 3, /^never ends: consistent/],
  ["lai-yang", "reliable", 4, /^never ends/],
  ["lai-yang", "reachable", 3, /^never ends/],
  ["lai-yang", "returns", 3, /^never ends: consistent/],
  ["mattern", "reliable", 4, /^never ends/],
  ["mattern", "reachable", 3, /^never ends/],
  ["mattern", "returns", 3, /^never ends: consistent/],
];

describe("the search for a counter-example", () => {
  for (const [id, without, size, words] of FOUND) {
    it(`finds one of size ${size} for ${id} without ${without}`, () => {
      const found = search(id, without, 6);
      assert.ok(found.kind === "found");
      assert.equal(found.size, size);
      assert.match(found.words, words);
      // Printed, it is a scenario; run, it goes wrong in the same way.
      const { witness, trace } = found.run;
      assert.deepEqual(new LightconeParser().parse(printScenario(witness), "a.lightcone").problems, []);
      const again = simulate(witness, findAlgorithm(id));
      assert.equal(again.snapshots[0].unfinished?.kind, trace.snapshots[0].unfinished?.kind);
      assert.equal(
        verifySnapshot(again, again.snapshots[0]).kind,
        verifySnapshot(trace, trace.snapshots[0]).kind,
      );
    });
  }

  const NONE: readonly (readonly [string, number, number, number])[] = [
    ["chandy-lamport", 9, 324, 21458],
    ["spezialetti-kearns", 9, 54, 12003],
    ["lai-yang", 9, 140, 16405],
    ["mattern", 9, 140, 33169],
  ];
  for (const [id, size, scenarios, states] of NONE) {
    it(`finds none for ${id} with all that it assumes: ${scenarios} scenarios, ${states} states`, () => {
      const found = search(id, undefined, size);
      assert.equal(found.kind, "none");
      assert.equal(found.complete, true);
      assert.deepEqual([found.scenarios, found.states], [scenarios, states]);
    });
  }
});
