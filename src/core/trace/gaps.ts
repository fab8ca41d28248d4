// What a trace lacks: events of a process that the source does not have, before its first event, between two of its
// events or after its last one. Nothing is put in their place; they are counted and shown.

import type { Trace } from "./trace.ts";

/** How many events are missing between a process's first `place` events and the next one; 0 where none is. */
export function missingAt(trace: Trace, process: number, place: number): number {
  const gap = firstGapAt(trace, process, place);
  const { process: processes, after, missing } = trace.gaps;
  return processes[gap] === process && after[gap] === place ? missing[gap] : 0;
}

/** The first gap of a process with at least so many events before it; the first of the next process where there is none. */
export function firstGapAt(trace: Trace, process: number, place: number): number {
  const { process: processes, after } = trace.gaps;
  let low = 0;
  let high = processes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (processes[middle] < process || (processes[middle] === process && after[middle] < place)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
