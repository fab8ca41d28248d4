// Cuts as people type them: what is understood, what is refused and why, and the way back to text.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyCut, fullCut } from "../../../src/core/trace/cut.ts";
import { cutText, readCutText } from "../../../src/core/trace/cutText.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const { trace } = traceFromText(`
  Paris  -a--*-
  rome   ---A--
`);

describe("a typed cut", () => {
  it("names frontiers, in any order, with blanks", () => {
    const read = readCutText(trace, " rome = 1 , Paris=2 ");
    assert.deepEqual(read, {
      kind: "frontiers",
      frontiers: new Map([
        ["rome", 1],
        ["Paris", 2],
      ]),
    });
  });

  it("takes another case of a name where that is clear", () => {
    const read = readCutText(trace, "PARIS=1");
    assert.deepEqual(read.kind === "frontiers" && [...read.frontiers.keys()], ["Paris"]);
  });

  it("names a moment", () => {
    assert.deepEqual(readCutText(trace, "at 3"), { kind: "time", time: 3 });
    assert.deepEqual(readCutText(trace, "@2.5"), { kind: "time", time: 2.5 });
  });

  for (const [text, fault] of [
    ["  ", { kind: "empty" }],
    ["Paris", { kind: "form", part: "Paris" }],
    ["Paris=-1", { kind: "form", part: "Paris=-1" }],
    ["=3", { kind: "form", part: "=3" }],
    ["Oslo=1", { kind: "unknown-process", name: "Oslo" }],
    ["Paris=1,paris=2", { kind: "twice", name: "Paris" }],
    ["rome=2", { kind: "too-many", name: "rome", events: 1 }],
  ] as const) {
    it(`refuses "${text}"`, () => assert.deepEqual(readCutText(trace, text), { kind: "fault", fault }));
  }

  it("has no moments where the trace has no times", () => {
    const timeless = { ...trace, timeUnit: "none" as const };
    assert.deepEqual(readCutText(timeless, "at 3"), { kind: "fault", fault: { kind: "no-times" } });
  });
});

describe("a cut as text", () => {
  it("leaves out processes without an event inside", () => {
    assert.equal(cutText(trace, Uint32Array.of(0, 1)), "rome=1");
    assert.equal(cutText(trace, emptyCut(trace)), "");
  });

  it("names only so many", () => {
    assert.equal(cutText(trace, fullCut(trace), 1), "Paris=2,…");
  });
});
