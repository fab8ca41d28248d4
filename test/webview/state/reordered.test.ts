// The reordered run in the panel: on and off, move by move, and what is said and drawn of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { buildScene } from "../../../src/core/diagram/buildScene.ts";
import type { Action } from "../../../webview/state/actions.ts";
import { announcementOf } from "../../../webview/state/effects.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import { reorderedWords } from "../../../webview/state/reordered.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { after, drawnThree, modelOf } from "./panelState.ts";

const { trace } = drawnThree();
const model = modelOf(trace);
const chosen: Action = { type: "cut", cut: "snapshot:0", by: "user" };
const reorder: Action = { type: "reorder" };
const reordered = after(model, [chosen, reorder]);

test("all that comes before the recording stands before all that comes after, and the cut is a straight line", () => {
  assert.equal(reordered.axis, "reordered:0:-1");
  const { position } = model.layout(reordered.axis);
  const cut = model.shownCut(reordered)!;
  const isInside = (event: number): boolean =>
    event - trace.firstEvent[trace.events.process[event]] < cut.frontier[trace.events.process[event]];
  const events = [...position.keys()];
  const latest = Math.max(...events.filter(isInside).map((event) => position[event]));
  const earliest = Math.min(...events.filter((event) => !isInside(event)).map((event) => position[event]));
  assert.equal(earliest - latest, 2);
  const scene = buildScene(
    trace,
    model.layout(reordered.axis),
    model.index(reordered.axis),
    reordered.viewport!,
    model.overlay(reordered),
  );
  assert.equal(scene.crossings.length, 3);
  assert.ok(scene.crossings.every(({ x }) => Math.abs(x - scene.crossings[0].x) < 1e-6));
  const marks = scene.marks.filter(({ event }) => event >= 0);
  for (const { event, x } of marks) assert.equal(x < scene.crossings[0].x, isInside(event));
});

test("each move is told, and at the end that every pair is concurrent", () => {
  const drawn = traceFromText("P 0m----B-\nQ -*b*M0--", { markers: { m: 0 }, recorded: { 0: "b" } });
  const longer = modelOf(drawn.trace);
  const end = after(longer, [chosen, reorder]);
  const checked =
    "6 pairs swapped; each pair is concurrent: checked. Between before and after the run is in the recorded state, " +
    "with the recorded messages in the channels: checked.";
  assert.deepEqual(reorderedWords(longer, end.axis), ["before, snapshot 0, after", checked]);
  const told: string[] = [];
  let state = reduce(end, { type: "step", to: "first" }, longer);
  assert.match(reorderedWords(longer, state.axis)[1], /^6 pairs of events stand the wrong way round/);
  while (state.axis !== end.axis && told.length < 20) {
    const next = reduce(state, { type: "step", to: "next" }, longer);
    told.push(announcementOf(state, next, longer) ?? "");
    state = next;
  }
  const why =
    "It comes before the recording, they come after it. No message leads from any of them to it: " +
    "each is concurrent with it.";
  assert.deepEqual(told, [
    `Q, event 1 moves before 2 events ${why}`,
    `Q, event 2 moves before 2 events ${why}`,
    `before, snapshot 0, after ${checked}`,
  ]);
});

test("it ends where it began, also when another cut is chosen", () => {
  assert.equal(reduce(reordered, reorder, model).axis, "time");
  assert.equal(reduce(reordered, { type: "cut", cut: "", by: "user" }, model).axis, "time");
  assert.equal(
    after(model, [{ type: "cut", cut: "", by: "user" }, reorder]).axis,
    "time",
    "no snapshot, no order",
  );
});
