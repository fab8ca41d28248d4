// Runs a scenario with a snapshot algorithm beside it: the one way from a scenario to its trace.
// The counterpart of replaySnapshot.ts, which does the same for a recorded trace.

import type { Scenario } from "../scenario/scenario.ts";
import { Simulation } from "../simulation/simulation.ts";
import type { Trace } from "../trace/trace.ts";
import { chandyLamport } from "./algorithms/chandyLamport.ts";
import { findAlgorithm } from "./registry.ts";
import type { SnapshotAlgorithm } from "./snapshotAlgorithm.ts";
import { snapshotProtocol } from "./snapshotProtocol.ts";

/** A simulation of a scenario, not yet run. `algorithm`: of the snapshots that do not name their own. */
export function simulationOf(scenario: Scenario, algorithm: SnapshotAlgorithm = chandyLamport): Simulation {
  const own = new Map(
    scenario.algorithms?.map(({ snapshot, algorithm: id }) => [snapshot, algorithmNamed(id)]),
  );
  const names = new Map(scenario.snapshotNames?.map(({ snapshot, name }) => [snapshot, name]));
  return new Simulation(
    scenario,
    snapshotProtocol((snapshot) => own.get(snapshot) ?? algorithm, names),
  );
}

/** Runs a scenario to its end. For large ones, take `simulationOf` and run it in slices. */
export function simulate(scenario: Scenario, algorithm: SnapshotAlgorithm = chandyLamport): Trace {
  const simulation = simulationOf(scenario, algorithm);
  simulation.run();
  return simulation.finish();
}

/** The algorithm of an id. Raises an error for one that is not there. */
export function algorithmNamed(id: string): SnapshotAlgorithm {
  const algorithm = findAlgorithm(id);
  if (algorithm === undefined) throw new Error(`there is no snapshot algorithm ${id} here`);
  return algorithm;
}
