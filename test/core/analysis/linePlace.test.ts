// What each line of a scenario stands for in its diagram, line by line; and that steps and events meet both ways.

import assert from "node:assert/strict";
import { test } from "node:test";
import { placeAtLine, scenarioAtLine } from "../../../src/core/analysis/linePlace.ts";
import { stepEvents } from "../../../src/core/analysis/stepEvents.ts";
import { describeEvent } from "../../../src/core/trace/describe.ts";
import { NONE } from "../../../src/core/trace/ids.ts";
import { openText } from "../../language/lightcone/support.ts";

const TEXT = `process P { G, Y }
process Q { R }
channel P <-> Q latency 2
P -> Q : Y as y at 2
Q receives y
Q does "thinks" at 6  Q -> P : R at 7
snapshot s by P at 3
snapshot by Q at 20
cut early at 3
expect snapshot s consistent
expect cut early consistent
expect end { P { G, R }  Q { Y } }
P -> Q : B at 30
`;

test("every line: sends, waits, several steps on a line, snapshots, cuts, expectations, and what did not happen", async () => {
  const { trace, scenario } = await openText(TEXT);
  assert.ok(trace !== undefined && scenario !== undefined);
  const told = TEXT.trimEnd()
    .split("\n")
    .map((_, i) => {
      const { event, cut } = placeAtLine(scenario, trace, i + 1);
      return [event === NONE ? "" : describeEvent(trace, event), cut];
    });
  assert.deepEqual(told, [
    ["", ""],
    ["", ""],
    ["", ""],
    ["P, event 1 at tick 2: sends Y to Q", ""],
    ["Q, event 1 at tick 4: receives Y from P", ""],
    ["Q, event 5 at tick 6: thinks", ""],
    ["P, event 2 at tick 3: records its state for snapshot 1", "snapshot:1"],
    [told[7][0], "snapshot:2"],
    ["", "drawn:early"],
    ["", "snapshot:1"],
    ["", "drawn:early"],
    ["", ""],
    ["", ""],
  ]);
  assert.match(told[7][0], /Q, event \d at tick 20: records its state/);
});

test("steps and events meet both ways; events of markers and of draws stand for no step", async () => {
  const { trace, scenario } = await openText(`${TEXT}random 3 sends seed 4 at 40\n`);
  assert.ok(trace !== undefined && scenario !== undefined);
  const { eventOf, stepOf } = stepEvents(scenario, trace);
  (scenario.steps ?? []).forEach((step, i) => {
    if (step.kind === "receive")
      assert.equal(stepOf(eventOf[i]), step.send, "a receipt leads to its sending");
    else if (eventOf[i] !== NONE) assert.equal(stepOf(eventOf[i]), i);
  });
  const drawn = Array.from(trace.events.line.keys()).filter((event) => trace.events.line[event] === 14);
  assert.equal(drawn.length, 6, "three sends and their receipts");
  for (const event of drawn) assert.equal(stepOf(event), NONE);
});

test("of several scenarios each line of a block is its own, and the lines outside are nobody's", async () => {
  const { reading } = await openText(
    "process P, Q\nchannel P -> Q\nscenario a {\n    P -> Q\n}\n\nscenario b { P -> Q }\n",
  );
  const names = [1, 2, 3, 4, 5, 6, 7].map((line) => scenarioAtLine(reading.scenarios ?? [], line)?.name);
  assert.deepEqual(names, [undefined, undefined, "a", "a", "a", undefined, "b"]);
});
