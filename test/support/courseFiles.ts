// The course's files for tests: a folder's scripts with their topologies and expected snapshots, run as the command line
// and the editor run them; and snapshots in a form in which only the free order of messages is taken out.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { topologyComment } from "../../src/core/formats/course/eventsFile.ts";
import { findTopology } from "../../src/core/formats/course/findTopology.ts";
import { writeSnap } from "../../src/core/formats/course/snapFile.ts";
import { openSources } from "./openSources.ts";
import { textSource } from "./textSource.ts";

/** A script with what belongs to it; paths are file names in its folder. */
export interface CourseCase {
  readonly script: string;
  readonly topology: string;
  /** The expected snapshots in the order of their ids. */
  readonly snaps: readonly string[];
}

/** The scripts of a folder. A script's snapshots are named like it, with or without an id at the end. */
export function courseCases(folder: string): CourseCase[] {
  const names = readdirSync(folder).sort();
  return names
    .filter((name) => name.endsWith(".events"))
    .map((script) => {
      const match = findTopology(
        script,
        names,
        topologyComment(readFileSync(path.join(folder, script), "utf8")),
      );
      if (match.kind !== "one") throw new Error(`${script} has no topology`);
      const base = script.replace(/\.events$/, "");
      const snaps = names.filter((name) => new RegExp(`^${base}\\d*\\.snap$`).test(name));
      return { script, topology: match.name, snaps };
    });
}

/** Opens a script with its topology and, if wanted, the expected snapshots. */
export function openCase(folder: string, course: CourseCase, withSnaps: boolean) {
  const names = [course.topology, course.script, ...(withSnaps ? course.snaps : [])];
  return openSources(names.map((name) => textSource(name, readFileSync(path.join(folder, name), "utf8"))));
}

/** The snapshots of a run as .snap texts, by id. */
export async function runCase(folder: string, course: CourseCase): Promise<string[]> {
  const { trace } = await openCase(folder, course, false);
  if (trace === undefined) throw new Error(`${course.script} gives no trace`);
  return trace.snapshots.map((snapshot) => writeSnap(trace, snapshot));
}

/** A .snap text with its messages grouped by destination: the order across destinations is free, within one it counts. */
export function normalised(snap: string): string {
  const lines = snap.split("\n").filter((line) => line.trim() !== "");
  const messages = lines.filter((line) => line.split(/\s+/).length === 3);
  const others = lines.filter((line) => line.split(/\s+/).length < 3);
  const destination = (line: string): string => line.split(/\s+/)[1];
  const sorted = messages
    .map((line, i) => ({ line, i }))
    .sort((a, b) => compare(destination(a.line), destination(b.line)) || a.i - b.i);
  return [...others, ...sorted.map(({ line }) => line)].join("\n");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
