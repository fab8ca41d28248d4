// A trace in parts: whatever its size, the parts and the frame make the same trace again, also after they were posted, and
// the frame holds nothing long.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { asProcess } from "../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../src/core/trace/localState.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../src/core/trace/traceBuilder.ts";
import { frameOf, isLarge, joined, partCount, partsOf } from "../../src/protocol/traceParts.ts";
import { randomTrace } from "../support/randomTrace.ts";

const rejoined = (trace: Trace): Trace =>
  joined(
    structuredClone(frameOf(trace)),
    [...partsOf(trace)].map((part) => structuredClone(part)),
  );

describe("a trace in parts", () => {
  it("is the same again", () => {
    for (const events of [0, 1, 40]) {
      const trace = randomTrace({ seed: 7, processes: 3, events });
      assert.equal(isLarge(trace), false);
      assert.deepEqual(rejoined(trace), trace);
    }
  });

  it("is the same again where every list is cut", () => {
    const builder = new TraceBuilder("long", "ms");
    builder.addProcess("P", EMPTY_STATE);
    for (let i = 0; i < 250_000; i++) {
      const label = i % 5 === 0 ? builder.string(`step ${i} – ✓`) : 0;
      if (i % 5 === 0) builder.addPayload({ label: `m${i}`, tokens: [], fields: [] });
      builder.addEvent(asProcess(0), i, label, 0, 0);
    }
    const trace = builder.build();
    assert.equal(isLarge(trace), true);
    const parts = [...partsOf(trace)];
    assert.ok(parts.filter(({ kind }) => kind === "texts").length > 2);
    assert.ok(parts.filter(({ kind }) => kind === "payloads").length > 2);
    assert.equal(parts.length, partCount(trace));
    assert.deepEqual(rejoined(trace), trace);
    const frame = frameOf(trace);
    assert.deepEqual([frame.strings.length, frame.payloads.length, frame.events.time.length], [0, 0, 0]);
    assert.equal(trace.events.time.length, 250_000);
  });
});
