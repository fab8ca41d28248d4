// Writes a snapshot that was run into its script (.events), as one edit that can be undone; the file is not saved.
// Where the line belongs is the core's to say: formats/course/insertSnapshot.ts.

import * as vscode from "vscode";
import { insertSnapshot } from "../../../core/formats/course/insertSnapshot.ts";
import type { AddedSnapshot } from "../../sessions/additions.ts";
import type { Session } from "../../sessions/session.ts";

/** Whether a file is a script that snapshots can be written into. */
export function isScript(uri: vscode.Uri): boolean {
  return /\.events$/i.test(uri.path);
}

/** Puts `snapshot SERVER` at its tick; the snapshot is then the script's own, and selected under its new id. */
export async function writeSnapshot(
  session: Session,
  script: vscode.Uri,
  snapshot: AddedSnapshot,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(script);
  const { from, to, lines, id } = insertSnapshot(document.getText(), snapshot.initiators[0], snapshot.time);
  const edit = new vscode.WorkspaceEdit();
  const text = lines.join("\n");
  if (from > document.lineCount || (from === document.lineCount && document.lineAt(from - 1).text === "")) {
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.insert(script, end, end.character === 0 ? `${text}\n` : `\n${text}\n`);
  } else if (from === to) {
    edit.insert(script, new vscode.Position(from - 1, 0), `${text}\n`);
  } else {
    const last = document.lineAt(to - 2).range.end;
    edit.replace(script, new vscode.Range(new vscode.Position(from - 1, 0), last), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return;
  await session.removeSnapshot(snapshot);
  session.selectCut(`snapshot:${id}`);
}
