// What is said of the recording holds whatever was replayed since: counts of recorded events lead to the cut of the same
// events, through any number of replays, and back.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chandyLamport } from "../../../src/core/snapshot/algorithms/chandyLamport.ts";
import { replayOf } from "../../../src/core/snapshot/replaySnapshot.ts";
import type { Cut } from "../../../src/core/trace/cut.ts";
import { asProcess } from "../../../src/core/trace/ids.ts";
import {
  cutOfRecorded,
  eventAtRecordedPlace,
  recordedCut,
  recordedPlace,
} from "../../../src/core/trace/insertedEvents.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { allCuts } from "../../support/arbitraryTrace.ts";
import { randomTrace } from "../../support/randomTrace.ts";

function replayed(trace: Trace, at: number): Trace {
  const replay = replayOf(
    trace,
    { initiators: [asProcess(0)], at, latency: { kind: "channel" } },
    chandyLamport,
  );
  assert.ok(replay !== undefined);
  replay.run();
  return replay.finish();
}

/** Each recorded event inside a cut, by what no replay changes: its process and its place among the recorded ones. */
function insideOf(trace: Trace, cut: Cut): string[] {
  const inserted = new Set(trace.inserted);
  return Array.from(cut, (frontier, p) => {
    const events = Array.from({ length: frontier }, (_, i) => trace.firstEvent[p] + i);
    return `${p}:${events.filter((event) => !inserted.has(event)).length}`;
  });
}

describe("a cut of recorded events", () => {
  it("holds the same events after replays, and is the smallest that does", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const recorded = randomTrace({ seed, processes: 3, events: 12 });
      const once = replayed(recorded, 1);
      const twice = replayed(once, 2);
      assert.equal(recorded.inserted, undefined);
      assert.ok((twice.inserted?.length ?? 0) > (once.inserted?.length ?? 0));
      for (const cut of allCuts(recorded)) {
        for (const trace of [recorded, once, twice]) {
          const there = cutOfRecorded(trace, cut);
          assert.deepEqual(insideOf(trace, there), insideOf(recorded, cut));
          assert.deepEqual(recordedCut(trace, there), cut);
          const smaller = there.map((frontier) => Math.max(0, frontier - 1));
          smaller.forEach((frontier, p) => {
            const less = there.map((other, q) => (q === p ? frontier : other));
            if (there[p] > 0) assert.notDeepEqual(recordedCut(trace, less), cut);
          });
        }
      }
    }
  });

  it("keeps what was inserted out of every count", () => {
    const recorded = randomTrace({ seed: 5, processes: 4, events: 40 });
    const trace = replayed(replayed(recorded, 3), 6);
    const whole = Uint32Array.from(trace.processes, (_, p) => trace.firstEvent[p + 1] - trace.firstEvent[p]);
    const all = Uint32Array.from(
      recorded.processes,
      (_, p) => recorded.firstEvent[p + 1] - recorded.firstEvent[p],
    );
    assert.deepEqual(recordedCut(trace, whole), all);
    assert.equal(trace.events.time.length, recorded.events.time.length + (trace.inserted?.length ?? 0));
  });

  it("names each recorded event by its place, and none that was inserted", () => {
    const recorded = randomTrace({ seed: 6, processes: 4, events: 40 });
    const trace = replayed(replayed(recorded, 3), 6);
    const inserted = new Set(trace.inserted);
    trace.events.process.forEach((process, event) => {
      const place = recordedPlace(trace, event);
      assert.equal(place === 0, inserted.has(event));
      if (place > 0) assert.equal(eventAtRecordedPlace(trace, process, place), event);
    });
    recorded.processes.forEach((_, p) => {
      const count = recorded.firstEvent[p + 1] - recorded.firstEvent[p];
      for (let place = 1; place <= count; place++)
        assert.equal(recordedPlace(trace, eventAtRecordedPlace(trace, p, place)), place);
      for (const none of [0, count + 1]) assert.equal(eventAtRecordedPlace(trace, p, none), -1);
    });
  });
});
