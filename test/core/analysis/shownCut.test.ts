// A cut with all that is shown of it: the same facts for the panel, the views, the command line and the pictures.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askedCut, snapshotCut } from "../../../src/core/analysis/shownCut.ts";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const drawn = traceFromText("P 0m--A-N\nQ -aM0n--", {
  tokens: { P: 5, Q: 5 },
  carries: { a: 1 },
  markers: { m: 0, n: 0 },
  recorded: { 0: "a" },
});
const { trace } = drawn;

describe("the cut of a snapshot", () => {
  it("has the snapshot's verdict, words and witnesses", () => {
    assert.deepEqual(snapshotCut(trace, 0, verifySnapshot(trace, trace.snapshots[0])), {
      title: "snapshot 0",
      frontier: Uint32Array.of(0, 1),
      snapshot: 0,
      verdict: "consistent",
      words: "consistent, 1 message in transit",
      orphans: new Int32Array(0),
      inTransit: Int32Array.of(drawn.message("a")),
    });
  });
});

describe("a cut that somebody asked for", () => {
  it("is of no snapshot, and has its own verdict", () => {
    assert.deepEqual(askedCut(trace, "mine", Uint32Array.of(3, 0)), {
      title: "mine",
      frontier: Uint32Array.of(3, 0),
      snapshot: -1,
      verdict: "inconsistent",
      words: "inconsistent, 1 orphan message",
      orphans: Int32Array.of(drawn.message("a")),
      inTransit: new Int32Array(0),
    });
  });
});
