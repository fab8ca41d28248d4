// The cut that is moved in the panel: what the pointer and the keys do to it, what the host is asked for, and what stays
// when it answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyCut } from "../../../src/core/analysis/consistency.ts";
import { describeCutVerdict } from "../../../src/core/trace/verdict.ts";
import type { DiagramCut } from "../../../src/protocol/diagram.ts";
import { keyAction } from "../../../webview/canvas/keys.ts";
import type { Action } from "../../../webview/state/actions.ts";
import { announcementOf, postsOf } from "../../../webview/state/effects.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import type { ViewState } from "../../../webview/state/viewState.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { after, drawnThree, modelOf, shown, snapshotCuts } from "./panelState.ts";

const { trace } = drawnThree();
const model = modelOf(trace);
const layout = model.layout("time");
const chosen: Action = { type: "cut", cut: "snapshot:0", by: "user" };
const [P, Q] = [0, 1];

/** The state after some actions on the snapshot's cut. */
const from = (...actions: readonly Action[]): ViewState => after(model, [chosen, ...actions]);
const frontierOf = (state: ViewState): number[] => [...(model.shownCut(state)?.frontier ?? [])];
const postsAfter = (before: ViewState, action: Action) =>
  postsOf(action, before, reduce(before, action, model), model);

test("dragging a snapshot's cut makes a copy of it, whose verdict follows at once", () => {
  const held = from({ type: "grab", process: Q, by: "pointer" });
  const snapshot = model.cut("snapshot:0")!;
  assert.deepEqual(frontierOf(held), [...snapshot.frontier]);
  for (let position = -1; position < 24; position += 0.5) {
    const moved = reduce(held, { type: "holdAt", position }, model);
    const cut = model.shownCut(moved)!;
    const inside = [...layout.position.subarray(trace.firstEvent[Q], trace.firstEvent[Q + 1])].filter(
      (place) => place < position,
    );
    assert.equal(cut.frontier[Q], inside.length);
    const verdict = verifyCut(trace, cut.frontier);
    assert.deepEqual(
      [cut.verdict, cut.words, [...cut.orphans], [...cut.inTransit], cut.snapshot],
      [verdict.kind, describeCutVerdict(trace, verdict), verdict.orphans, verdict.inTransit, -1],
    );
    const roles = model.overlay(moved).roles;
    for (let m = 0; m < trace.messages.send.length; m++) {
      const role = verdict.orphans.some((each) => each === m)
        ? "orphan"
        : verdict.inTransit.some((each) => each === m)
          ? "inTransit"
          : undefined;
      assert.equal(roles.get(m), role);
    }
  }
  assert.deepEqual(snapshot.frontier, trace.snapshots[0].frontier, "the snapshot is as it was");
});

test("let go, the host is asked once for a new cut; until it answers the moved one is shown", () => {
  const moved = from({ type: "grab", process: P, by: "pointer" }, { type: "holdAt", position: 0 });
  assert.deepEqual(postsAfter(moved, { type: "holdAt", position: 3 }), []);
  const frontier = [0, 2, 1];
  assert.deepEqual(postsAfter(moved, { type: "setCut" }), [{ type: "setCut", cut: "", frontier }]);
  const set = reduce(moved, { type: "setCut" }, model);
  assert.deepEqual(postsAfter(set, { type: "setCut" }), []);
  assert.deepEqual(frontierOf(set), frontier);

  const own: DiagramCut = { ...model.shownCut(set)!, id: "cut:0" };
  const next = model.withCuts([...snapshotCuts(trace), own]);
  const answered = reduce(set, { type: "shown", before: model, selectCut: "cut:0" }, next);
  assert.deepEqual([answered.draft, answered.cut], [undefined, "cut:0"]);
  const shownCut = next.shownCut(answered);
  assert.deepEqual(shownCut?.line, set.draft?.line, "the line stays where it was put");
  assert.equal(next.shownCut({ ...answered, axis: "logical" }), own, "on another axis it does not");

  // The user's own cut is moved, not copied; where it comes back to its place nothing is asked.
  const again = reduce(answered, { type: "grab", process: P, by: "keys" }, next);
  const further = reduce(again, { type: "holdBy", events: 1 }, next);
  const asked = reduce(further, { type: "setCut" }, next);
  assert.deepEqual(postsOf({ type: "setCut" }, further, asked, next), [
    { type: "setCut", cut: "cut:0", frontier: [1, 2, 1] },
  ]);
  const back = reduce(further, { type: "holdBy", events: -1 }, next);
  const unasked = reduce(back, { type: "setCut" }, next);
  assert.deepEqual([unasked.draft, postsOf({ type: "setCut" }, back, unasked, next)], [undefined, []]);
});

