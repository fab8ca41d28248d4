// The verdict on a cut: consistent, inconsistent or unknown, each with its witnesses.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { verifyCut } from "../../../src/core/analysis/consistency.ts";
import { allCuts, randomTrace } from "../../support/arbitraryTrace.ts";
import { closure, insideEvents, isClosed } from "../../support/snapshotOracle.ts";
import { traceFromText } from "../../support/traceFromText.ts";

// x comes from nowhere; m is a marker; l is lost.
const drawn = traceFromText("P -a-m-l-\nQ X--A-M-", { markers: { m: 0 }, to: { l: "Q" }, lost: "l" });
const verdict = (...frontier: number[]) => verifyCut(drawn.trace, Uint32Array.from(frontier));
const [a, m, x] = ["a", "m", "x"].map(drawn.message);

describe("a cut", () => {
  it("without an orphan is consistent, with what is in transit", () => {
    assert.deepEqual(verdict(1, 0), { kind: "consistent", orphans: [], inTransit: [a] });
  });

  it("with an orphan is inconsistent, with all orphans", () => {
    assert.deepEqual(verdict(0, 3), { kind: "inconsistent", orphans: [a, m], inTransit: [] });
  });

  it("that holds a receive without a send is unknown, with the message", () => {
    const reason = { kind: "send-unknown", messages: [x] };
    assert.deepEqual(verdict(1, 1), { kind: "unknown", reason, orphans: [], inTransit: [a] });
  });

  it("with an orphan is inconsistent whatever else is unknown", () => {
    assert.deepEqual(verdict(0, 2), { kind: "inconsistent", orphans: [a], inTransit: [] });
  });

  it("with an orphaned marker is inconsistent, for markers carry happened-before", () => {
    assert.deepEqual(verdict(1, 3).orphans, [m]);
  });

  it("has neither markers nor lost messages in transit", () => {
    assert.deepEqual(verdict(3, 0), { kind: "consistent", orphans: [], inTransit: [a] });
  });
});

describe("in random traces", () => {
  it("a cut is inconsistent exactly where it is not closed under happened-before, else unknown with a send missing", () => {
    fc.assert(
      fc.property(
        randomTrace({ processes: 3, events: 9, messages: 7, unknownSends: true, cycles: true }),
        ({ trace }) => {
          const past = closure(trace);
          for (const cut of allCuts(trace)) {
            const inside = new Set(insideEvents(trace, cut));
            const isOpen = trace.messages.receive.some((r, i) => inside.has(r) && trace.messages.send[i] < 0);
            const expected = !isClosed(trace, past, cut) ? "inconsistent" : isOpen ? "unknown" : "consistent";
            assert.equal(verifyCut(trace, cut).kind, expected, `cut ${cut}`);
          }
        },
      ),
      { seed: 21, numRuns: 150 },
    );
  });
});
