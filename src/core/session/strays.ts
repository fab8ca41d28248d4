// What a session file says that its trace does not know: processes that are gone, notes on events past the end. It stays in
// the session and is told, so that nobody takes it for applied.

import { fullCut } from "../trace/cut.ts";
import { recordedCut } from "../trace/insertedEvents.ts";
import type { Problem } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import { counted } from "../trace/verdict.ts";
import type { Path, SessionReading } from "./readSession.ts";
import type { EventNote, SnapshotNote } from "./savedSession.ts";

/** A warning for each part of the file that the trace cannot follow. */
export function strayProblems({ session, placeOf }: SessionReading, trace: Trace): Problem[] {
  const counts = recordedCut(trace, fullCut(trace));
  const events = new Map(trace.processes.map(({ name }, p) => [name, counts[p]]));
  const problems: Problem[] = [];
  const tell = (path: Path, message: string): void => {
    problems.push({ position: placeOf(path), severity: "warning", code: "session-stray", message });
  };
  const check = (path: Path, name: string, least = 0): void => {
    const count = events.get(name);
    if (count === undefined) tell(path, `there is no process ${name} in this trace`);
    else if (count < least) tell(path, `${name} has only ${counted(count, "event")} in this trace`);
  };
  for (const name of Object.keys(session.clockOffsets)) check(["clockOffsets", name], name);
  session.hidden.forEach((name, i) => {
    check(["hidden", i], name);
  });
  session.snapshots.forEach(({ initiators, after }, i) => {
    for (const name of initiators) check(["snapshots", i, "initiators"], name);
    if (after !== undefined) check(["snapshots", i, "after", "events"], after.process, after.events);
  });
  session.cuts.forEach(({ at }, i) => {
    if (typeof at === "number") return;
    for (const [name, least] of at) check(["cuts", i, "events", name], name, least);
  });
  session.notes.forEach((note, i) => {
    if ("process" in note) check(["notes", i], note.process, note.event);
    else if (!trace.snapshots.some((snapshot) => isNoted(note, snapshot)))
      tell(["notes", i], `there is no snapshot ${note.snapshot} in this trace`);
  });
  return problems;
}

/** Whether a note is on this snapshot of the trace. */
function isNoted(note: EventNote | SnapshotNote, snapshot: { id: number; name?: string }): boolean {
  return "snapshot" in note && note.snapshot === (snapshot.name ?? snapshot.id);
}
