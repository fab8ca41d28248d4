// The lines that stand above snapshots: in a script the verdict on what each `snapshot` records, in a recorded
// snapshot (.snap) whether the run records the same.

import type { Problem } from "../../core/trace/problem.ts";
import { counted } from "../../core/trace/verdict.ts";
import { placeOfLine, type ScriptFile, type SnapFile, type SnapSection } from "./courseFile.ts";
import type { CourseView } from "./courseView.ts";
import { snapshotOfLine } from "./moments.ts";
import type { Place } from "./place.ts";
import { problemPlace } from "./problemPlace.ts";
import { verdictWords } from "./verdictWords.ts";

export interface SnapshotLens {
  readonly place: Place;
  readonly words: string;
  /** Id of the run's snapshot that can be shown as a diagram. */
  readonly snapshot?: number;
  /** Whether the lens's snapshot differs from the run's in a way that can be put right at once. */
  readonly differs: boolean;
}

/** One above each `snapshot` command that the run did. */
export function scriptLenses({ run }: CourseView, script: ScriptFile): SnapshotLens[] {
  if (run === undefined) return [];
  const lenses: SnapshotLens[] = [];
  for (const command of script.commands) {
    if (command.verb !== "snapshot") continue;
    const snapshot = snapshotOfLine(run.trace, script, command.number);
    const verdict = snapshot === undefined ? undefined : run.verdicts[run.trace.snapshots.indexOf(snapshot)];
    if (snapshot === undefined || verdict === undefined) continue;
    const words = `Snapshot ${snapshot.id}: ${verdictWords(run.trace, snapshot, verdict)}`;
    lenses.push({ place: placeOfLine(script.file, command), words, snapshot: snapshot.id, differs: false });
  }
  return lenses;
}

/** One above each id line. `scriptName`: the file name of the script that the run is of. */
export function snapLenses({ run }: CourseView, snap: SnapFile, scriptName: string): SnapshotLens[] {
  if (run === undefined) return [];
  return snap.snapshots.map((section) => {
    const found = problemsIn(snap, section, run.problems);
    const taken = run.trace.snapshots.find(({ id }) => id === section.id);
    return {
      place: placeOfLine(snap.file, section.idLine),
      words: `Snapshot ${section.id}: ${comparisonWords(found, taken !== undefined, scriptName)}`,
      snapshot: taken?.id,
      differs: found.some(({ code }) => code === "snapshot-differs"),
    };
  });
}

/** The problems of one snapshot of a .snap file. */
export function problemsIn(snap: SnapFile, section: SnapSection, problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => {
    if (problem.position.file !== snap.file) return false;
    const { line } = problemPlace(snap, problem);
    return line >= section.span.from && line <= section.span.to;
  });
}

function comparisonWords(problems: readonly Problem[], isTaken: boolean, scriptName: string): string {
  const ending = impossibleWords(problems);
  if (!isTaken) return `the run of ${scriptName} takes no such snapshot${ending}`;
  const differences = problems.filter(({ code }) => code === "snapshot-differs").length;
  if (differences > 0)
    return `differs from the run of ${scriptName} in ${counted(differences, "place")}${ending}`;
  if (problems.length > 0) return `${counted(problems.length, "problem")} in this snapshot${ending}`;
  return `as recorded by the run of ${scriptName}`;
}

/** Too many tokens are impossible in every run of the system, states of no consistent cut in this one. */
function impossibleWords(problems: readonly Problem[]): string {
  if (problems.some(({ code }) => code === "tokens-impossible")) return "; impossible in any run";
  return problems.some(({ code }) => code === "cut-impossible") ? "; impossible in this run" : "";
}
