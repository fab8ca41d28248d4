// What lies below the messages in a picture: packets where they are asked for, on the axis of time, and processes that are
// down. Each packet in sight is drawn once, by what became of it, and none outside of the plot.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildScene } from "../../../src/core/diagram/buildScene.ts";
import { type Axis, layoutTrace } from "../../../src/core/diagram/layout.ts";
import { legendOf } from "../../../src/core/diagram/legend.ts";
import { indexMessages } from "../../../src/core/diagram/messageIndex.ts";
import { overlayOf } from "../../../src/core/diagram/overlay.ts";
import type { Scene } from "../../../src/core/diagram/scene.ts";
import { traceToSvg } from "../../../src/core/diagram/svg.ts";
import { fitted, type Orientation } from "../../../src/core/diagram/viewport.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { PacketFlag } from "../../../src/core/trace/packets.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { scenarioOf } from "../../language/lightcone/support.ts";

const TEXT = `
process P { G, Y }
process Q { R, P, B, O }
channel P <-> Q not fifo latency 2..4 loss 30 % duplication 20 % reliable
seed 5
P -> Q : Y
Q -> P : R
P -> Q : G
snapshot by Q
Q -> P : B
`;

function sceneOf(trace: Trace, axis: Axis, packets: boolean, orientation: Orientation = "right"): Scene {
  const layout = layoutTrace(trace, axis);
  const view = fitted(layout, trace.processes.length, {
    orientation,
    width: 900,
    height: 500,
    labelRoom: 60,
  });
  return buildScene(trace, layout, indexMessages(trace, layout), view, overlayOf(trace, { packets }));
}

const scenario: Scenario = await scenarioOf(TEXT);
const trace = simulate(scenario);

describe("packets", () => {
  it("are drawn where they are asked for, on the axis of time only", () => {
    assert.deepEqual(sceneOf(trace, "time", false).packets, []);
    assert.deepEqual(sceneOf(trace, "logical", true).packets, []);
    for (const orientation of ["right", "down"] as const) {
      const { packets } = sceneOf(trace, "time", true, orientation);
      assert.equal(packets.length, trace.packets?.sent.length);
    }
  });

  it("are told apart by what became of them", () => {
    const { packets } = sceneOf(trace, "time", true);
    const flags = Array.from(trace.packets?.flags ?? []);
    const lost = flags.filter((each) => (each & PacketFlag.lost) !== 0).length;
    assert.ok(lost > 0);
    assert.equal(packets.filter(({ role }) => role === "packetLost").length, lost);
    for (const { role, tip } of packets.filter((arrow) => arrow.tip !== "none"))
      assert.equal(tip, role === "packetLost" || role === "packetDropped" ? "cross" : "head");
    const words = legendOf(sceneOf(trace, "time", true)).map((entry) => entry.words);
    for (const word of ["packet", "acknowledgement", "packet lost"]) assert.ok(words.includes(word), word);
  });

  it("stand in the SVG picture by its option", () => {
    assert.ok(!traceToSvg(trace).includes("acknowledgement"));
    assert.ok(traceToSvg(trace, { packets: true }).includes("acknowledgement"));
  });
});

describe("a process that is down", () => {
  it("has a broken line from its crash to its restart, or to the end", async () => {
    const down = simulate(
      await scenarioOf(`${TEXT}P crashes at 20\nP restarts at 25\nP crashes at 30\nQ crashes at 40`),
    );
    const scene = sceneOf(down, "time", false);
    const lines = scene.lines.filter(({ role }) => role === "down");
    assert.equal(lines.length, 3);
    const at = (role: string) =>
      scene.marks.filter((mark) => mark.role === role).map(({ x }) => Math.round(x));
    assert.deepEqual(at("crash").sort(), lines.map(({ x1 }) => Math.round(x1)).sort());
    assert.deepEqual(at("restart"), [Math.round(lines[0].x2)]);
    assert.deepEqual(
      legendOf(scene)
        .map(({ sign }) => sign)
        .filter((sign) => ["crash", "restart", "down"].includes(sign)),
      ["crash", "restart", "down"],
    );
  });
});
