// Between the services' places, which count from 1 and name files by URI, and VS Code's, which count from 0. The only
// place where the two meet.

import * as vscode from "vscode";
import type { LineSpan, Place, TextChange } from "../../language/course/place.ts";

export function rangeOf({ line, column, endColumn }: Omit<Place, "file">): vscode.Range {
  return new vscode.Range(line - 1, column - 1, line - 1, endColumn - 1);
}

export function locationOf(place: Place): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(place.file), rangeOf(place));
}

/** Whole lines, the last one up to its end. */
export function linesOf({ from, to }: LineSpan, lines: readonly string[]): vscode.Range {
  return new vscode.Range(from - 1, 0, to - 1, (lines[to - 1] ?? "").length);
}

export function editOf(changes: readonly TextChange[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { file, line, column, endLine, endColumn, text } of changes) {
    const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
    edit.replace(vscode.Uri.parse(file), range, text);
  }
  return edit;
}
