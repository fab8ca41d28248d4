// Global states at a cut and of a snapshot, and the multisets of tokens that they hold.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyCut, fullCut } from "../../../src/core/trace/cut.ts";
import { contentOf, globalStateAt, recordedState, tokensOf } from "../../../src/core/trace/globalState.ts";
import {
  countTokens,
  EMPTY_STATE,
  plainTokenCount,
  plainTokens,
  sameState,
  tokenList,
} from "../../../src/core/trace/localState.ts";
import { traceFromText } from "../../support/traceFromText.ts";

// a, b and c leave P in this order; b overtakes a. m is a marker.
const drawn = traceFromText("P -ab-cm--D\nQ ---B---Ad", {
  tokens: { P: 10, Q: 4 },
  carries: { a: 1, b: 2, c: 3, d: 4 },
  markers: { m: 0 },
  to: { c: "Q", m: "Q" },
});
const { trace } = drawn;
const held = (cut: Uint32Array): number[] => globalStateAt(trace, cut).processes.map(plainTokenCount);
const channels = (cut: Uint32Array) =>
  globalStateAt(trace, cut).channels.map(({ from, to, messages }) => [from, to, [...messages]]);

describe("the global state at a cut", () => {
  it("is the initial states at the empty cut and the final ones at the full cut", () => {
    assert.deepEqual(held(emptyCut(trace)), [10, 4]);
    assert.deepEqual(held(fullCut(trace)), [8, 3]);
  });

  it("has in each channel the messages in transit, in the order of their sending, and no markers", () => {
    assert.deepEqual(channels(Uint32Array.of(4, 0)), [[0, 1, ["a", "b", "c"].map(drawn.message)]]);
    assert.deepEqual(channels(Uint32Array.of(4, 1)), [[0, 1, ["a", "c"].map(drawn.message)]]);
  });

  it("goes by the sending where the source tells of a message's receipt before its sending", () => {
    const skewed = traceFromText("P --ab\nQ B---", { to: { a: "Q" } });
    const [channel] = globalStateAt(skewed.trace, Uint32Array.of(2, 0)).channels;
    assert.deepEqual(channel.messages, [skewed.message("a"), skewed.message("b")]);
  });

  it("lists only channels that hold something, by their ends", () => {
    assert.deepEqual(channels(emptyCut(trace)), []);
    assert.deepEqual(
      channels(Uint32Array.of(1, 3)).map(([from, to]) => [from, to]),
      [[1, 0]],
    );
  });

  it("has all tokens at every consistent cut", () => {
    for (const cut of [emptyCut(trace), Uint32Array.of(3, 1), Uint32Array.of(4, 3), fullCut(trace)]) {
      assert.deepEqual(tokensOf(trace, globalStateAt(trace, cut)), [{ token: "token", count: 14 }]);
    }
  });
});

describe("the state that a snapshot recorded", () => {
  it("has the channels as they were recorded, right or wrong", () => {
    const snapshot = traceFromText("P 0-ab\nQ -0-A", {
      tokens: { P: 5 },
      carries: { a: 1, b: 2 },
      to: { b: "Q" },
      recorded: { 0: "b" },
    });
    const state = recordedState(snapshot.trace, snapshot.trace.snapshots[0]);
    assert.deepEqual(state.processes.map(plainTokenCount), [5, 0]);
    assert.deepEqual(state.channels, [{ from: 0, to: 1, messages: [snapshot.message("b")] }]);
  });
});

describe("what a message carries", () => {
  it("is nothing for a marker", () => {
    assert.equal(contentOf(trace, drawn.message("m")), EMPTY_STATE);
    assert.equal(plainTokenCount(contentOf(trace, drawn.message("c"))), 3);
  });
});

describe("tokens", () => {
  it("are counted up and down, listed by name, without those whose count is 0", () => {
    const counts = new Map<string, number>();
    const state = {
      tokens: [
        { token: "Y", count: 2 },
        { token: "B", count: 1 },
      ],
      fields: [],
    };
    countTokens(counts, state);
    countTokens(counts, state, 2);
    countTokens(counts, { tokens: [{ token: "B", count: 3 }], fields: [] }, -1);
    assert.deepEqual(tokenList(counts), [{ token: "Y", count: 6 }]);
  });

  it("without a name are a state of their own, none of them the empty state", () => {
    assert.deepEqual([plainTokenCount(plainTokens(7)), plainTokens(0)], [7, EMPTY_STATE]);
  });

  it("make states differ by name, by count, by being there", () => {
    const y = { tokens: [{ token: "Y", count: 2 }], fields: [{ name: "x", value: 1 }] };
    assert.equal(sameState(y, structuredClone(y)), true);
    assert.equal(sameState(y, { ...y, tokens: [{ token: "Y", count: 1 }] }), false);
    assert.equal(sameState(y, { ...y, tokens: [{ token: "B", count: 2 }] }), false);
    assert.equal(sameState(y, { ...y, tokens: [] }), false);
    assert.equal(sameState(y, { ...y, fields: [{ name: "x", value: "1" }] }), false);
    assert.equal(sameState(y, { ...y, fields: [...y.fields, { name: "y", value: 1 }] }), false);
  });
});
