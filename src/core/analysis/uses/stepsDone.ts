// Which steps of a scenario lie inside a cut of its run: the run is made once more, and each step that the script does is
// noted with the event that came of it. A restart leaves these out; everything else is still to be done.

import type { Scenario } from "../../scenario/scenario.ts";
import { simulationOf } from "../../snapshot/simulate.ts";
import type { Cut } from "../../trace/cut.ts";
import { NONE } from "../../trace/ids.ts";
import type { Trace } from "../../trace/trace.ts";

/** One doing of a step; a workload has several. */
interface Doing {
  readonly step: number;
  readonly process: number;
  /** The place of its first event among those of its process. */
  readonly place: number;
  /** Whether anything came of it: a send of a token that its sender lacks is left out. */
  readonly hasEvent: boolean;
}

/** A run with what the script did in it, in the order of the run. */
export interface NotedRun {
  readonly trace: Trace;
  readonly doings: readonly Doing[];
}

/** Runs a scenario to its end and notes what it does. */
export function notedRun(scenario: Scenario): NotedRun {
  const simulation = simulationOf(scenario);
  const doings: Doing[] = [];
  let { events } = simulation.lastStep;
  while (simulation.step()) {
    const last = simulation.lastStep;
    const { index: step, process, before: place } = last;
    if (step !== NONE) doings.push({ step, process, place, hasEvent: last.events > events });
    events = last.events;
  }
  return { trace: simulation.finish(), doings };
}

/**
 * How often each step was done inside a cut: once or not, but for workloads. One that was left out, so that no event tells
 * where it lies, counts as inside where its process's step before it does.
 */
export function timesInside({ doings }: NotedRun, steps: readonly Placed[], cut: Cut): Uint32Array {
  const times = new Uint32Array(steps.length);
  /** Whether each lane is still inside. */
  const outside = new Set<number>();
  for (const { step, process, place, hasEvent } of doings) {
    const { lane } = steps[step];
    const isInside = hasEvent ? place < cut[process] : !outside.has(lane);
    if (isInside) times[step]++;
    else if (hasEvent) outside.add(lane);
  }
  return times;
}

interface Placed {
  readonly lane: number;
}
