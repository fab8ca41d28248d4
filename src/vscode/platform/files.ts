// Reads files as the editor has them: the unsaved text of an open document first, else the bytes of whatever file
// system the URI names. No node here, so that it works in the browser and on virtual workspaces too.

import * as vscode from "vscode";
import type { Source } from "../../core/formats/format.ts";
import type { FileToRead } from "../../protocol/reading.ts";

/** Above this a file that is not on this machine's disk is refused: it must be in memory at once. */
const LARGEST_IN_MEMORY = 512 * 1024 * 1024;
/** So many bytes are decoded at once; between two pieces others run. */
const PIECE = 1024 * 1024;

/** A file as it is now, and how to get at it. */
export interface FileNow {
  readonly uri: vscode.Uri;
  /** Bytes, or characters of an unsaved text. */
  readonly size: number;
  /** The text of an open document, which counts before what is saved. */
  readonly text?: string;
}

export class Files {
  /** What there is to read. Raises the file system's error where there is nothing. */
  async look(uri: vscode.Uri): Promise<FileNow> {
    const document = openDocument(uri);
    if (document !== undefined && (document.isDirty || !isOnDisk(uri))) {
      const text = document.getText();
      return { uri, size: text.length, text };
    }
    return { uri, size: (await vscode.workspace.fs.stat(uri)).size };
  }

  /** A file as the core reads it. Its name is its URI, which is also the name in problems' positions. */
  async source(uri: vscode.Uri): Promise<Source> {
    return this.sourceOf(await this.look(uri));
  }

  sourceOf({ uri, size, text }: FileNow): Source {
    const name = uri.toString();
    if (text !== undefined) return { name, size, text: () => once(text) };
    refuseTooLarge(uri, size);
    return { name, size, text: () => decoded(bytesOf(uri)), bytes: () => bytesOf(uri) };
  }

  /** A file as the reader thread gets it: its path where it lies on this machine, else its content. */
  async toRead({ uri, size, text }: FileNow): Promise<FileToRead> {
    const name = uri.toString();
    if (text !== undefined) return { name, content: { kind: "text", text } };
    if (uri.scheme === "file") return { name, content: { kind: "path", path: uri.fsPath } };
    refuseTooLarge(uri, size);
    return { name, content: { kind: "bytes", bytes: await vscode.workspace.fs.readFile(uri) } };
  }

  /** Whether a URI names a folder; what there is not is none. */
  async isFolder(uri: vscode.Uri): Promise<boolean> {
    if (openDocument(uri) !== undefined) return false;
    try {
      return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
    } catch {
      return false;
    }
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

/** The same without its ending. */
export function stemOf(uri: vscode.Uri): string {
  return nameOf(uri).replace(/\.[^.]*$/, "");
}

/** The folder that a file lies in. */
export function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, "..");
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / (1024 * 1024));
}

function refuseTooLarge(uri: vscode.Uri, size: number): void {
  if (size <= LARGEST_IN_MEMORY) return;
  throw new Error(
    vscode.l10n.t(
      "{0} has {1} MB; from this file system Lightcone reads files of up to {2} MB.",
      nameOf(uri),
      megabytes(size),
      megabytes(LARGEST_IN_MEMORY),
    ),
  );
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

/** Whether a file system knows the URI; others stand for texts that an extension or the user makes up. */
function isOnDisk({ scheme }: vscode.Uri): boolean {
  return scheme !== "untitled" && vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

/** The bytes of a file in pieces, unpacked where they begin as gzip does. */
async function* bytesOf(uri: vscode.Uri): AsyncIterable<Uint8Array> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    yield* unpacked(bytes);
    return;
  }
  for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
}

async function* unpacked(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const packed = new Blob([Uint8Array.from(bytes)]).stream();
  const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
