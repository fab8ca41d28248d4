// Runs a scenario with a snapshot algorithm beside it: the one way from a scenario to its trace.
// The counterpart of replaySnapshot.ts, which does the same for a recorded trace.

import type { Scenario } from "../scenario/scenario.ts";
import { Simulation } from "../simulation/simulation.ts";
import type { Trace } from "../trace/trace.ts";
import { chandyLamport } from "./algorithms/chandyLamport.ts";
import type { FindAlgorithm, SnapshotAlgorithm } from "./snapshotAlgorithm.ts";
import { snapshotProtocol } from "./snapshotProtocol.ts";

/** Where nobody brings the registry (registry.ts), there is one algorithm. A host that needs no other saves the code of all. */
export const onlyChandyLamport: FindAlgorithm = (id) => (id === chandyLamport.id ? chandyLamport : undefined);

/**
 * A simulation of a scenario, not yet run. `algorithm`: of the snapshots that do not name their own; `find` finds those
 * that do, and raises an error for what it does not know.
 */
export function simulationOf(
  scenario: Scenario,
  algorithm: SnapshotAlgorithm = chandyLamport,
  find: FindAlgorithm = onlyChandyLamport,
): Simulation {
  const own = new Map(
    scenario.algorithms?.map(({ snapshot, algorithm: id }) => [snapshot, known(find(id), id)]),
  );
  const names = new Map(scenario.snapshotNames?.map(({ snapshot, name }) => [snapshot, name]));
  return new Simulation(
    scenario,
    snapshotProtocol((snapshot) => own.get(snapshot) ?? algorithm, names),
  );
}

/** Runs a scenario to its end. For large ones, take `simulationOf` and run it in slices. */
export function simulate(
  scenario: Scenario,
  algorithm: SnapshotAlgorithm = chandyLamport,
  find: FindAlgorithm = onlyChandyLamport,
): Trace {
  const simulation = simulationOf(scenario, algorithm, find);
  simulation.run();
  return simulation.finish();
}

function known(algorithm: SnapshotAlgorithm | undefined, id: string): SnapshotAlgorithm {
  if (algorithm === undefined) throw new Error(`there is no snapshot algorithm ${id} here`);
  return algorithm;
}
