// Texts that stand beside their diagram: one that is there, and one that is made up and not saved yet, to be changed at will.
// Saved, it is a file like any other, in the folder that it was made for.

import * as vscode from "vscode";
import { Commands } from "./ids.ts";

/** Opens a document, and its diagram beside it. */
export async function showBesideDiagram(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand(Commands.openDiagram, document.uri);
}

export interface UnsavedText {
  /** The name, without a number where that is taken. */
  readonly name: string;
  readonly ending: ".lightcone" | ".lctrace";
  readonly content: string;
}

/** Opens an unsaved text, which is to lie in this folder. */
export async function openUnsaved(folder: vscode.Uri, text: UnsavedText): Promise<vscode.TextDocument> {
  const uri = await freeUri(folder, text);
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text.content);
  await vscode.workspace.applyEdit(edit);
  await showBesideDiagram(document);
  return document;
}

/** A name that no open document has and no file: over one that is there VS Code opens nothing unsaved. */
async function freeUri(folder: vscode.Uri, { name, ending }: UnsavedText): Promise<vscode.Uri> {
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  for (let n = 1; ; n++) {
    const uri = vscode.Uri.joinPath(folder, `${name}${n === 1 ? "" : `-${n}`}${ending}`);
    const plain = uri.with({ fragment: "", query: "" });
    if (!open.has(plain.path) && !(await isThere(plain))) return plain.with({ scheme: "untitled" });
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
