// The facts that details, hover and list tell, and which messages the panel takes at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventRows } from "../../../webview/controls/eventList.ts";
import {
  clockWords,
  type Fact,
  factsOfCut,
  factsOfEvent,
  factsOfMessage,
  hoverOfEvent,
  hoverOfMessage,
} from "../../../webview/controls/facts.ts";
import { isHostMessage } from "../../../webview/host.ts";
import { drawnThree, modelOf } from "../state/panelState.ts";

const { trace, event, message } = drawnThree();
const model = modelOf(trace);
const cut = model.cut("snapshot:0");
const told = (facts: readonly Fact[]): string[] => facts.map(({ name, value }) => `${name}: ${value}`);

test("an event's facts: what, where, when, its state before and after, its clock, its place at the cut", () => {
  assert.deepEqual(told(factsOfEvent(trace, event("A"), cut, model.vectorClock(event("A")))), [
    "What: receives token(3) from P",
    "Process: Q",
    "Event: 1 of 6",
    "Time: tick 3",
    "State: 5 tokens → 8 tokens",
    "Receives: token(3) from P to Q",
    "Vector clock: P 1, Q 1",
    "Cut: inside Snapshot 0",
  ]);
});

test("a message's facts: its ends, what became of it, and what the cut does to it", () => {
  assert.deepEqual(told(factsOfMessage(trace, message("b"), cut)), [
    "What: token(2)",
    "Kind: application message",
    "From: Q, event 2, tick 4",
    "To: P, event 5, tick 11",
    "Took: 7 ticks",
    "Cut: in transit at Snapshot 0",
  ]);
  assert.ok(told(factsOfMessage(trace, message("d"), cut)).includes("Fate: lost"));
});

test("a cut's facts: the state of each process and what each channel holds", () => {
  assert.deepEqual(told(factsOfCut(trace, cut!)), [
    "P: 7 tokens",
    "Q: 6 tokens",
    "R: 1 token",
    "Q → P: token(2)",
    "R → P: token(1)",
  ]);
});

test("hovers say what an event or a message is", () => {
  assert.deepEqual(hoverOfEvent(trace, event("a"), cut), [
    "P, event 1 at tick 1: sends token(3) to Q",
    "State: 10 tokens → 7 tokens",
    "inside Snapshot 0",
  ]);
  assert.deepEqual(hoverOfMessage(trace, message("c"), cut), [
    "token(1) from R to P",
    "in transit at Snapshot 0",
  ]);
});

test("the list has the same events in words, and says which are inside the cut", () => {
  const rows = eventRows(trace, 2, 0, cut);
  assert.deepEqual(
    rows.map(({ number, time, words, isInside }) => [number, time, words, isInside].join(" | ")),
    [
      "1 | tick 8 | sends token(1) to P | true",
      "2 | tick 14 | receives marker of snapshot 0 from P | false",
      "3 | tick 15 | record | false",
      "4 | tick 16 | sends marker of snapshot 0 to P, still in flight at the end | false",
      "5 | tick 17 | sends marker of snapshot 0 to Q, still in flight at the end | false",
    ],
  );
  assert.deepEqual(eventRows(trace, 2, 1, cut), []);
});

test("a long vector clock is counted, not told in full", () => {
  const clock = Uint32Array.of(1, 0, 3);
  assert.equal(clockWords(trace, clock), "P 1, R 3");
});

test("messages that are not of the protocol are refused", () => {
  const show = { type: "show", trace, cuts: [], selectCut: "", abilities: model.abilities };
  assert.ok(isHostMessage(show));
  assert.ok(isHostMessage({ type: "progress", words: "…", fraction: -1 }));
  for (const wrong of [
    undefined,
    null,
    "show",
    { type: "other" },
    { type: "failed" },
    { type: "selectEvent", event: "1", reveal: true },
    { ...show, trace: { ...trace, firstEvent: [0, 1] } },
    { ...show, trace: { ...trace, firstEvent: Uint32Array.of(0, 1, 2, 3) } },
    { type: "image", request: 1, format: "gif" },
  ]) {
    assert.equal(isHostMessage(wrong), false);
  }
});
