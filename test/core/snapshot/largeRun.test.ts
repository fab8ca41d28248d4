// One large run: 100 servers with 10 links each, 20,000 sends over 2,000 ticks, 5 snapshots that overlap.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { type Step, scenarioOf } from "../../support/smallScenarios.ts";
import { faultsOf } from "../../support/snapshotFaults.ts";

const SERVERS = 100;
const LINKS = 10;
const SENDS = 20_000;
const TICKS = 2_000;
const SNAPSHOTS_AT = [500, 505, 510, 1000, 1500];

const channels = Array.from({ length: SERVERS * LINKS }, (_, i): [number, number] => {
  const from = Math.floor(i / LINKS);
  return [from, (from + 1 + (i % LINKS) * 7) % SERVERS];
});

const steps: Step[] = [];
const times: number[] = [];
for (let i = 0; i < SENDS; i++) {
  const time = Math.floor((i * TICKS) / SENDS);
  const due = SNAPSHOTS_AT.findIndex((at, id) => at === time && times.at(-1) !== time && id >= 0);
  if (due >= 0) {
    steps.push({ snapshot: due, by: (due * 31) % SERVERS });
    times.push(time);
  }
  steps.push({ send: (i * 7919) % channels.length, tokens: 1 + (i % 3) });
  times.push(time);
}
const tokens = Array.from({ length: SERVERS }, () => 1000);
const names = Array.from({ length: SERVERS }, (_, p) => `N${p}`);

describe("a run of 100 servers, 1,000 links and 20,000 sends", () => {
  const scenario = scenarioOf(channels, steps, times, { names, tokens, seed: "8053172852482175524" });
  const trace = simulate(scenario);

  it("does all that was asked for", () => {
    assert.deepEqual(trace.problems, []);
    assert.equal(trace.snapshots.length, SNAPSHOTS_AT.length);
    assert.equal(trace.messages.send.length, SENDS + SNAPSHOTS_AT.length * channels.length);
  });

  it("has five snapshots with messages in their channels, each right", () => {
    for (const { channelMessages } of trace.snapshots) assert.ok(channelMessages.length > 0);
    assert.deepEqual(faultsOf(trace, scenario), []);
  });
});
