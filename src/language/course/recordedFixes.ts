// Fixes that bring a recorded snapshot (.snap) in line with what the run records: line by line, or all at once. They
// touch the lines that differ and leave comments and the order of the rest alone.

import type { Problem } from "../../core/trace/problem.ts";
import { type CourseFile, type SnapFile, type SnapSection, sectionAt } from "./courseFile.ts";
import type { CourseView } from "./courseView.ts";
import { changesOf, type LineEdit } from "./lineEdits.ts";
import { type Place, replacing } from "./place.ts";
import type { QuickFix } from "./quickFix.ts";

/** Ids offered at most for a snapshot that the run does not take. */
const IDS_OFFERED = 3;

/** The fixes of a problem that comes of comparing a recorded snapshot with the run. */
export function recordedFixes(
  view: CourseView,
  file: CourseFile,
  problem: Problem,
  place: Place,
): QuickFix[] {
  if (file.kind !== "snap") return [];
  if (problem.code === "snapshot-unknown") return otherIds(view, file, place);
  const edit = recordedEdit(file, problem, place);
  if (edit === undefined) return [];
  return [{ title: titleOf(edit), changes: changesOf(file, [edit]), preferred: true }];
}

/** All differences of a recorded snapshot from the run put right at once; undefined where there is none. */
export function acceptRecorded(
  file: SnapFile,
  section: SnapSection,
  problems: readonly Problem[],
  placeOf: (problem: Problem) => Place,
): QuickFix | undefined {
  const edits: LineEdit[] = [];
  for (const problem of problems) {
    const place = placeOf(problem);
    if (place.line < section.span.from || place.line > section.span.to) continue;
    const edit = recordedEdit(file, problem, place);
    if (edit !== undefined) edits.push(edit);
  }
  if (edits.length === 0) return undefined;
  const title = `Accept All Recorded Values of Snapshot ${section.id}`;
  return { title, changes: changesOf(file, edits), preferred: false };
}

function titleOf(edit: LineEdit): string {
  switch (edit.kind) {
    case "replace":
      return `Change to What the Run Records: ${edit.text}`;
    case "remove":
      return "Remove This Line, Which the Run Does Not Record";
    default:
      return `Add What the Run Records: ${edit.text}`;
  }
}

function recordedEdit(file: SnapFile, problem: Problem, place: Place): LineEdit | undefined {
  const { args } = problem;
  const section = sectionAt(file, place.line + 1);
  if (problem.code !== "snapshot-differs" || args === undefined || section === undefined) return undefined;
  const tokens = tokensIn(String(args.expected ?? ""));
  const { line } = place;
  switch (args.kind) {
    case "process":
      return { kind: "replace", line, text: `${args.process} ${tokens}` };
    case "missing-process":
      return {
        kind: "after",
        line: lineBefore(section, String(args.process)),
        text: `${args.process} ${tokens}`,
      };
    case "message":
      return { kind: "replace", line, text: `${args.channel} token(${tokens})` };
    case "surplus-message":
      return { kind: "remove", line };
    case "missing-message": {
      // After the messages of its channel, where there are some (there the problem stands), else at the end.
      const after = line === section.idLine.number ? section.span.to : line;
      return { kind: "after", line: after, text: `${args.channel} token(${tokens})` };
    }
  }
  return undefined;
}

/** The line after which a server belongs: servers stand sorted by name, before the messages. */
function lineBefore(section: SnapSection, name: string): number {
  const before = section.servers.filter((server) => server.name < name);
  return (before.at(-1) ?? section.idLine).number;
}

function otherIds({ run }: CourseView, file: SnapFile, place: Place): QuickFix[] {
  const taken = new Set(file.snapshots.map(({ id }) => id));
  const free = run?.trace.snapshots.map(({ id }) => id).filter((id) => !taken.has(id)) ?? [];
  return free.slice(0, IDS_OFFERED).map((id) => ({
    title: `Change to Snapshot ${id} of the Run`,
    changes: [replacing(place, String(id))],
    preferred: free.length === 1,
  }));
}

/** The number in `5 tokens`; 0 for `none`. */
function tokensIn(words: string): number {
  return Number(/^\d+/.exec(words)?.[0] ?? 0);
}
