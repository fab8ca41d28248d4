// The packets of a message in words: when each was sent, what became of it, and no more than one can read.

import assert from "node:assert/strict";
import { it } from "node:test";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { describePacketsOf } from "../../../src/core/trace/describePackets.ts";
import { scenarioOf } from "../../language/lightcone/support.ts";

const words = async (text: string): Promise<readonly string[]> =>
  describePacketsOf(simulate(await scenarioOf(`process P { G }\nprocess Q\n${text}`)), 0);

it("tells of each packet of a message", async () => {
  assert.deepEqual(await words("channel P -> Q\nP -> Q : G"), []);
  assert.deepEqual(await words("channel P -> Q reliable\nP -> Q : G as g\nlose g"), [
    "sent at tick 1, lost",
    "sent again at tick 4, arrives at tick 5",
  ]);
  assert.deepEqual(await words("channel P -> Q reliable\nP -> Q : G as g\nduplicate g\ncorrupt g"), [
    "sent at tick 1, arrives spoilt at tick 2 and thrown away",
    "a copy that the network made, arrives spoilt at tick 2 and thrown away",
    "sent again at tick 4, arrives at tick 5",
  ]);
});

it("counts the rest of very many", async () => {
  const told = await words("channel P -> Q loss 99 % reliable timeout 1\nP -> Q : G\nstop at 1000");
  assert.equal(told.length, 13);
  assert.match(told[12], /^and \d+ more$/);
});
