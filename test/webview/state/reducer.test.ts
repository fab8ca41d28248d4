// The panel's state: selection, navigation, stepping, zoom, and what outlives the panel.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Selection } from "../../../src/core/diagram/overlay.ts";
import { isFitted } from "../../../src/core/diagram/viewport.ts";
import type { Action } from "../../../webview/state/actions.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import { INITIAL, restored, savedFrom } from "../../../webview/state/viewState.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { after, drawnThree, modelOf, shown, snapshotCuts } from "./panelState.ts";

const { trace, event, message } = drawnThree();
const model = modelOf(trace);
const select = (selection: Selection): Action => ({
  type: "select",
  selection,
  by: "pointer",
  reveal: false,
});
const selectEvent = (id: number): Action => select({ event: id, message: -1 });

test("a shown trace is seen whole", () => {
  const state = shown(model);
  assert.ok(state.viewport !== undefined && isFitted(state.viewport, model.layout("time")));
  assert.equal(state.progress, undefined);
});

test("going along a process and along a message", () => {
  const at = (to: Extract<Action, { type: "go" }>["to"], from: string): number =>
    after(model, [selectEvent(event(from)), { type: "go", to }]).selection.event;
  assert.equal(at("next", "A"), event("b"));
  assert.equal(at("previous", "A"), event("A"));
  assert.equal(at("last", "a"), event("d"));
  assert.equal(at("first", "d"), event("a"));
  assert.equal(at("otherEnd", "a"), event("A"));
  assert.equal(at("otherEnd", "A"), event("a"));
  assert.equal(at("otherEnd", "d"), event("d"), "a lost message leads nowhere");
  assert.equal(at("laneAfter", "c"), event("c"));
  assert.equal(at("laneBefore", "c"), event("b"));
});

test("a selected message is where the keys start, from its sending", () => {
  const state = after(model, [select({ event: -1, message: message("b") }), { type: "go", to: "otherEnd" }]);
  assert.equal(state.selection.event, event("B"));
});

test("without a selection the keys start in the middle of the picture", () => {
  assert.ok(after(model, [{ type: "go", to: "next" }]).selection.event >= 0);
});

test("stepping goes from the first rule to the end, and back to the whole", () => {
  const cut: Action = { type: "cut", cut: "snapshot:0", by: "user" };
  const steps = model.steps(model.cut("snapshot:0")).length;
  assert.equal(after(model, [cut, { type: "step", to: "next" }]).step, 0);
  assert.equal(after(model, [cut, { type: "step", to: "previous" }]).step, steps - 1);
  const end = after(model, [cut, { type: "step", to: "last" }, { type: "step", to: "next" }]);
  assert.equal(end.step, steps - 1);
  assert.equal(after(model, [cut, { type: "step", to: 1 }, { type: "step", to: "whole" }]).step, -1);
  assert.equal(after(model, [{ type: "step", to: "next" }]).step, -1, "no snapshot, no steps");
});

test("playing begins anew at the end, and stops there", () => {
  const cut: Action = { type: "cut", cut: "snapshot:0", by: "user" };
  const playing = after(model, [cut, { type: "step", to: "last" }, { type: "play", isPlaying: true }]);
  assert.equal(playing.step, 0);
  assert.equal(playing.isPlaying, true);
  const steps = model.steps(model.cut("snapshot:0")).length;
  const next: Action = { type: "step", to: "next" };
  const done = after(
    model,
    Array.from({ length: steps }, () => next),
    playing,
  );
  assert.equal(done.isPlaying, false);
});

test("zooming without a pointer is about the selection", () => {
  const state = after(model, [selectEvent(event("C")), { type: "zoom", factor: 4 }]);
  const position = model.layout("time").position[event("C")];
  const { viewport } = state;
  assert.ok(viewport !== undefined);
  const along = viewport.labelRoom + (position - viewport.start) * viewport.scale;
  const before = shown(model).viewport!;
  assert.ok(Math.abs(along - (before.labelRoom + (position - before.start) * before.scale)) < 1);
});

test("a new version of the file keeps what is selected where it is still there", () => {
  const longer = traceFromText("O -*-\nP  -a---0mn---B----C--d-\nQ  ---Ab-------M0oq---", {
    markers: { m: 0 },
  });
  const next = modelOf(longer.trace, snapshotCuts(longer.trace));
  const state = after(model, [selectEvent(event("b"))]);
  const updated = reduce(state, { type: "shown", before: model, selectCut: "" }, next);
  assert.equal(updated.selection.event, longer.event("b"));
  const gone = after(model, [selectEvent(event("c"))]);
  assert.equal(reduce(gone, { type: "shown", before: model, selectCut: "" }, next).selection.event, -1);
});

test("saved and restored, the picture is the same", () => {
  const state = after(model, [
    { type: "cut", cut: "snapshot:0", by: "user" },
    { type: "step", to: 1 },
    { type: "orientation", orientation: "down" },
    { type: "zoom", factor: 3, along: 300 },
    selectEvent(event("A")),
  ]);
  const kept = JSON.parse(JSON.stringify(savedFrom(state, model.key)));
  const { state: again, trace: key } = restored(kept, {});
  assert.equal(key, model.key);
  assert.deepEqual(shown(model, again), {
    ...state,
    listedProcess: 0,
    listedPage: 0,
  });
});

test("what was saved by something else is not restored", () => {
  for (const saved of [
    undefined,
    null,
    7,
    {},
    { version: 1 },
    { version: 2, trace: "x", window: { start: "a" } },
  ]) {
    assert.deepEqual(restored(saved, {}), { state: INITIAL, trace: "" });
  }
});

test("ids that the trace does not have select nothing", () => {
  assert.deepEqual(after(model, [selectEvent(10_000)]).selection, { event: -1, message: -1 });
});

test("without a saved state the panel begins as the host's page says", () => {
  const { state } = restored(undefined, { axis: "logical", direction: "down" });
  assert.deepEqual([state.axis, state.orientation], ["logical", "down"]);
});
