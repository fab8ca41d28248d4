// Every consistent algorithm of the registry in random runs under its own assumptions: channels that keep order or not, up to
// four processes that all have channels to each other, several snapshots and, where that is assumed, several initiators. Each
// snapshot must end and be right. And each run, saved and restored at any step in a fresh simulation, goes on to the same trace.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { SNAPSHOT_ALGORITHMS } from "../../../src/core/snapshot/registry.ts";
import { simulate, simulationOf } from "../../../src/core/snapshot/simulate.ts";
import type { SnapshotAlgorithm } from "../../../src/core/snapshot/snapshotAlgorithm.ts";
import { type Step, scenarioOf } from "../../support/smallScenarios.ts";
import { faultsOf } from "../../support/snapshotFaults.ts";

const RUNS = 60;

interface Draft {
  readonly processes: number;
  readonly steps: readonly { readonly wait: number; readonly which: number; readonly kind: number }[];
  readonly seed: number;
}

const drafts = (algorithm: SnapshotAlgorithm): fc.Arbitrary<Scenario> =>
  fc
    .record({
      processes: fc.integer({ min: 2, max: 4 }),
      steps: fc.array(
        fc.record({ wait: fc.nat({ max: 2 }), which: fc.nat({ max: 99 }), kind: fc.nat({ max: 9 }) }),
        { minLength: 3, maxLength: 30, size: "max" },
      ),
      seed: fc.nat(),
    })
    .map((draft) => scenarioFrom(draft, algorithm));

function scenarioFrom({ processes, steps, seed }: Draft, { assumes }: SnapshotAlgorithm): Scenario {
  const ends = Array.from({ length: processes ** 2 }, (_, i): [number, number] => [
    Math.floor(i / processes),
    i % processes,
  ]).filter(([from, to]) => from !== to);
  let now = 0;
  const times: number[] = [];
  const started = new Set<number>();
  const done = steps.map(({ wait, which, kind }): Step => {
    now += wait;
    times.push(now);
    const snapshot = which % 2;
    if (kind > 1 || (assumes.oneInitiator === true && started.has(snapshot)))
      return { send: which % ends.length, tokens: 1 + (which % 3) };
    started.add(snapshot);
    return { snapshot, by: which % processes };
  });
  const scenario = scenarioOf(ends, done, times, { seed: String(seed) });
  if (assumes.fifo) return scenario;
  const transport = { fifo: false, latency: { least: 1, most: 7 }, loss: 0, duplication: 0 };
  return {
    ...scenario,
    channels: scenario.channels.map((channel) => ({ ...channel, transport })),
    delivery: { kind: "channels", seed: String(seed) },
  };
}

for (const algorithm of SNAPSHOT_ALGORITHMS.filter(({ consistent }) => consistent)) {
  describe(`${algorithm.name} in random runs`, () => {
    it("ends and is right, and says what it took", () => {
      let seen = 0;
      fc.assert(
        fc.property(drafts(algorithm), (scenario) => {
          const trace = simulate(scenario, algorithm);
          assert.deepEqual(faultsOf(trace, scenario, undefined, algorithm.assumes.fifo), []);
          for (const { cost, initiators } of trace.snapshots) {
            assert.ok(cost !== undefined && initiators.length > 0);
            assert.ok(cost.controlMessages >= scenario.processes.length - 1);
            assert.ok(cost.controlBits >= 40 * cost.controlMessages && cost.duration !== undefined);
            assert.ok(cost.blockedMost <= cost.blockedSum);
            seen++;
          }
        }),
        { seed: 1993, numRuns: RUNS },
      );
      assert.ok(seen > RUNS / 2);
    });

    it("goes on the same from wherever it was saved", () => {
      fc.assert(
        fc.property(drafts(algorithm), fc.nat({ max: 60 }), (scenario, steps) => {
          const whole = simulationOf(scenario, algorithm);
          whole.run(steps);
          const saved = structuredClone(whole.save());
          whole.run();
          const again = simulationOf(scenario, algorithm);
          again.restore(saved);
          again.run();
          assert.deepEqual(again.finish(), whole.finish());
        }),
        { seed: 1987, numRuns: RUNS / 2 },
      );
    });
  });
}
