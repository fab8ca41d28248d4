// Processes that are hidden: their lanes and their messages are not in the picture, everything else is as it was, and the
// host is told, so that it can keep them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { buildScene } from "../../../src/core/diagram/buildScene.ts";
import { hitTest } from "../../../src/core/diagram/hitTest.ts";
import { receiverOf, senderOf } from "../../../src/core/trace/trace.ts";
import type { PanelToHost } from "../../../src/protocol/diagram.ts";
import { Store } from "../../../webview/state/store.ts";
import { drawnThree, modelOf } from "./panelState.ts";

const { trace, event } = drawnThree();

function opened(saved?: unknown) {
  const posted: PanelToHost[] = [];
  const spoken: string[] = [];
  const kept: { state: unknown } = { state: saved };
  const store = new Store({
    host: {
      post: (message) => posted.push(message),
      savedState: () => kept.state,
      saveState: (state) => {
        kept.state = JSON.parse(JSON.stringify(state));
      },
      given: {},
    },
    changed: () => {},
    announce: (words) => spoken.push(words),
  });
  store.dispatch({ type: "resize", width: 1000, height: 500 });
  store.show(modelOf(trace), "snapshot:0");
  const scene = () => {
    const { state, model } = store;
    const layout = model!.layout(state.axis);
    const index = model!.index(state.axis);
    return { layout, scene: buildScene(trace, layout, index, state.viewport!, model!.overlay(state)) };
  };
  return { store, posted, spoken, kept, scene };
}

test("without a process neither its line nor its events nor its messages are drawn, and the cut goes through the others", () => {
  const { store, posted, spoken, scene } = opened();
  store.dispatch({ type: "hide", processes: ["Q", "nobody", "Q"] });
  assert.deepEqual(posted.at(-1), { type: "hidden", processes: ["Q"] });
  assert.ok(spoken.includes("1 process hidden"));
  const { scene: picture, layout } = scene();
  assert.deepEqual([...layout.lanes], [0, 2]);
  const shown = new Set(
    picture.marks.filter((mark) => mark.event >= 0).map((mark) => trace.events.process[mark.event]),
  );
  assert.deepEqual(shown, new Set([0, 2]));
  assert.deepEqual(
    picture.crossings.map(({ process }) => process),
    [0, 2],
  );
  for (const { message } of picture.arrows) {
    assert.ok(senderOf(trace, message) !== 1 && receiverOf(trace, message) !== 1);
  }
  assert.deepEqual(
    picture.frameLabels.filter(({ role }) => role === "lane").map(({ text }) => text),
    ["P", "R"],
  );
  // What is drawn in a lane is found there.
  const mark = picture.marks.find((each) => each.event === event("c"));
  assert.ok(mark !== undefined);
  const found = hitTest(trace, layout, store.state.viewport!, picture, mark, 9);
  assert.equal(found.event, event("c"));
  store.dispatch({ type: "hide", processes: [] });
  assert.deepEqual([...scene().layout.lanes], [0, 1, 2]);
});

test("keys pass a hidden process over, and hide that of the selected event; never the last one", () => {
  const { store } = opened();
  const select = (id: number) =>
    store.dispatch({ type: "select", selection: { event: id, message: -1 }, by: "keys", reveal: true });
  store.dispatch({ type: "hide", processes: ["Q"] });
  select(event("a"));
  store.dispatch({ type: "go", to: "laneAfter" });
  assert.equal(trace.events.process[store.state.selection.event], 2);
  store.dispatch({ type: "hideSelected" });
  assert.deepEqual(store.state.hidden, ["Q", "R"]);
  select(event("a"));
  store.dispatch({ type: "hideSelected" });
  assert.deepEqual(store.state.hidden, ["Q", "R"], "one process stays");
  store.dispatch({ type: "hold" });
  store.dispatch({ type: "holdLane", direction: 1 });
  assert.equal(store.state.draft?.process, 0);
});

test("what is hidden outlives a reload, and the host is told of it", () => {
  const { store, kept } = opened();
  store.dispatch({ type: "hide", processes: ["P"] });
  store.save();
  const again = opened(kept.state);
  assert.deepEqual(again.store.state.hidden, ["P"]);
  assert.deepEqual([...again.scene().layout.lanes], [1, 2]);
  assert.deepEqual(again.posted[0], { type: "hidden", processes: ["P"] });
});
