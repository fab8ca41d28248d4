// Answers the language server's questions about files: what an import names is read as the editor reads files. Those outside
// the workspace are watched, so that the server hears when they change.

import * as vscode from "vscode";
import { type BaseLanguageClient, FileChangeType } from "vscode-languageclient";
import type { HostRequests } from "../../protocol/language.ts";

/** Authored files are written by hand: more of them in one folder are not looked at. */
const MOST_FILES = 2000;
/** Longer files are none that somebody wrote by hand. */
const MOST_BYTES = 4_000_000;

type Answers = {
  readonly [Name in keyof HostRequests]: (uri: vscode.Uri) => Promise<HostRequests[Name]["result"]>;
};

export class HostFiles implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #watchers = new Map<string, vscode.Disposable>();

  /** Answers on a client that has not been started. */
  constructor(client: BaseLanguageClient) {
    this.#client = client;
    const answers: Answers = {
      "lightcone/readFile": (uri) => this.#read(uri),
      "lightcone/fileKind": kindOf,
      "lightcone/findFiles": findFiles,
    };
    for (const name of Object.keys(answers) as (keyof HostRequests)[]) {
      client.onRequest(
        name,
        ({ uri }: HostRequests[typeof name]["params"]): Promise<unknown> =>
          answers[name](vscode.Uri.parse(uri)),
      );
    }
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
  }

  async #read(uri: vscode.Uri): Promise<string | null> {
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) this.#watch(vscode.Uri.joinPath(uri, ".."));
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > MOST_BYTES) return null;
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return null;
    }
  }

  /** Tells the server of changes of the authored files of a folder. */
  #watch(folder: vscode.Uri): void {
    const key = folder.toString();
    if (this.#watchers.has(key)) return;
    const pattern = new vscode.RelativePattern(folder, "*.lightcone");
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = (type: FileChangeType) => (uri: vscode.Uri) =>
      this.#client.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: uri.toString(), type }],
      });
    watcher.onDidCreate(tell(FileChangeType.Created));
    watcher.onDidChange(tell(FileChangeType.Changed));
    watcher.onDidDelete(tell(FileChangeType.Deleted));
    this.#watchers.set(key, watcher);
  }
}

async function kindOf(uri: vscode.Uri): Promise<"file" | "folder" | null> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.Directory) === 0 ? "file" : "folder";
  } catch {
    return null;
  }
}

async function findFiles(folder: vscode.Uri): Promise<string[]> {
  const pattern = new vscode.RelativePattern(folder, "**/*.lightcone");
  const found = await vscode.workspace.findFiles(pattern, undefined, MOST_FILES);
  return found.map((uri) => uri.toString());
}
