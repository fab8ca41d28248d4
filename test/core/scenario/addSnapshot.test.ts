// A scenario with one snapshot more, and the actions of scenarios in general.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import { ActionBuilder } from "../../../src/core/scenario/actionBuilder.ts";
import { nextSnapshotId, withSnapshot } from "../../../src/core/scenario/addSnapshot.ts";
import { ActionKind, findChannel } from "../../../src/core/scenario/scenario.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { asChannel, asProcess, NONE } from "../../../src/core/trace/ids.ts";
import { RING, scenarioOf } from "../../support/smallScenarios.ts";

const [p, q] = [asProcess(0), asProcess(1)];
const scenario = scenarioOf(
  RING,
  [
    { send: 0, tokens: 1 },
    { snapshot: 4, by: 2 },
    { send: 1, tokens: 2 },
  ],
  [0, 2, 2],
);

describe("a scenario with a further snapshot", () => {
  it("takes it under the next free id, after what the script does at that time", () => {
    const { actions } = withSnapshot(scenario, [p, q], 2);
    assert.deepEqual([...actions.kind], [0, 1, 0, 1, 1]);
    assert.deepEqual([...actions.argument].slice(3), [5, 5]);
    assert.deepEqual([...actions.process].slice(3), [0, 1]);
    assert.deepEqual([...actions.time], [0, 2, 2, 2, 2]);
  });

  it("takes it before what comes later", () => {
    const { actions } = withSnapshot(scenario, [q], 1);
    assert.deepEqual([...actions.kind], [0, 1, 1, 0]);
    assert.deepEqual([...actions.argument].slice(1, 3), [5, 4]);
  });

  it("goes on until then, and no less long than before", () => {
    assert.equal(withSnapshot(scenario, [p], 9).endTime, 9);
    assert.equal(withSnapshot(scenario, [p], 1).endTime, 2);
  });

  it("leaves the one that it was made from as it is", () => {
    const before = structuredClone(scenario);
    withSnapshot(scenario, [p], 1);
    assert.deepEqual(scenario, before);
  });

  it("runs, and both snapshots are right", () => {
    const trace = simulate(withSnapshot(scenario, [p, q], 3));
    assert.deepEqual(
      trace.snapshots.map(({ id, initiators }) => [id, initiators]),
      [
        [4, [2]],
        [5, [0, 1]],
      ],
    );
    for (const snapshot of trace.snapshots) assert.equal(verifySnapshot(trace, snapshot).kind, "consistent");
  });
});

describe("the next free id", () => {
  it("is 0 in a scenario without snapshots, else one more than the largest", () => {
    assert.equal(nextSnapshotId(scenarioOf(RING, [{ send: 0, tokens: 1 }])), 0);
    assert.equal(nextSnapshotId(scenario), 5);
  });
});

describe("the actions of a scenario", () => {
  it("are sorted by time; those at one time keep their order", () => {
    const builder = new ActionBuilder();
    builder.send(5, p, asChannel(0), 10, 1, 100);
    builder.snapshot(2, q, 11, 2, 101);
    builder.send(5, q, asChannel(1), 12);
    builder.send(2, p, asChannel(0), 13);
    const actions = builder.build();
    assert.deepEqual([...actions.argument], [11, 13, 10, 12]);
    assert.deepEqual([...actions.time], [2, 2, 5, 5]);
    assert.deepEqual(
      [...actions.kind],
      [ActionKind.snapshot, ActionKind.send, ActionKind.send, ActionKind.send],
    );
    assert.deepEqual([...actions.channel], [NONE, 0, 0, 1]);
    assert.deepEqual(
      [[...actions.file], [...actions.line]],
      [
        [2, 0, 1, 0],
        [101, 0, 100, 0],
      ],
    );
  });
});

describe("actions that come in the opposite order of time", () => {
  it("are sorted too", () => {
    const builder = new ActionBuilder();
    for (const time of [9, 5, 2]) builder.snapshot(time, p, time);
    assert.deepEqual([...builder.build().time], [2, 5, 9]);
  });
});

describe("the channel between two processes", () => {
  it("goes one way", () => {
    assert.equal(findChannel(scenario, p, q), 0);
    assert.equal(findChannel(scenario, q, p), NONE);
  });
});
