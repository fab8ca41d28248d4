// A step of a scenario in hand: what the pointer and the keys do to it, what the host is asked, what its answers do, and
// what a screen reader hears.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NONE } from "../../../src/core/trace/ids.ts";
import type { PanelToHost } from "../../../src/protocol/diagram.ts";
import { keyAction } from "../../../webview/canvas/keys.ts";
import type { Action } from "../../../webview/state/actions.ts";
import { announcementOf, postsOf } from "../../../webview/state/effects.ts";
import { movable } from "../../../webview/state/heldStep.ts";
import { Model } from "../../../webview/state/model.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import type { ViewState } from "../../../webview/state/viewState.ts";
import { openText } from "../../language/lightcone/support.ts";
import { shown } from "./panelState.ts";

const TEXT =
  'process P { G, Y }\nprocess Q { R }\nchannel P <-> Q latency 2\nP -> Q : Y at 2\nQ does "waits" at 3\nsnapshot by Q at 6\n';
const { trace } = await openText(TEXT);
assert.ok(trace !== undefined);
const abilities = { runSnapshot: true, reveal: true, edit: true };
const model = new Model(trace, [], abilities);
const { send, receive } = trace.messages;

interface Ran {
  readonly state: ViewState;
  readonly posts: readonly PanelToHost[];
  readonly words: readonly string[];
}

function ran(actions: readonly Action[], of = model): Ran {
  let state = shown(of);
  const posts: PanelToHost[] = [];
  const words: string[] = [];
  for (const action of actions) {
    const next = reduce(state, action, of);
    posts.push(...postsOf(action, state, next, of));
    const said = announcementOf(state, next, of);
    if (said !== undefined) words.push(said);
    state = next;
  }
  return { state, posts, words };
}

const press = (key: string, state: ViewState, shiftKey = false): Action | undefined =>
  keyAction({ key, shiftKey, ctrlKey: false, altKey: false, metaKey: false }, state);

test("a dragged receipt is asked about at each new time, and set where it is let go", () => {
  const { state, posts } = ran([
    { type: "editTake", event: receive[0], by: "pointer" },
    { type: "editTo", time: 4.2 },
    { type: "editTo", time: 6.8 },
    { type: "editTo", time: 7.1 },
    { type: "editAnswered", request: 1, isPossible: true, words: "received at tick 7" },
    { type: "editSet" },
  ]);
  assert.deepEqual(posts, [
    { type: "tryEdit", request: 1, edit: { kind: "receive", message: 0, time: 7 } },
    { type: "edit", request: 2, edit: { kind: "receive", message: 0, time: 7 } },
  ]);
  assert.equal(state.held?.isSet, true, "what was asked for is shown until the text has changed");
  const other = new Model({ ...trace }, [], abilities);
  assert.equal(reduce(state, { type: "shown", before: model, selectCut: "" }, other).held, undefined);
});

test("what cannot be is said and goes back; where it was, nothing is asked", () => {
  const refused = ran([
    { type: "editTake", event: receive[0], by: "pointer" },
    { type: "editTo", time: 1 },
    { type: "editAnswered", request: 1, isPossible: false, words: "it is sent at 2" },
    { type: "editSet" },
  ]);
  assert.equal(refused.posts.length, 1);
  assert.deepEqual([refused.state.held, refused.state.notice], [undefined, "Not possible: it is sent at 2"]);
  assert.equal(refused.words.at(-1), "Not possible: it is sent at 2");
  const back = ran([
    { type: "editTake", event: receive[0], by: "pointer" },
    { type: "editTo", time: 9 },
    { type: "editTo", time: 4 },
    { type: "editSet" },
  ]);
  assert.deepEqual([back.state.held, back.posts.length], [undefined, 2]);
  const late = ran([
    { type: "editTake", event: receive[0], by: "pointer" },
    { type: "editTo", time: 9 },
    { type: "editSet" },
    { type: "editAnswered", request: 2, isPossible: false, words: "no" },
  ]);
  assert.deepEqual([late.state.held, late.state.notice], [undefined, "Not possible: no"]);
});

