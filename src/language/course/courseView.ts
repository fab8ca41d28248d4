// What the services know: the file that they are asked about, its neighbours, and the run of the script over the
// topology. Any part may be missing; each service gives what the rest allows.

import type { Problem } from "../../core/trace/problem.ts";
import type { Trace } from "../../core/trace/trace.ts";
import type { SnapshotVerdict } from "../../core/trace/verdict.ts";
import type { CourseFile, ScriptFile, SnapFile, TopologyFile } from "./courseFile.ts";

export interface CourseView {
  readonly topology?: TopologyFile;
  readonly script?: ScriptFile;
  /** Recorded snapshots that are said to be of this script. */
  readonly snaps: readonly SnapFile[];
  /** The script's run. Its positions name files as the parts above do. */
  readonly run?: Run;
}

export interface Run {
  readonly trace: Trace;
  /** One for each of the trace's snapshots. */
  readonly verdicts: readonly SnapshotVerdict[];
  readonly problems: readonly Problem[];
}

/** All files of a view. */
export function filesOf({ topology, script, snaps }: CourseView): CourseFile[] {
  const files: CourseFile[] = [];
  if (topology !== undefined) files.push(topology);
  if (script !== undefined) files.push(script);
  return [...files, ...snaps];
}

/** The servers' names, each once, in the order of the topology. */
export function serverNames(topology: TopologyFile | undefined): string[] {
  return [...new Set(topology?.servers.map(({ name }) => name))];
}

/** Where a server's links lead, in the order of the topology. */
export function destinationsOf(topology: TopologyFile | undefined, from: string): string[] {
  const links = topology?.links.filter(({ words }) => words[0].text === from) ?? [];
  return [...new Set(links.map(({ words }) => words[1].text))];
}
