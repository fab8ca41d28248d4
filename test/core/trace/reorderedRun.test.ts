// The reordering of the theorem, against brute force: every cut of random small traces is taken for a snapshot's, every
// swapped pair is looked at by itself, and every move gives an order that respects happened-before. That what comes out
// can be executed is tried in test/support/reorderedRun.ts, over every run that the enumerations make.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { linearOrder } from "../../../src/core/trace/clocks.ts";
import { classifyMessages } from "../../../src/core/trace/cut.ts";
import { NONE } from "../../../src/core/trace/ids.ts";
import { reorderRun, sequenceAfter } from "../../../src/core/trace/reorderedRun.ts";
import type { Snapshot, Trace } from "../../../src/core/trace/trace.ts";
import { allCuts, randomTrace } from "../../support/arbitraryTrace.ts";
import { closure, insideEvents, isBefore, isClosed } from "../../support/snapshotOracle.ts";

/** A snapshot that recorded a cut right: each process with the first event outside, the channels as they were. */
function snapshotAt(trace: Trace, frontier: Uint32Array): Snapshot {
  const count = (p: number): number => trace.firstEvent[p + 1] - trace.firstEvent[p];
  return {
    ...{ id: 0, algorithm: "any", initiators: [], file: 0, line: 0, frontier },
    recordEvents: Int32Array.from(frontier, (at, p) => (at < count(p) ? trace.firstEvent[p] + at : NONE)),
    channelMessages: Int32Array.from(classifyMessages(trace, frontier).inTransit),
  };
}

describe("the reordered run", () => {
  it("swaps concurrent pairs and nothing else, for every consistent cut; for every other it names two events", () => {
    const seen = { holds: 0, violated: 0 };
    fc.assert(
      fc.property(randomTrace({ processes: 3, events: 9, messages: 6 }), ({ trace }) => {
        const past = closure(trace);
        const { order } = linearOrder(trace);
        for (const cut of allCuts(trace)) {
          const verdict = reorderRun(trace, snapshotAt(trace, cut), order);
          assert.ok(verdict.kind !== "unknown");
          seen[verdict.kind]++;
          assert.equal(verdict.kind === "holds", isClosed(trace, past, cut));
          if (verdict.kind === "violated") {
            assert.ok(verdict.fault === "not-concurrent" && isBefore(past, verdict.after, verdict.before));
            continue;
          }
          assertReordering(trace, cut, verdict.reordering, past);
        }
      }),
      { seed: 31, numRuns: 120 },
    );
    assert.ok(seen.holds > 1000 && seen.violated > 200, JSON.stringify(seen));
  });

  it("knows channels that were recorded wrong, cycles, and snapshots that did not end", () => {
    fc.assert(
      fc.property(randomTrace({ processes: 3, events: 9, messages: 6, cycles: true }), ({ trace }) => {
        const { order, cyclic } = linearOrder(trace);
        for (const cut of allCuts(trace)) {
          const snapshot = snapshotAt(trace, cut);
          const verdict = reorderRun(trace, snapshot, order);
          if (cyclic > 0) {
            assert.deepEqual(verdict, { kind: "unknown", reason: "cycle" });
            continue;
          }
          const unfinished = { kind: "unreachable", processes: [] } as const;
          assert.deepEqual(reorderRun(trace, { ...snapshot, unfinished }, order), {
            ...{ kind: "unknown", reason: "unfinished" },
          });
          if (verdict.kind !== "holds" || snapshot.channelMessages.length === 0) continue;
          const forgetful = { ...snapshot, channelMessages: snapshot.channelMessages.slice(1) };
          const wrong = reorderRun(trace, forgetful, order);
          assert.ok(wrong.kind === "violated" && wrong.fault === "other-state");
          assert.equal(wrong.message, snapshot.channelMessages[0]);
        }
      }),
      { seed: 32, numRuns: 60 },
    );
  });
});

function assertReordering(
  trace: Trace,
  cut: Uint32Array,
  run: Extract<ReturnType<typeof reorderRun>, { kind: "holds" }>["reordering"],
  past: ReturnType<typeof closure>,
): void {
  const inside = new Set(insideEvents(trace, cut));
  let swaps = 0;
  run.order.forEach((early, i) => {
    for (const late of run.order.subarray(i + 1)) {
      if (inside.has(early) || !inside.has(late)) continue;
      swaps++;
      assert.ok(!isBefore(past, early, late) && !isBefore(past, late, early), "a swapped pair is concurrent");
    }
  });
  assert.equal(run.swaps, swaps);
  assert.equal(
    run.passes.reduce((sum, each) => sum + each, 0),
    swaps,
  );
  assert.deepEqual(new Set(run.sequence.subarray(0, run.before)), inside);
  for (let moves = 0; moves <= run.moved.length; moves++) {
    const sequence = sequenceAfter(trace, cut, run, moves);
    assert.equal(new Set(sequence).size, run.order.length);
    sequence.forEach((event, at) => {
      for (const earlier of sequence.subarray(at + 1)) assert.ok(!isBefore(past, earlier, event));
    });
    if (moves === 0) assert.deepEqual(sequence, run.order);
    if (moves === run.moved.length) assert.deepEqual(sequence, run.sequence);
  }
  assert.deepEqual(run.sequence.subarray(0, run.begin), run.order.subarray(0, run.begin));
  assert.deepEqual(run.sequence.subarray(run.end), run.order.subarray(run.end));
}
