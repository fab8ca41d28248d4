// Changes by whole lines: replaced, removed, put before or after one. They are merged line by line, so that any set of
// them gives changes that do not overlap, which editors demand.

import type { CourseFile } from "./courseFile.ts";
import type { TextChange } from "./place.ts";

/** Line 0 stands for the beginning of the text. */
export type LineEdit =
  | { readonly kind: "replace" | "before" | "after"; readonly line: number; readonly text: string }
  | { readonly kind: "remove"; readonly line: number };

/** The changes that make these edits, at most one a line. */
export function changesOf(file: CourseFile, edits: readonly LineEdit[]): TextChange[] {
  const byLine = new Map<number, LineEdit[]>();
  for (const edit of edits) {
    const line = Math.min(Math.max(edit.line, 0), file.lines.length);
    byLine.set(line, [...(byLine.get(line) ?? []), edit]);
  }
  return [...byLine].sort(([a], [b]) => a - b).map(([line, list]) => lineChange(file, line, list));
}

function lineChange(file: CourseFile, line: number, edits: readonly LineEdit[]): TextChange {
  const texts = (kind: LineEdit["kind"]): string[] =>
    edits.flatMap((edit) => (edit.kind === kind && edit.kind !== "remove" ? [edit.text] : []));
  const before = texts("before");
  const after = texts("after");
  if (line === 0) {
    const text = [...before, ...after].map((each) => `${each}\n`).join("");
    return { file: file.file, line: 1, column: 1, endLine: 1, endColumn: 1, text };
  }
  const old = file.lines[line - 1];
  const own = edits.some(({ kind }) => kind === "remove") ? [] : [texts("replace").at(-1) ?? old];
  const result = [...before, ...own, ...after];
  if (result.length === 0) return removal(file, line);
  return {
    file: file.file,
    line,
    column: 1,
    endLine: line,
    endColumn: old.length + 1,
    text: result.join("\n"),
  };
}

/** Takes a line away with one of its line breaks. */
function removal({ file, lines }: CourseFile, line: number): TextChange {
  if (line < lines.length) return { file, line, column: 1, endLine: line + 1, endColumn: 1, text: "" };
  const endColumn = lines[line - 1].length + 1;
  if (line === 1) return { file, line, column: 1, endLine: line, endColumn, text: "" };
  return { file, line: line - 1, column: lines[line - 2].length + 1, endLine: line, endColumn, text: "" };
}
