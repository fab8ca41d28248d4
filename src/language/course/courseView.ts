// What the services know besides the file that they are asked about: the topology, the script, and its run. Any part
// may be missing; each service gives what the rest allows.

import type { Problem } from "../../core/trace/problem.ts";
import type { Trace } from "../../core/trace/trace.ts";
import type { SnapshotVerdict } from "../../core/trace/verdict.ts";
import type { ScriptFile, TopologyFile } from "./courseFile.ts";

export interface CourseView {
  readonly topology?: TopologyFile;
  readonly script?: ScriptFile;
  /** The script's run. Its positions name files as the parts above do. */
  readonly run?: Run;
}

export interface Run {
  readonly trace: Trace;
  /** One for each of the trace's snapshots. */
  readonly verdicts: readonly SnapshotVerdict[];
  readonly problems: readonly Problem[];
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
