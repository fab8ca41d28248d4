// Snapshots in words: why one did not end, for the command line, the views and the diagnostics.
// Verdicts are worded in verdict.ts.

import type { Snapshot, Trace, Unfinished } from "./trace.ts";

/** A snapshot as it is called everywhere: `snapshot 3`, `snapshot nightly`. */
export function snapshotTitle({ id, name }: Pick<Snapshot, "id" | "name">): string {
  return `snapshot ${name ?? id}`;
}

/** Why a snapshot did not end, in a sentence without a full stop. */
export function describeUnfinished(trace: Trace, unfinished: Unfinished): string {
  const name = (process: number): string => trace.processes[process].name;
  if (unfinished.kind === "unreachable") {
    const names = listed(unfinished.processes.map(name));
    return `it can never end, for no path of channels leads from an initiator to ${names}: no marker gets there`;
  }
  if (unfinished.kind === "crashed") {
    const names = listed(unfinished.processes.map(name));
    return `it can never end, for ${names} crashed while it was under way: what had been recorded there, or the markers on their way there, are lost`;
  }
  if (unfinished.kind === "no-way-back") {
    const names = listed(unfinished.processes.map(name));
    return `it can never end, for no path of channels leads from ${names} back to an initiator, who waits to hear of the end`;
  }
  if (unfinished.channels.length === 0)
    return "the trace ends while an initiator still waits to hear of the end";
  const channels = unfinished.channels.map(
    (c) => `${name(trace.channels.from[c])} → ${name(trace.channels.to[c])}`,
  );
  return `the trace ends while markers are still awaited on ${listed(channels)}`;
}

/** The first few of a list; the rest is counted. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(", ");
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
