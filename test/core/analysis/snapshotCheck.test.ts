// The verdict on a snapshot: a right one, and a twin of it for each fault that a snapshot can have.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import type { SnapshotVerdict } from "../../../src/core/trace/verdict.ts";
import { type DrawnOptions, traceFromText } from "../../support/traceFromText.ts";

const SYSTEM: DrawnOptions = { tokens: { P: 5, Q: 5 }, carries: { a: 1, b: 2 }, markers: { m: 0, n: 0 } };

/** The verdict on the picture's first snapshot, with messages as letters. */
function verdictOn(picture: string, options: DrawnOptions = {}) {
  const { trace, message } = traceFromText(picture, { ...SYSTEM, ...options });
  const verdict: SnapshotVerdict = verifySnapshot(trace, trace.snapshots[0]);
  const letters = (ids: readonly number[]): string =>
    ["a", "b", "m", "n", "x"].filter((letter) => ids.includes(message(letter))).join("");
  return {
    kind: verdict.kind,
    orphans: letters(verdict.cut.orphans),
    unrecorded: letters(verdict.unrecorded),
    wronglyRecorded: letters(verdict.wronglyRecorded),
    tokens: verdict.tokens,
    reason: verdict.cut.kind === "unknown" ? verdict.cut.reason : undefined,
  };
}

const RIGHT = {
  kind: "consistent",
  orphans: "",
  unrecorded: "",
  wronglyRecorded: "",
  tokens: { missing: [], surplus: [] },
  reason: undefined,
};
const lacking = (count: number) => ({ missing: [{ token: "token", count }], surplus: [] });
const beyond = (count: number) => ({ missing: [], surplus: [{ token: "token", count }] });

//                 P records, its marker m goes to Q, which has sent a before; Q's marker n comes back.
const PICTURE = "P 0m--A-N\nQ -aM0n--";

describe("a snapshot", () => {
  it("whose channels hold what was in transit is right", () => {
    assert.deepEqual(verdictOn(PICTURE, { recorded: { 0: "a" } }), RIGHT);
  });

  it("that did not record a message in transit is wrong, and its tokens are missing", () => {
    assert.deepEqual(verdictOn(PICTURE), {
      ...RIGHT,
      kind: "inconsistent",
      unrecorded: "a",
      tokens: lacking(1),
    });
  });

  it("that recorded a message received before is wrong, and its tokens are there twice", () => {
    const verdict = verdictOn("P -A0m-N\nQ a--M0n", { recorded: { 0: "a" } });
    assert.deepEqual(verdict, { ...RIGHT, kind: "inconsistent", wronglyRecorded: "a", tokens: beyond(1) });
  });

  it("that recorded a message sent only later is wrong", () => {
    const verdict = verdictOn("P 0m-N---B\nQ --M0nb--".replace("n", "-").replace("N", "-"), {
      recorded: { 0: "b" },
    });
    assert.deepEqual(verdict, { ...RIGHT, kind: "inconsistent", wronglyRecorded: "b", tokens: beyond(2) });
  });

  it("that recorded one message twice is wrong, though the message was in transit", () => {
    const verdict = verdictOn(PICTURE, { recorded: { 0: "aa" } });
    assert.deepEqual(verdict, { ...RIGHT, kind: "inconsistent", wronglyRecorded: "a", tokens: beyond(1) });
  });

  it("whose cut has an orphan is wrong, whatever was recorded", () => {
    const verdict = verdictOn("P 0ma--\nQ --A0-".replace("m", "-"));
    assert.deepEqual(verdict, { ...RIGHT, kind: "inconsistent", orphans: "a", tokens: beyond(1) });
  });

  it("of a process that made tokens out of nothing is wrong by its tokens alone", () => {
    const { trace } = traceFromText("P *0\nQ 0-", { tokens: { P: 5 } });
    const made = {
      ...trace,
      states: {
        ...trace.states,
        changeStart: Uint32Array.of(0, 1, 1, 1),
        changeKey: Uint32Array.of(0),
        changeValue: Float64Array.of(7),
      },
    };
    const verdict = verifySnapshot(made, made.snapshots[0]);
    assert.deepEqual(
      [verdict.kind, verdict.cut.kind, verdict.tokens],
      ["inconsistent", "consistent", beyond(2)],
    );
  });

  it("that a process never took part in is unknown, with the process", () => {
    const verdict = verdictOn("P 0m---\nQ --a--", { to: { a: "P", m: "Q" } });
    const reason = { kind: "never-recorded", processes: [1] };
    assert.deepEqual(verdict, { ...RIGHT, kind: "unknown", reason, tokens: undefined });
  });

  it("that holds a receive without a send is unknown, with the message", () => {
    const verdict = verdictOn("P X0\nQ 0-");
    assert.deepEqual([verdict.kind, verdict.reason?.kind], ["unknown", "send-unknown"]);
  });

  it("whose cut is drawn but whose channels still wait is judged by the cut alone", () => {
    const unfinished = { 0: { kind: "trace-ended", channels: [] } } as const;
    const verdict = verdictOn("P 0m---\nQ -aM0n", { unfinished, to: { a: "P", n: "P" } });
    assert.deepEqual(verdict, { ...RIGHT, tokens: undefined });
  });

  it("of a trace without tokens is wrong by its channels all the same", () => {
    const none = { tokens: {}, carries: {} };
    const unrecorded = verdictOn(PICTURE, none);
    assert.deepEqual(unrecorded, { ...RIGHT, kind: "inconsistent", unrecorded: "a", tokens: undefined });
    const wrongly = verdictOn("P -A0m-N\nQ a--M0n", { ...none, recorded: { 0: "a" } });
    assert.deepEqual(wrongly, { ...RIGHT, kind: "inconsistent", wronglyRecorded: "a", tokens: undefined });
  });

  it("of a trace without tokens has nothing to conserve", () => {
    const verdict = verdictOn(PICTURE, { recorded: { 0: "a" }, tokens: {}, carries: {} });
    assert.deepEqual(verdict, { ...RIGHT, tokens: undefined });
  });
});
