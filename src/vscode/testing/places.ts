// Places of the core as VS Code's, for tests and what they found.
// Lines and columns of the core count from 1, VS Code's from 0.

import * as vscode from "vscode";
import type { SourcePosition } from "../../core/trace/problem.ts";

const LINE_END = 10_000;

export function rangeOf({ line, column, endColumn = LINE_END }: SourcePosition): vscode.Range {
  const at = Math.max(0, line - 1);
  return new vscode.Range(at, Math.max(0, column - 1), at, Math.max(0, endColumn - 1));
}

export function locationOf(position: SourcePosition): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(position.file), rangeOf(position));
}