test("an answer to an older question is not taken for one to the last", () => {
  const { state } = ran([
    { type: "editTake", event: receive[0], by: "pointer" },
    { type: "editTo", time: 8 },
    { type: "editTo", time: 9 },
    { type: "editAnswered", request: 1, isPossible: false, words: "no" },
  ]);
  assert.equal(state.held?.answer, undefined);
});

test("the keys do the same, and each step is told", () => {
  let state = reduce(
    shown(model),
    { type: "select", selection: { event: NONE, message: 0 }, by: "keys", reveal: false },
    model,
  );
  const words: (string | undefined)[] = [];
  const act = (action: Action | undefined): void => {
    assert.ok(action !== undefined);
    const next = reduce(state, action, model);
    words.push(announcementOf(state, next, model));
    state = next;
  };
  act(press("e", state));
  act(press("ArrowRight", state));
  act({ type: "editAnswered", request: 1, isPossible: true, words: "" });
  act(press("ArrowRight", state, true));
  act({ type: "editAnswered", request: 2, isPossible: false, words: "why" });
  assert.deepEqual(words, [
    "In hand: Y from P to Q: received at tick 4",
    undefined,
    "Y from P to Q: received at tick 5",
    undefined,
    "Y from P to Q: received at tick 15. Not possible: why",
  ]);
  act(press("ArrowLeft", state));
  const before = state;
  act(press("Enter", state));
  assert.deepEqual(postsOf({ type: "editSet" }, before, state, model), [
    { type: "edit", request: 4, edit: { kind: "receive", message: 0, time: 14 } },
  ]);
  const held = reduce(before, press("Escape", before) ?? { type: "fit" }, model);
  assert.equal(held.held, undefined);
});

test("a new step is carried along and across, then asked for", () => {
  let state = shown(model);
  for (const key of ["i", "ArrowDown", "ArrowRight", "ArrowRight"]) {
    const action = press(key, state);
    assert.ok(action !== undefined);
    state = reduce(state, action, model);
  }
  const { held } = state;
  assert.deepEqual([held?.kind, held?.process], ["add", 1]);
  const next = reduce(state, { type: "editSet" }, model);
  const edit = { kind: "add", process: 1, time: held?.time ?? NONE } as const;
  assert.deepEqual(postsOf({ type: "editSet" }, state, next, model), [{ type: "edit", request: 1, edit }]);
  const given = reduce(next, { type: "editAnswered", request: 1, isPossible: false, words: "" }, model);
  assert.deepEqual([given.held, given.notice], [undefined, ""], "who thinks better of it is not told off");
  const click = ran([{ type: "editAdd", process: 0, time: 3.3 }]);
  assert.deepEqual(click.posts, [{ type: "edit", request: 1, edit: { kind: "add", process: 0, time: 3 } }]);
});

test("a step is taken out by its event, by its receipt or by its message", () => {
  for (const selection of [
    { event: send[0], message: NONE },
    { event: NONE, message: 0 },
  ]) {
    const { posts } = ran([{ type: "select", selection, by: "host", reveal: false }, { type: "editRemove" }]);
    const event = selection.event === NONE ? receive[0] : send[0];
    assert.deepEqual(posts, [{ type: "edit", request: 1, edit: { kind: "remove", event } }]);
  }
  assert.deepEqual(ran([{ type: "editRemove" }]).posts, []);
});

test("what moves is a step: no marker, no recording that a marker caused, nothing on another axis or in a recorded trace", () => {
  const kinds = Array.from(trace.events.time, (_, event) => {
    const what = movable(model, "time", event);
    return typeof what === "string" ? "no" : what.kind;
  });
  // P: send, receives the marker, records, sends its marker. Q: local, receipt, records, sends the marker, receives P's.
  assert.deepEqual(kinds, ["time", "no", "no", "no", "time", "receive", "time", "no", "no"]);
  assert.match(String(movable(model, "logical", send[0])), /axis of time/);
  const recorded = new Model(trace, [], { runSnapshot: true, reveal: true });
  assert.equal(typeof movable(recorded, "time", send[0]), "string");
  const { state, posts } = ran(
    [{ type: "editTake", event: send[0], by: "keys" }, { type: "editNew" }, { type: "editRemove" }],
    recorded,
  );
  assert.deepEqual([state.held, posts], [undefined, []]);
});
