// The event of a trace that a note is on. Notes name events by process and place among the recorded ones, so that they
// outlive a change of the file and what is replayed over it.

import { NONE } from "../trace/ids.ts";
import { eventAtRecordedPlace } from "../trace/insertedEvents.ts";
import type { Trace } from "../trace/trace.ts";
import type { EventNote } from "./savedSession.ts";

/** The event, or NONE where the trace has no such. */
export function notedEvent(trace: Trace, { process, event }: EventNote): number {
  const index = trace.processes.findIndex(({ name }) => name === process);
  return index < 0 ? NONE : eventAtRecordedPlace(trace, index, event);
}
