// Two events compared in the panel: one is marked, the next that is selected is compared with it, and looking at the
// steps of the chain between them leaves the comparison as it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stepWords } from "../../../webview/controls/comparison.ts";
import type { Action } from "../../../webview/state/actions.ts";
import { announcementOf } from "../../../webview/state/effects.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import { restored, savedFrom, type ViewState } from "../../../webview/state/viewState.ts";
import { pictureOf } from "../../core/diagram/picture.ts";
import { after, drawnThree, modelOf, shown } from "./panelState.ts";

const { trace, event, message } = drawnThree();
const model = modelOf(trace);
const select = (id: number, inChain = false): Action => ({
  ...{ type: "select", selection: { event: id, message: -1 }, by: "keys", reveal: false },
  inChain,
});
const marked = (name: string): ViewState => after(model, [select(event(name)), { type: "mark" }]);
const words = (state: ViewState): string | undefined => model.comparison(state)?.words;

test("a marked event is compared with each that is selected after it", () => {
  const state = marked("a");
  assert.equal(words(state), undefined);
  assert.equal(
    words(after(model, [select(event("A"))], state)),
    "P, event 1 happened before Q, event 1, through 1 message",
  );
  assert.equal(
    words(after(model, [select(event("c"))], state)),
    "P, event 1 and R, event 1 are concurrent: neither happened before the other",
  );
  assert.equal(words(after(model, [select(event("a"))], state)), undefined, "not with itself");
});

test("looking at the chain, or at a message, leaves the comparison", () => {
  const state = after(model, [select(event("B"))], marked("a"));
  const chain = model.comparison(state)?.chain ?? [];
  assert.deepEqual(
    chain.map((step) => stepWords(trace, step)),
    ["P: event 1 to event 5"],
  );
  const looked = after(model, [select(event("A"), true)], state);
  assert.equal(words(looked), words(state));
  const selected: Action = {
    type: "select",
    selection: { event: -1, message: message("b") },
    by: "pointer",
    reveal: false,
  };
  assert.equal(words(after(model, [selected], state)), words(state));
});

test("the mark goes by the same key, and with it what was compared", () => {
  const state = after(model, [select(event("B")), { type: "unmark" }], marked("a"));
  assert.deepEqual([state.anchor, state.compared], [-1, -1]);
  const again = after(model, [{ type: "mark" }], marked("a"));
  assert.equal(again.anchor, -1);
});

test("mark and relation are told", () => {
  const before = after(model, [select(event("a"))]);
  const state = reduce(before, { type: "mark" }, model);
  assert.match(announcementOf(before, state, model) ?? "", /^Marked: P, event 1 .* Select another/);
  const next = reduce(state, select(event("A")), model);
  assert.match(announcementOf(state, next, model) ?? "", /^Q, event 1 .*\. P, event 1 happened before Q/);
});

test("the chain and the mark are drawn, and explained in the legend's signs", () => {
  const longer = after(model, [select(event("d"))], marked("A"));
  const chain = model.comparison(longer)?.chain ?? [];
  assert.deepEqual(
    chain.map(({ kind }) => kind),
    ["process", "message", "process"],
  );
  const { scene } = pictureOf(trace, { anchor: event("A"), chain });
  assert.equal(scene.lines.filter(({ role }) => role === "chain").length, 2);
  assert.deepEqual(
    scene.arrows.filter(({ role }) => role === "chain").map((arrow) => arrow.message),
    [message("b")],
  );
  assert.equal(scene.marks.filter(({ role }) => role === "anchor").length, 1);
});

test("both events outlive a reload", () => {
  const state = after(model, [select(event("B"))], marked("a"));
  const { state: again } = restored(JSON.parse(JSON.stringify(savedFrom(state, model.key))), {});
  assert.equal(words(shown(model, again)), words(state));
});
