// Course files for tests inside VS Code: each test gets a folder of its own in the workspace. A cursor is drawn as `|`.

import assert from "node:assert/strict";
import * as vscode from "vscode";

/** A small bank of three branches: every branch can be reached from every other. */
export const TOPOLOGY = "3\nAda 8\nBob 4\nCid 0\nAda Bob\nBob Ada\nBob Cid\nCid Ada\n";

export const SCRIPT =
  "# topology: bank\nsend Ada Bob 3\ntick 2\nsend Bob Cid 1\nsend Bob Ada 2\nsnapshot Ada\ntick\nsend Ada Bob 1\n";

/** What its snapshot records. */
export const SNAP = "0\nAda 5\nBob 4\nCid 1\nBob Ada token(2)\n";

const WAIT_MS = 10_000;
const POLL_MS = 20;

/** Writes files into a fresh folder of the workspace and gives a function from names to URIs. */
export async function folderWith(
  texts: Readonly<Record<string, string>>,
): Promise<(name: string) => vscode.Uri> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace, "no folder is open");
  const folder = vscode.Uri.joinPath(workspace.uri, `languages-${crypto.randomUUID()}`);
  await vscode.workspace.fs.createDirectory(folder);
  const uri = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  for (const [name, text] of Object.entries(texts)) {
    await vscode.workspace.fs.writeFile(uri(name), new TextEncoder().encode(text));
  }
  return uri;
}

/**
 * Opens a document in an editor, as a click does: one opened by `openTextDocument` would stay open for minutes after its
 * editor has been closed.
 */
export async function opened(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uri.toString());
  return document;
}

/** Closes all editors, unsaved changes and all. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** The text without its cursor, and where that was. */
export function marked(text: string): { readonly text: string; readonly position: vscode.Position } {
  const before = text.slice(0, text.indexOf("|")).split("\n");
  const position = new vscode.Position(before.length - 1, before[before.length - 1].length);
  return { text: text.replace("|", ""), position };
}

/** Puts a text in place of another, as typing does. */
export async function type(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const start = document.getText().indexOf(old);
  assert.ok(start >= 0, `there is no ${JSON.stringify(old)}`);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + old.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Asks again and again until `holds`; gives the last answer when the time is up. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  holds: (answer: Answer) => boolean,
): Promise<Answer> {
  const limit = Date.now() + WAIT_MS;
  for (;;) {
    const answer = await ask();
    if (holds(answer) || Date.now() > limit) return answer;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** A file's diagnostics as `CODE@LINE:COLUMN-END`, columns and lines from 1, once there are `count` of them. */
export async function diagnosed(uri: vscode.Uri, count: number): Promise<string[]> {
  const found = await eventually(
    () => vscode.languages.getDiagnostics(uri),
    ({ length }) => length === count,
  );
  return found.map(({ code, range }) => {
    const { start, end } = range;
    return `${String(code)}@${start.line + 1}:${start.character + 1}-${end.character + 1}`;
  });
}
