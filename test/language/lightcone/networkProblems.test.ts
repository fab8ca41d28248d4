// What is said of the network, of partitions and of crashes: ok and bad twins, and what it means in a run.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { MessageFlag } from "../../../src/core/trace/trace.ts";
import { checkPairs, type Pair } from "./pairs.ts";
import { SYSTEM, scenarioOf } from "./support.ts";

const PQ = "process P { Y }\nprocess Q\n";

const NETWORK: readonly Pair[] = [
  [
    "a FIFO channel that reorders",
    `${PQ}channel P -> Q not fifo reordering 5 %`,
    `${PQ}channel P -> Q fifo «reordering 5 %»`,
    "fifo-reordering",
    /reorders nothing/,
  ],
  [
    "a mean of 0",
    `${PQ}channel P -> Q latency exponential 0.5`,
    `${PQ}channel P -> Q «latency exponential 0»`,
    "latency",
    /mean is above 0/,
  ],
  [
    "a bell without a width",
    `${PQ}channel P -> Q latency normal 3 spread 1`,
    `${PQ}channel P -> Q «latency normal 3 spread 0»`,
    "latency",
    /spread/,
  ],
  [
    "a shape that is not whole",
    `${PQ}channel P -> Q latency pareto 1 shape 2`,
    `${PQ}channel P -> Q «latency pareto 1 shape 1.5»`,
    "latency",
    /whole number/,
  ],
  [
    "a corruption above 1",
    `${PQ}channel P -> Q corruption 5 %`,
    `${PQ}channel P -> Q corruption «500 %»`,
    "share",
    /at most 100/,
  ],
  [
    "no time-out",
    `${PQ}channel P -> Q reliable timeout 3`,
    `${PQ}channel P -> Q reliable timeout «0»`,
    "timeout",
    /above 0/,
  ],
  [
    "half a window",
    `${PQ}channel P -> Q reliable window 2`,
    `${PQ}channel P -> Q reliable window «0.5»`,
    "window",
    /whole number/,
  ],
  [
    "a process on both sides",
    `${PQ}partition P <-> Q at 3..8`,
    `${PQ}partition P <-> «{ P, Q }» at 3..8`,
    "partition-sides",
    /P cannot be on both sides/,
  ],
  [
    "a partition that ends before it begins",
    `${PQ}partition P at 3..8`,
    `${PQ}partition P at 8..«3»`,
    "partition-time",
    /begins at 8/,
  ],
  [
    "an unknown process in a partition",
    `${PQ}partition P at 3..8`,
    `${PQ}partition «X» at 3..8`,
    "unknown-process",
    /no process X/,
  ],
];

const FATES: readonly Pair[] = [
  [
    "lost and corrupted",
    `${SYSTEM}P -> Q : Y as m1\nduplicate m1\ncorrupt m1\ndelay m1 by 2`,
    `${SYSTEM}P -> Q : Y as m1\nlose m1\ncorrupt «m1»`,
    "fate-twice",
    /nothing else can happen/,
  ],
  [
    "delayed by nothing",
    `${SYSTEM}P -> Q : Y as m1\ndelay m1 by 2`,
    `${SYSTEM}P -> Q : Y as m1\ndelay m1 by «0»`,
    "delay",
    /above 0/,
  ],
  [
    "a message that there is not",
    `${SYSTEM}P -> Q : Y as m1\ndelay m1 by 2`,
    `${SYSTEM}P -> Q : Y as m1\ndelay «m2» by 2`,
    "unknown-message",
    /no message m2/,
  ],
];

const CRASHES: readonly Pair[] = [
  [
    "a step of a process that is down",
    `${SYSTEM}P crashes at 2\nP restarts at 4\nP does "work"`,
    `${SYSTEM}P crashes at 2\n«P does "work"»`,
    "process-down",
    /P is down here/,
  ],
  [
    "a send of a process that is down",
    `${SYSTEM}P crashes at 2\nQ -> P : B`,
    `${SYSTEM}P crashes at 2\n«P -> Q : Y»`,
    "process-down",
    /until `P restarts`/,
  ],
  [
    "a receive of a process that is down",
    `${SYSTEM}P -> Q : Y\nP crashes\nQ receives Y`,
    `${SYSTEM}P -> Q : Y\nQ crashes\n«Q receives Y»`,
    "process-down",
    /Q is down here/,
  ],
  [
    "a second crash",
    `${SYSTEM}P crashes\nP restarts\nP crashes`,
    `${SYSTEM}P crashes\n«P crashes»`,
    "process-down",
    /has crashed/,
  ],
  [
    "a restart without a crash",
    `${SYSTEM}P crashes\nP restarts`,
    `${SYSTEM}«P restarts»`,
    "restart-without-crash",
    /restarts after/,
  ],
  [
    "a snapshot that a process should start while it is down",
    `${SYSTEM}P crashes at 2\nP restarts at 4\nsnapshot by P at 5`,
    `${SYSTEM}P crashes at 2\nP restarts at 4\n«snapshot by P at 3»`,
    "process-down",
    /P is down at 3/,
  ],
];

describe("the network", () => checkPairs(NETWORK));
describe("single faults", () => checkPairs(FATES));
describe("crashes and restarts", () => checkPairs(CRASHES));

describe("in a run", () => {
  it("what is sent across a partition is lost, what was under way arrives", async () => {
    const scenario = await scenarioOf(
      `${SYSTEM}partition P -> Q at 2..4\nP -> Q : Y at 1\nP -> Q : G at 3\nQ -> P : B at 3`,
    );
    const { receive, flags } = simulate(scenario).messages;
    assert.deepEqual(
      Array.from(receive, (event) => event >= 0),
      [true, false, true],
    );
    assert.deepEqual([...flags], [0, MessageFlag.lost, 0]);
  });

  it("a message that is corrupted arrives, and nobody can read it", async () => {
    const scenario = await scenarioOf(
      `${SYSTEM}P -> Q : Y as m1\ncorrupt m1\nexpect end { P { G }  Q { R, P, B, O } }`,
    );
    const { messages } = simulate(scenario);
    assert.ok(messages.receive[0] >= 0);
    assert.equal(messages.flags[0], MessageFlag.spoilt);
  });

  it("new words stay names", async () => {
    const words = "checksum, window, timeout, with, its, state, delay, corrupt, partition, reliable, numbers";
    const scenario = await scenarioOf(`process ${words}\nchannel window -> state reliable\nwindow -> state`);
    assert.deepEqual(
      scenario.processes.map(({ name }) => name),
      words.split(", "),
    );
  });
});
