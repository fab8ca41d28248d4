// What a simulation gives when it is saved, and takes when it is restored: the states of its parts, each as plain data.
// simulation.ts does both.

import type { BuilderState } from "../trace/traceBuilder.ts";
import type { Crashes } from "./crashes.ts";
import type { Faults } from "./faults.ts";
import type { FieldTable } from "./fieldTable.ts";

/** A simulation's state as plain data. It fits every simulation of the same scenario and protocol. */
export interface SimulationState {
  readonly now: number;
  readonly delivering: boolean;
  readonly done: boolean;
  readonly script: unknown;
  readonly tokens: Float64Array;
  readonly fields: ReturnType<FieldTable["save"]>;
  readonly faults: ReturnType<Faults["save"]>;
  readonly crashes: ReturnType<Crashes["save"]>;
  readonly builder: BuilderState;
  readonly network: unknown;
  readonly protocol: unknown;
  readonly heldSenders: Uint8Array;
}
