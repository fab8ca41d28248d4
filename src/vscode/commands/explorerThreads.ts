// What the commands that explore share: a thread for what takes long, one for each command that runs, and how its progress is
// shown and cancelled. platform/thread talks with it.

import * as vscode from "vscode";
import { ExplorerThread } from "../platform/thread/explorerThread.ts";
import type { Services } from "./command.ts";

/** The caller ends it. */
export function newThread({ extension }: Services): ExplorerThread {
  return new ExplorerThread(vscode.Uri.joinPath(extension, "dist", "explorer.cjs").fsPath);
}

export function withThreadProgress<Result>(
  title: string,
  thread: ExplorerThread,
  work: (progress: (words: string) => void) => Promise<Result>,
): Thenable<Result> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => thread.cancel());
    return work((message) => progress.report({ message }));
  });
}
