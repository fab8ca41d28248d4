// From a line of a source file to the events that it stands for, and back. The editor selects and reveals by it,
// and problems get their places from it.

import { asEvent, type EventId, NONE } from "./ids.ts";
import type { Trace } from "./trace.ts";

/** The earliest event whose source is this line of this file, or NONE. `file`: its name in `trace.files`. */
export function eventAtLine(trace: Trace, file: string, line: number): EventId {
  const index = trace.files.indexOf(file);
  const { line: lines, file: files, time } = trace.events;
  let found: number = NONE;
  if (index < 0 || line === 0) return asEvent(NONE);
  for (let event = 0; event < lines.length; event++) {
    if (lines[event] !== line || files[event] !== index) continue;
    if (found === NONE || time[event] < time[found]) found = event;
  }
  return asEvent(found);
}

/** Where an event stands in the sources; undefined where it has no line. Lines count from 1. */
export function sourceOf(
  trace: Trace,
  event: number,
): { readonly file: string; readonly line: number } | undefined {
  const line = trace.events.line[event];
  const file = trace.files[trace.events.file[event]];
  return line === 0 || file === undefined ? undefined : { file, line };
}