test("who drags on before the host has answered moves the cut that the answer brings", () => {
  const set = from({ type: "newCut" });
  const again = reduce(set, { type: "grab", process: P, by: "pointer" }, model);
  assert.equal(again.draft?.awaits, true);
  const own: DiagramCut = { ...model.shownCut(set)!, id: "cut:4" };
  const next = model.withCuts([...snapshotCuts(trace), own]);
  const answered = reduce(again, { type: "shown", before: model, selectCut: "cut:4" }, next);
  assert.deepEqual([answered.draft?.cut, answered.draft?.awaits], ["cut:4", false]);
});

test("a new cut goes straight through the middle of the picture", () => {
  const state = after(model, [{ type: "newCut" }]);
  assert.equal(state.draft?.isSet, true);
  const middle = state.draft!.line[0];
  assert.ok(middle > layout.start && middle < layout.end);
  assert.ok(state.draft!.line.every((position) => position === middle));
  for (let event = 0; event < layout.position.length; event++) {
    const p = trace.events.process[event];
    const isInside: boolean = event - trace.firstEvent[p] < state.draft!.frontier[p];
    assert.equal(isInside, layout.position[event] < middle);
  }
  assert.equal(postsAfter(shown(model), { type: "newCut" })[0]?.type, "setCut");
});

test("the keys hold a frontier and move it; each step is told; Escape gives it up", () => {
  const press = (key: string, shiftKey = false) => ({
    ...{ key, shiftKey, ctrlKey: false, altKey: false, metaKey: false },
  });
  let state = from();
  const spoken: (string | undefined)[] = [];
  const type = (key: string, shift = false): void => {
    const action = keyAction(press(key, shift), state);
    assert.ok(action !== undefined, key);
    const before = state;
    state = reduce(state, action, model);
    spoken.push(announcementOf(before, state, model));
  };
  type("f");
  type("ArrowRight");
  type("ArrowDown");
  type("End");
  type("Home");
  assert.deepEqual(spoken, [
    "P: 1 of 7 events inside. consistent, 2 messages in transit",
    "P: 2 of 7 events inside. consistent, 2 messages in transit",
    "Q: 2 of 6 events inside. consistent, 2 messages in transit",
    "Q: 6 of 6 events inside. inconsistent, 1 orphan message",
    "Q: 0 of 6 events inside. consistent, 2 messages in transit",
  ]);
  assert.equal(keyAction(press("c"), state), undefined, "other keys wait");
  type("ArrowRight", true);
  assert.equal(frontierOf(state)[Q], 6, "ten events further, at most the last");
  type("Escape");
  assert.deepEqual(frontierOf(state), [...trace.snapshots[0].frontier]);
  assert.equal(spoken.at(-1), "The cut stays as it was");
});

test("a click that places a frontier asks the host at once, also where there is no cut yet", () => {
  const place: Action = { type: "placeAt", process: Q, frontier: 1, position: 5 };
  const none = shown(model);
  const [post] = postsAfter(none, place);
  assert.ok(post?.type === "setCut" && post.frontier[Q] === 1 && post.cut === "");
  assert.deepEqual(frontierOf(reduce(from(), place, model))[Q], 1);
});

test("another trace or another cut leaves nothing of what was being moved", () => {
  const moving = from({ type: "grab", process: P, by: "pointer" }, { type: "holdAt", position: 2 });
  assert.equal(reduce(moving, { type: "cut", cut: "", by: "host" }, model).draft, undefined);
  const other = modelOf(traceFromText("A -*-\nB -*-").trace);
  assert.equal(reduce(moving, { type: "shown", before: model, selectCut: "" }, other).draft, undefined);
  const chosenElsewhere = model.withCuts([...snapshotCuts(trace), { ...model.cuts[0], id: "cut:9" }]);
  const answered = reduce(moving, { type: "shown", before: model, selectCut: "cut:9" }, chosenElsewhere);
  assert.equal(answered.draft, undefined);
});
