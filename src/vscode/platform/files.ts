// Reads files as the editor has them: the unsaved text of an open document first, else the bytes of whatever file
// system the URI names. No node here, so that it works in the browser and on virtual workspaces too.

import * as vscode from "vscode";
import type { Source } from "../../core/formats/format.ts";

/** Above this a file is refused before memory is taken for it: one string in V8 holds a little more. */
const LARGEST = 512 * 1024 * 1024;
/** So many bytes are decoded at once; between two pieces others run. */
const PIECE = 1024 * 1024;

export class Files {
  /** A file as the core reads it. Its name is its URI, which is also the name in problems' positions. */
  async source(uri: vscode.Uri): Promise<Source> {
    const document = openDocument(uri);
    if (document !== undefined) {
      const text = document.getText();
      return { name: uri.toString(), size: text.length, text: () => once(text) };
    }
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > LARGEST) {
      throw new Error(
        vscode.l10n.t(
          "{0} has {1} MB; Lightcone reads files of up to {2} MB.",
          nameOf(uri),
          mb(size),
          mb(LARGEST),
        ),
      );
    }
    return { name: uri.toString(), size, text: () => pieces(uri) };
  }

  /** The names of the files in a folder; none where the file system cannot say. */
  async namesIn(folder: vscode.Uri): Promise<string[]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(folder);
      return entries.filter(([, type]) => (type & vscode.FileType.Directory) === 0).map(([name]) => name);
    } catch {
      return [];
    }
  }
}

/** The last part of a URI's path. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

/** The folder that a file lies in. */
export function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, "..");
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

async function* pieces(uri: vscode.Uri): AsyncIterable<string> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  const decoder = new TextDecoder();
  for (let start = 0; start < bytes.length; start += PIECE) {
    yield decoder.decode(bytes.subarray(start, start + PIECE), { stream: true });
  }
  yield decoder.decode();
}

function mb(bytes: number): number {
  return Math.round(bytes / (1024 * 1024));
}
