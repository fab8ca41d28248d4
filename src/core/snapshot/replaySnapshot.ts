// A snapshot on a recorded trace: who starts it and when, turned into a replay with the algorithm beside it.
// The counterpart of simulate.ts, which does the same for a scenario.

import type { MarkerLatency } from "../simulation/markerLatency.ts";
import { Replay, type ReplayStart } from "../simulation/replay.ts";
import { linearOrder } from "../trace/clocks.ts";
import { type Cut, cutAtTime, emptyCut } from "../trace/cut.ts";
import type { ProcessId } from "../trace/ids.ts";
import type { Trace } from "../trace/trace.ts";
import type { SnapshotAlgorithm } from "./snapshotAlgorithm.ts";
import { snapshotProtocol } from "./snapshotProtocol.ts";

export interface ReplayedSnapshot {
  readonly initiators: readonly ProcessId[];
  /** After everything up to this time; in a trace without times, after so many events of the run. */
  readonly at: number;
  /** Initiators that start at a time of their own instead. */
  readonly times?: ReadonlyMap<ProcessId, number>;
  /** Initiators that start right after so many of their own events instead. */
  readonly after?: ReadonlyMap<ProcessId, number>;
  readonly latency: MarkerLatency;
}

/** A replay, not yet run. Undefined where messages of the trace form a causal cycle, which no run can have. */
export function replayOf(
  trace: Trace,
  snapshot: ReplayedSnapshot,
  algorithm: SnapshotAlgorithm,
): Replay | undefined {
  const { order, cyclic } = linearOrder(trace);
  if (cyclic > 0) return undefined;
  const cutAt = (at: number): Cut =>
    trace.timeUnit === "none" ? cutAfter(trace, order, at) : cutAtTime(trace, at);
  const cut = cutAt(snapshot.at);
  const starts = snapshot.initiators.map((process): ReplayStart => {
    const frontier = snapshot.after?.get(process);
    const own = snapshot.times?.get(process);
    if (own !== undefined) return { process, frontier: cutAt(own)[process], moment: own };
    return frontier === undefined
      ? { process, frontier: cut[process], moment: snapshot.at }
      : { process, frontier, moment: Number.NEGATIVE_INFINITY };
  });
  const id = Math.max(-1, ...trace.snapshots.map((taken) => taken.id)) + 1;
  return new Replay(trace, order, { id, starts, latency: snapshot.latency }, snapshotProtocol(algorithm));
}

/** The cut after the first events of a linear order. */
function cutAfter(trace: Trace, order: Uint32Array, events: number): Cut {
  const cut = emptyCut(trace);
  for (const event of order.subarray(0, Math.max(0, events))) cut[trace.events.process[event]]++;
  return cut;
}
