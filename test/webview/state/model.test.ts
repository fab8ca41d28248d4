// The model of the panel: other cuts over the same trace keep what was worked out from the trace.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnThree, modelOf, snapshotCuts } from "./panelState.ts";

test("other cuts keep the layout, and are found by their ids", () => {
  const { trace } = drawnThree();
  const model = modelOf(trace);
  const layout = model.layout("time");
  const frontier = new Uint32Array(trace.processes.length);
  const none = new Int32Array(0);
  const cut = {
    ...{ id: "cut:7", title: "mine", frontier, snapshot: -1, words: "consistent" },
    ...{ verdict: "consistent" as const, orphans: none, inTransit: none },
  };
  const next = model.withCuts([...snapshotCuts(trace), cut]);
  assert.equal(next.layout("time"), layout);
  assert.equal(next.key, model.key);
  assert.equal(next.cut("cut:7")?.title, "mine");
  assert.equal(model.cut("cut:7"), undefined);
});
