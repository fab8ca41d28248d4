// Events as places of problems: the position of an event's line, and an event as a related place. For everything that
// reports what is wrong with a trace once it is built.

import { NONE } from "./ids.ts";
import type { RelatedPlace, SourcePosition } from "./problem.ts";
import { sourceOf } from "./sourceLines.ts";
import type { Trace } from "./trace.ts";

/** The line of an event; the whole of the trace's first file where the event has none. */
export function placeInSources(trace: Trace, event: number): SourcePosition {
  const source = event === NONE ? undefined : sourceOf(trace, event);
  if (source !== undefined) return { ...source, column: 1 };
  const file = event === NONE ? undefined : trace.files[trace.events.file[event]];
  return { file: file ?? trace.files[0] ?? trace.name, line: 0, column: 0 };
}

/** An event beside a problem, in a list; empty where it has no line. */
export function relatedEvent(trace: Trace, event: number, message: string): readonly RelatedPlace[] {
  const source = event === NONE ? undefined : sourceOf(trace, event);
  return source === undefined ? [] : [{ position: { ...source, column: 1 }, message }];
}
