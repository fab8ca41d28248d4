// Saving, restoring and going on gives what going on gives: in every run of a small system, after every step, with two
// snapshots under way, in a fresh simulation.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { Simulation } from "../../../src/core/simulation/simulation.ts";
import { chandyLamport } from "../../../src/core/snapshot/algorithms/chandyLamport.ts";
import { snapshotProtocol } from "../../../src/core/snapshot/snapshotProtocol.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { ChoiceWalk, type Choose, ExploringNetwork } from "../../support/exploringNetwork.ts";
import { PAIR, scenarioOf } from "../../support/smallScenarios.ts";

const scenario: Scenario = scenarioOf(PAIR, [
  { send: 0, tokens: 1 },
  { snapshot: 0, by: 0 },
  { send: 1, tokens: 2 },
  { snapshot: 1, by: 1 },
]);

function simulationWith(choose: Choose): Simulation {
  const options = { scriptEnd: scenario.endTime, fifo: true };
  return new Simulation(
    scenario,
    snapshotProtocol(chandyLamport),
    (system) => new ExploringNetwork(system, choose, options),
  );
}

const finished = (simulation: Simulation): Trace => {
  simulation.run();
  return simulation.finish();
};

describe("in every run of two processes with two snapshots", () => {
  it("a fresh simulation that is restored after any step goes on to the same trace", () => {
    const walk = new ChoiceWalk();
    let runs = 0;
    let restored = 0;
    do {
      const choices: number[] = [];
      const whole = simulationWith((options) => {
        const choice = walk.choose(options);
        choices.push(choice);
        return choice;
      });
      let steps = 0;
      while (whole.step()) steps++;
      const expected = whole.finish();
      runs++;
      for (let at = 0; at <= steps; at++) {
        let next = 0;
        const again: Choose = () => choices[next++];
        const first = simulationWith(again);
        first.run(at);
        const fresh = simulationWith(again);
        fresh.restore(structuredClone(first.save()));
        assert.deepEqual(finished(fresh), expected, `${choices} after step ${at}`);
        restored++;
      }
    } while (walk.next());
    assert.deepEqual([runs, restored], [79, 869]);
  });
});
