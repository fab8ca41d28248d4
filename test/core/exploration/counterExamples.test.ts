// The search for smallest counter-examples: for each assumption of each algorithm it finds the one that is kept as a fixture,
// whose scenario the engine runs to the same fault; with nothing broken it finds none. To write the fixtures anew:
// LIGHTCONE_WRITE_FIXTURES=1 before the test command.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { openFormats } from "../../../src/core/analysis/opened.ts";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import { type CounterFound, searchCounterExample } from "../../../src/core/exploration/counterExamples.ts";
import { findAlgorithm, SNAPSHOT_ALGORITHMS } from "../../../src/core/snapshot/registry.ts";
import type { Assumptions } from "../../../src/core/snapshot/snapshotAlgorithm.ts";
import { describeSnapshotVerdict } from "../../../src/core/trace/verdict.ts";
import { ALL_FORMATS } from "../../../src/language/formats.ts";
import { printScenario } from "../../../src/language/lightcone/printing/printScenario.ts";

import { fixturePath, fixtureText, textSource } from "../../support/textSource.ts";

function search(id: string, without: keyof Assumptions | undefined, mostSize: number): CounterFound {
  const algorithm = findAlgorithm(id);
  assert.ok(algorithm !== undefined);
  const work = searchCounterExample({ algorithm, without, mostSize });
  for (let next = work.next(); ; next = work.next()) if (next.done === true) return next.value;
}

/** Of each assumption of each algorithm, the size of the smallest and what goes wrong. */
const FOUND: Readonly<
  Record<string, Readonly<Partial<Record<keyof Assumptions, readonly [number, RegExp]>>>>
> = {
  "chandy-lamport": {
    fifo: [4, /^wrong: 1 message in transit not recorded/],
    reliable: [3, /^never ends: unknown: Q never recorded/],
    reachable: [3, /^never ends: unknown: Q never recorded/],
  },
  "spezialetti-kearns": {
    fifo: [5, /^wrong: 1 message in transit not recorded/],
    reliable: [4, /^never ends/],
    reachable: [5, /^never ends: unknown: S never recorded/],
    bothWays: [3, /^never ends: consistent/],
  },
  "lai-yang": {
    reliable: [4, /^never ends/],
    reachable: [3, /^never ends/],
    returns: [3, /^never ends: consistent/],
  },
  mattern: {
    reliable: [4, /^never ends/],
    reachable: [3, /^never ends/],
    returns: [3, /^never ends: consistent/],
  },
  "acharya-badrinath": {
    reliable: [4, /^never ends: unknown: Q never recorded/],
    reachable: [3, /^never ends: unknown: Q never recorded/],
    causal: [8, /^inconsistent, 1 orphan message/],
    returns: [3, /^never ends: consistent/],
    direct: [7, /^inconsistent, 1 orphan message/],
  },
  "alagar-venkatesan": {
    reliable: [4, /^never ends: unknown: Q never recorded/],
    reachable: [3, /^never ends: unknown: Q never recorded/],
    causal: [8, /^inconsistent, 1 orphan message/],
    returns: [3, /^never ends: consistent/],
    direct: [7, /^inconsistent, 1 orphan message/],
  },
  "barriers-aligned": {
    fifo: [4, /^wrong: 1 message in transit not recorded/],
    reliable: [3, /^never ends: unknown: Q never recorded/],
    reachable: [3, /^never ends: unknown: Q never recorded/],
  },
  "barriers-unaligned": {
    fifo: [4, /^inconsistent, 1 orphan message/],
    reliable: [3, /^never ends: unknown: Q never recorded/],
    reachable: [3, /^never ends: unknown: Q never recorded/],
  },
  "stop-the-world": {
    reliable: [4, /^never ends: unknown: P, Q never recorded/],
    reachable: [3, /^never ends: unknown: P, Q never recorded/],
    returns: [3, /^never ends: unknown: P, Q never recorded/],
  },
};

describe("the search for a counter-example", () => {
  it("knows one for each assumption of each algorithm but that it has one initiator", () => {
    for (const { id, assumes, consistent } of SNAPSHOT_ALGORITHMS) {
      const assumed = Object.entries(assumes).flatMap(([name, holds]) => (holds === true ? [name] : []));
      const wanted = consistent ? assumed.filter((name) => name !== "oneInitiator") : [];
      assert.deepEqual(Object.keys(FOUND[id] ?? {}).sort(), wanted.sort(), id);
    }
  });

  const all = Object.entries(FOUND).flatMap(([id, rows]) =>
    Object.entries(rows).map(([without, row]) => ({ id, without: without as keyof Assumptions, row })),
  );
  for (const { id, without, row } of all) {
    const [size, words] = row;
    it(`finds one of size ${size} for ${id} without ${without}, the one that is kept`, async () => {
      const found = search(id, without, size);
      assert.ok(found.kind === "found");
      assert.equal(found.size, size);
      assert.match(found.words, words);
      const { witness, trace } = found.run;
      const kept = `counterexamples/${id}-${without}.lightcone`;
      const text = printScenario(witness);
      if (process.env.LIGHTCONE_WRITE_FIXTURES === "1") writeFileSync(fixturePath(kept), text);
      assert.equal(fixtureText(kept), text);
      // Read and run by itself, for it names its algorithm, it goes wrong in the same way.
      const { trace: again, verdicts } = await openFormats([textSource(kept, text)], ALL_FORMATS, {});
      assert.ok(again !== undefined);
      assert.equal(again.snapshots[0].unfinished?.kind, trace.snapshots[0].unfinished?.kind);
      assert.equal(
        describeSnapshotVerdict(again, verdicts[0]),
        describeSnapshotVerdict(trace, verifySnapshot(trace, trace.snapshots[0])),
      );
    });
  }

  const NONE: readonly (readonly [string, number, number, number])[] = [
    ["chandy-lamport", 9, 324, 21458],
    ["spezialetti-kearns", 9, 54, 12003],
    ["lai-yang", 9, 140, 16405],
    ["mattern", 9, 140, 33169],
    ["acharya-badrinath", 9, 66, 15722],
    ["alagar-venkatesan", 9, 66, 22023],
    ["barriers-aligned", 9, 324, 38722],
    ["barriers-unaligned", 9, 324, 67359],
    ["stop-the-world", 9, 140, 12691],
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
