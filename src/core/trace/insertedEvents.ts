// A replayed snapshot puts its markers' events between the recorded ones. What somebody says of the recording (a cut, a note)
// counts recorded events alone, so that it means the same whatever has been replayed since.

import type { Cut } from "./cut.ts";
import { NONE } from "./ids.ts";
import { eventCountOf, type Trace } from "./trace.ts";

/** How many recorded events of each process a cut holds. */
export function recordedCut(trace: Trace, cut: Cut): Cut {
  return cut.map((frontier, p) => frontier - insertedBefore(trace, p, trace.firstEvent[p] + frontier));
}

/** The smallest cut that holds so many recorded events of each process; all of a process that has fewer. */
export function cutOfRecorded(trace: Trace, recorded: Cut): Cut {
  if (trace.inserted === undefined)
    return recorded.map((count, p) => Math.min(count, eventCountOf(trace, p)));
  return recorded.map((count, p) => frontierOf(trace, p, count));
}

/** The place of an event among the recorded ones of its process, from 1; 0 for one that a replay put in. */
export function recordedPlace(trace: Trace, event: number): number {
  const process = trace.events.process[event];
  const next = event + 1;
  const before = insertedBefore(trace, process, event);
  return insertedBefore(trace, process, next) > before ? 0 : next - trace.firstEvent[process] - before;
}

/** The event with such a place, or NONE where the process has no so many. */
export function eventAtRecordedPlace(trace: Trace, process: number, place: number): number {
  const frontier = frontierOf(trace, process, place);
  const event = trace.firstEvent[process] + frontier - 1;
  return frontier > 0 && recordedPlace(trace, event) === place ? event : NONE;
}

function frontierOf(trace: Trace, process: number, count: number): number {
  const inserted = trace.inserted ?? new Uint32Array(0);
  const first = trace.firstEvent[process];
  let frontier = count;
  // Each inserted event before the frontier pushes it on by one.
  for (let i = firstAtLeast(inserted, first); i < inserted.length; i++) {
    if (count === 0 || inserted[i] - first >= frontier) break;
    frontier++;
  }
  return Math.min(frontier, eventCountOf(trace, process));
}

/** How many events were put into a process before an event. */
function insertedBefore(trace: Trace, process: number, event: number): number {
  const { inserted } = trace;
  if (inserted === undefined) return 0;
  return firstAtLeast(inserted, event) - firstAtLeast(inserted, trace.firstEvent[process]);
}

/** The place of the first value that is not below a limit. */
function firstAtLeast(ascending: Uint32Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
