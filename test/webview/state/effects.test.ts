// What the host and a screen reader are told of what happens in the panel.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Action } from "../../../webview/state/actions.ts";
import { announcementOf, postsOf } from "../../../webview/state/effects.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import { drawnThree, modelOf, shown } from "./panelState.ts";

const { trace, event, message } = drawnThree();
const model = modelOf(trace);

function effectsOf(action: Action, before = shown(model)) {
  const after = reduce(before, action, model);
  return { posts: postsOf(action, before, after, model), words: announcementOf(before, after, model), after };
}

test("a click tells the host the event and reveals its line, without taking the keyboard", () => {
  const { posts, words } = effectsOf({
    type: "select",
    selection: { event: event("A"), message: -1 },
    by: "pointer",
    reveal: false,
  });
  assert.deepEqual(posts, [
    { type: "eventSelected", event: event("A") },
    { type: "revealEvent", event: event("A"), focus: false },
  ]);
  assert.equal(words, "Q, event 1 at tick 3: receives token(3) from P");
});

test("a click on a message reveals the line of its sending", () => {
  const { posts, words } = effectsOf({
    type: "select",
    selection: { event: -1, message: message("b") },
    by: "pointer",
    reveal: false,
  });
  assert.deepEqual(posts, [{ type: "revealEvent", event: event("b"), focus: false }]);
  assert.equal(words, "token(2) from Q to P");
});

test("what the host selects is not told back to it", () => {
  const { posts } = effectsOf({
    type: "select",
    selection: { event: event("A"), message: -1 },
    by: "host",
    reveal: true,
  });
  assert.deepEqual(posts, []);
  assert.deepEqual(effectsOf({ type: "cut", cut: "snapshot:0", by: "host" }).posts, []);
});

test("Enter moves the keyboard to the source", () => {
  const { after } = effectsOf({
    type: "select",
    selection: { event: event("A"), message: -1 },
    by: "host",
    reveal: false,
  });
  assert.deepEqual(effectsOf({ type: "revealSource" }, after).posts, [
    { type: "revealEvent", event: event("A"), focus: true },
  ]);
});

test("a chosen cut is told with its verdict, a step with its rule", () => {
  const chosen = effectsOf({ type: "cut", cut: "snapshot:0", by: "user" });
  assert.deepEqual(chosen.posts, [{ type: "cutSelected", cut: "snapshot:0" }]);
  assert.equal(chosen.words, "Snapshot 0: consistent, 2 in transit");
  const { words } = effectsOf({ type: "step", to: "next" }, chosen.after);
  assert.match(words ?? "", /^Step 1 of 4\. Marker sending rule\. P starts the snapshot\./);
});

test("a cut is asked for from the selected event, and the nearest to the chosen one", () => {
  const { after } = effectsOf({
    type: "select",
    selection: { event: event("A"), message: -1 },
    by: "host",
    reveal: false,
  });
  assert.deepEqual(effectsOf({ type: "cutAt", by: "past" }, after).posts, [
    { type: "cutAt", event: event("A"), by: "past" },
  ]);
  assert.deepEqual(effectsOf({ type: "cutAt", by: "time" }).posts, []);
  const chosen = effectsOf({ type: "cut", cut: "snapshot:0", by: "user" });
  assert.deepEqual(effectsOf({ type: "nearestCut", side: "below" }, chosen.after).posts, [
    { type: "nearestCut", cut: "snapshot:0", side: "below" },
  ]);
});
