// The search for a smallest counter-example: systems and scripts by size, all runs of each, and of the first size that
// has a faulty run the one with the fewest events.

import { verifySnapshot } from "../../src/core/analysis/snapshotCheck.ts";
import type { Scenario } from "../../src/core/scenario/scenario.ts";
import type { Snapshot, Trace } from "../../src/core/trace/trace.ts";
import type { SnapshotVerdict } from "../../src/core/trace/verdict.ts";
import { type Exploration, exploreRuns } from "./exploreRuns.ts";
import { type Ends, MESH, PAIR, RING, scenarioOf, sendScripts, withStarts } from "./smallScenarios.ts";

export interface CounterExample {
  readonly trace: Trace;
  readonly scenario: Scenario;
}

/** A system, and how many sends. */
export type Size = readonly [Ends, number];

const SIZES: readonly Size[] = [
  [PAIR, 0],
  [PAIR, 1],
  [PAIR, 2],
  [RING, 1],
  [RING, 2],
  [MESH, 1],
];

export interface SearchOptions {
  readonly sizes?: readonly Size[];
  /** Who starts the snapshot; the first process where absent. */
  readonly by?: number;
  /** What is done to each scenario before it is run. */
  readonly changed?: (scenario: Scenario) => Scenario;
}

/** The smallest run whose snapshot has a verdict that is looked for, or undefined. */
export function smallestCounterExample(
  exploration: Exploration,
  name: string,
  isWanted: (verdict: SnapshotVerdict, snapshot: Snapshot) => boolean,
  { sizes = SIZES, by = 0, changed = (scenario) => scenario }: SearchOptions = {},
): CounterExample | undefined {
  for (const [channels, sends] of sizes) {
    let smallest: CounterExample | undefined;
    for (const script of sendScripts(channels, sends)) {
      for (const steps of withStarts(script, [{ snapshot: 0, by }])) {
        const scenario = changed({ ...scenarioOf(channels, steps), name });
        for (const trace of exploreRuns(scenario, exploration)) {
          const [snapshot] = trace.snapshots;
          if (!isWanted(verifySnapshot(trace, snapshot), snapshot)) continue;
          const events = smallest?.trace.events.time.length ?? Number.POSITIVE_INFINITY;
          if (trace.events.time.length < events) smallest = { trace, scenario };
        }
      }
    }
    if (smallest !== undefined) return smallest;
  }
  return undefined;
}
