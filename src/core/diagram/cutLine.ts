// Where a cut runs: through the events with which a snapshot's processes recorded themselves, or else between the
// last event inside and the first outside. A process that never recorded interrupts the line.

import { NONE } from "../trace/ids.ts";
import { eventCountOf, type Trace } from "../trace/trace.ts";
import type { Layout } from "./layout.ts";
import type { CutPicture } from "./scene.ts";

/**
 * One position a process, NaN where the line is interrupted. `recorded`: the record event of each process, or NONE.
 * `margin`: how far the line keeps from events, in units of the axis, where there is that much room.
 */
export function cutPositions(
  trace: Trace,
  layout: Layout,
  cut: Pick<CutPicture, "frontier" | "line">,
  recorded: Int32Array | undefined,
  margin: number,
): Float64Array {
  if (recorded === undefined) return positionsBetween(trace, layout, cut, margin);
  return Float64Array.from(recorded, (event) => (event === NONE ? Number.NaN : layout.position[event]));
}

/** The record events of a cut's snapshot; undefined where no snapshot made the cut. */
export function recordEventsOf(trace: Trace, cut: CutPicture): Int32Array | undefined {
  return trace.snapshots[cut.snapshot]?.recordEvents;
}

/**
 * Each point as close as its own two events let it to where it was put, or else to the middle of all bounds, which gives
 * as straight a line as the frontier allows.
 */
function positionsBetween(
  trace: Trace,
  layout: Layout,
  { frontier, line }: Pick<CutPicture, "frontier" | "line">,
  margin: number,
): Float64Array {
  const bounds = Array.from(frontier, (inside, process) => boundsOf(trace, layout, process, inside));
  const middle = median(bounds.flat().filter(Number.isFinite));
  return Float64Array.from(bounds, ([low, high], process) => {
    const put = line?.[process] ?? Number.NaN;
    const keep = Math.min(margin, (high - low) / 2);
    // Who drags the line may bring it closer to an event than it goes by itself, but not onto it.
    const near = Number.isNaN(put) ? keep : keep / 4;
    return Math.max(low + near, Math.min(high - near, Number.isNaN(put) ? middle : put));
  });
}

/** The positions of the last event inside and the first outside; infinite where there is none. */
function boundsOf(trace: Trace, layout: Layout, process: number, inside: number): readonly [number, number] {
  const first = trace.firstEvent[process];
  const low = inside === 0 ? Number.NEGATIVE_INFINITY : layout.position[first + inside - 1];
  const isWhole = inside >= eventCountOf(trace, process);
  return [low, isWhole ? Number.POSITIVE_INFINITY : layout.position[first + inside]];
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}

/** A number as it is written in paths: to a hundredth of a pixel. */
export function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}
