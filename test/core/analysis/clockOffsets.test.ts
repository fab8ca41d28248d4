// Clock offsets: what is suggested leaves no message received before it was sent, is the least that does, and where there is
// none a cycle of messages shows why. Checked against all small offsets, and on traces whose clocks were moved.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { suggestedOffsets, withOffsets } from "../../../src/core/analysis/clockOffsets.ts";
import { clockSkews } from "../../../src/core/analysis/clockSkew.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const named = (trace: Trace, offsets: ArrayLike<number>): Record<string, number> =>
  Object.fromEntries(trace.processes.map(({ name }, p) => [name, offsets[p]]));

/** All offsets from 0 to `most` for so many processes. */
function* smallOffsets(processes: number, most: number): Generator<number[]> {
  if (processes === 0) yield [];
  else
    for (const rest of smallOffsets(processes - 1, most))
      for (let offset = 0; offset <= most; offset++) yield [...rest, offset];
}

describe("suggested clock offsets", () => {
  it("are the least of all that leave no skew, and one a process moved by what it was wrong", () => {
    let moved = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const trace = randomTrace({ seed, processes: 3, events: 24, skew: 4 });
      const found = suggestedOffsets(trace);
      assert.equal(found.kind, "found");
      if (found.kind !== "found") continue;
      assert.deepEqual(clockSkews(withOffsets(trace, named(trace, found.offsets))), []);
      if (found.offsets.some((offset) => offset > 0)) moved++;
      for (const other of smallOffsets(3, 5)) {
        if (clockSkews(withOffsets(trace, named(trace, other))).length > 0) continue;
        assert.ok(
          other.every((offset, p) => offset >= found.offsets[p]),
          `${other} is below ${found.offsets}`,
        );
      }
    }
    assert.ok(moved > 10, `${moved} traces were moved`);
  });

  it("are none where clocks drift, and two messages show it", () => {
    const { trace } = traceFromText(`
      P ----------a-B--------
      Q -----A--------------b
    `);
    const found = suggestedOffsets(trace);
    assert.equal(found.kind, "none");
    if (found.kind !== "none") return;
    assert.deepEqual([...found.processes].sort(), [0, 1]);
    assert.deepEqual([...found.messages].sort(), [0, 1]);
  });

  it("stand on the processes that they move, and on no other", () => {
    const trace = randomTrace({ seed: 3, processes: 3, events: 30 });
    const moved = withOffsets(trace, { P1: 7, Nobody: 5 });
    assert.deepEqual(
      moved.processes.map(({ clockOffset }) => clockOffset),
      [undefined, 7, undefined],
    );
    trace.events.time.forEach((time, event) => {
      assert.equal(moved.events.time[event], time + (trace.events.process[event] === 1 ? 7 : 0));
    });
    assert.ok(moved.endTime >= trace.endTime);
    assert.equal(withOffsets(trace, {}), trace);
  });
});
