// Finding in the panel: the way from hit to hit along the axis, the place among them, and what a search that runs in
// pieces leaves when another text is typed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { TextSearch } from "../../../src/core/trace/textSearch.ts";
import { hitWords } from "../../../webview/controls/findBar.ts";
import { Finder } from "../../../webview/finder.ts";
import type { Action } from "../../../webview/state/actions.ts";
import { postsOf } from "../../../webview/state/effects.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import type { ViewState } from "../../../webview/state/viewState.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { after, drawnThree, modelOf, shown } from "./panelState.ts";

const { trace, event, message } = drawnThree();
const model = modelOf(trace);

function found(text: string, on = model): ViewState {
  const search = new TextSearch(on.trace, text);
  search.run(1_000_000);
  const actions: Action[] = [
    { type: "find", isOpen: true, text },
    { type: "found", text, hits: search.hits, isDone: true },
  ];
  return after(on, actions);
}

const next: Action = { type: "hit", direction: 1 };
const previous: Action = { type: "hit", direction: -1 };

test("Enter goes from hit to hit along the axis, round and round, and back", () => {
  const records = found("record");
  assert.equal(hitWords(records, model), "3 hits");
  const seen: number[] = [];
  let state = records;
  for (let i = 0; i < 4; i++) {
    state = reduce(state, next, model);
    seen.push(state.selection.event);
    assert.equal(hitWords(state, model), `${(i % 3) + 1} of 3`);
  }
  const places = seen.map((hit) => model.layout("time").position[hit]);
  assert.ok(places[0] < places[1] && places[1] < places[2] && places[3] === places[0]);
  assert.equal(reduce(state, previous, model).selection.event, seen[2]);
  assert.equal(after(model, [previous, previous], records).selection.event, seen[1]);
});

test("a message is a hit too; the cut from it holds its receipt", () => {
  const state = after(model, [next], found("token(3)"));
  assert.deepEqual(state.selection, { event: -1, message: message("a") });
  const cut: Action = { type: "cutAt", by: "past" };
  assert.deepEqual(postsOf(cut, state, state, model), [{ type: "cutAt", event: event("A"), by: "past" }]);
});

test("what is not found is said; nothing is said of no text", () => {
  assert.equal(hitWords(found("nowhere"), model), "no hit");
  assert.equal(hitWords(found(""), model), "");
  assert.deepEqual(reduce(found("nowhere"), next, model).selection, { event: -1, message: -1 });
});

test("what an earlier text found does not count for a later one", () => {
  const typed = after(model, [{ type: "find", text: "q" }], found("record"));
  assert.deepEqual([typed.find.hits.length, hitWords(typed, model)], [0, "…"]);
  const late = reduce(typed, { type: "found", text: "record", hits: Uint32Array.of(1), isDone: true }, model);
  assert.equal(late.find.hits.length, 0);
});

test("the finder searches in pieces and ends with all; a new text ends the old search", async () => {
  const large = modelOf(randomTrace({ seed: 4, processes: 9, events: 200_000 }));
  const state = { now: shown(large) };
  const told: { text: string; isDone: boolean }[] = [];
  const store = {
    get state() {
      return state.now;
    },
    model: large,
    dispatch: (action: Action) => {
      if (action.type === "found") told.push({ text: action.text, isDone: action.isDone });
      state.now = reduce(state.now, action, large);
    },
  };
  const finder = new Finder(store);
  const type = (text: string): void => {
    store.dispatch({ type: "find", text });
    finder.follow();
  };
  type("p");
  type("p3");
  while (!state.now.find.isDone) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const whole = new TextSearch(large.trace, "p3");
  whole.run(Number.POSITIVE_INFINITY);
  assert.deepEqual(state.now.find.hits, whole.hits);
  assert.ok(!told.some(({ text, isDone }) => text === "p" && isDone), "the first search was given up");
  assert.equal(told.at(-1)?.isDone, true);
});
