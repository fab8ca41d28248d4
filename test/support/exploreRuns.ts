// All runs of a small scenario: the engine is run once for each sequence of deliveries that the network could make.

import type { Scenario } from "../../src/core/scenario/scenario.ts";
import { Simulation } from "../../src/core/simulation/simulation.ts";
import { chandyLamport } from "../../src/core/snapshot/algorithms/chandyLamport.ts";
import type { SnapshotAlgorithm } from "../../src/core/snapshot/snapshotAlgorithm.ts";
import { snapshotProtocol } from "../../src/core/snapshot/snapshotProtocol.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import { ChoiceWalk, ExploringNetwork } from "./exploringNetwork.ts";

export interface Exploration {
  readonly algorithm?: SnapshotAlgorithm;
  readonly fifo?: boolean;
}

/** The trace of every run, in the order of a depth-first walk. */
export function* exploreRuns(scenario: Scenario, exploration: Exploration = {}): Iterable<Trace> {
  const { algorithm = chandyLamport, fifo = true } = exploration;
  const walk = new ChoiceWalk();
  const options = { scriptEnd: scenario.endTime, fifo };
  do {
    const simulation = new Simulation(
      scenario,
      snapshotProtocol(algorithm),
      (system) => new ExploringNetwork(system, walk.choose, options),
    );
    simulation.run();
    yield simulation.finish();
  } while (walk.next());
}
