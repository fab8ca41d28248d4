// Places in a text and changes to it, for all editor services of the course's files. Lines and columns count from 1 as
// in the core's positions; an adapter turns them into its editor's own.

import type { SourcePosition } from "../../core/trace/problem.ts";

/** A stretch of one line of a file. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** First column after it. */
  readonly endColumn: number;
}

/** Replaces a stretch, which may span lines, by a text; an empty stretch inserts. */
export interface TextChange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** Lines `from` to `to`, both included. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/** Puts `text` in place of a stretch. */
export function replacing(place: Place, text: string): TextChange {
  return { ...place, endLine: place.line, text };
}

/** A position as a place that lies in the text, whatever it says: line 0 is the first line, no end is the line's end. */
export function placeIn(lines: readonly string[], position: SourcePosition): Place {
  const line = Math.min(Math.max(1, position.line), Math.max(1, lines.length));
  const length = (lines[line - 1] ?? "").length;
  const clamp = (column: number): number => Math.min(Math.max(1, column), length + 1);
  const column = clamp(position.column);
  const endColumn = Math.max(column, clamp(position.endColumn ?? length + 1));
  return { file: position.file, line, column, endColumn };
}
