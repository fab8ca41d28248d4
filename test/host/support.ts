// What the host tests share: our extension's services, small files in the workspace, and waiting for what comes later.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { LightconeApi } from "../../src/vscode/extension.ts";
import type { Session } from "../../src/vscode/sessions/session.ts";

const PATIENCE_MS = 10_000;
const POLL_MS = 25;
const BEAT_MS = 2;

export const TWO_SERVERS = "2\nA 5\nB 3\nA B\nB A\n";
/** A sends two tokens, then B takes a snapshot while one message is on its way. */
export const ONE_SNAPSHOT = "send A B 2\ntick\nsnapshot B\nsend B A 1\ntick 6\n";

/** The extension's services, with the extension active. */
export async function lightcone(): Promise<LightconeApi> {
  const extension = vscode.extensions.getExtension<LightconeApi>("lightcone.lightcone");
  assert.ok(extension, "VS Code does not list lightcone.lightcone");
  return extension.activate();
}

/** Writes files into a fresh folder of the workspace; gives their URIs by name. */
export async function writeFiles<Name extends string>(
  files: Readonly<Record<Name, string>>,
): Promise<Record<Name, vscode.Uri>> {
  const [root] = vscode.workspace.workspaceFolders ?? [];
  const folder = vscode.Uri.joinPath(root.uri, `test-${crypto.randomUUID()}`);
  await vscode.workspace.fs.createDirectory(folder);
  const uris = {} as Record<Name, vscode.Uri>;
  for (const [name, text] of Object.entries<string>(files)) {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    uris[name as Name] = uri;
  }
  return uris;
}

/** A script over its topology, with one snapshot. */
export function writeScenario(): Promise<Record<"two.top" | "two.events", vscode.Uri>> {
  return writeFiles({ "two.top": TWO_SERVERS, "two.events": ONE_SNAPSHOT });
}

/** Replaces the whole text of an open document without saving it. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit), "the edit was refused");
}

/** Waits until something holds. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > limit) assert.fail(`not after ${PATIENCE_MS / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * Closes every editor and waits until nothing of ours is left open. VS Code keeps documents for some minutes that an
 * extension has opened without showing them: their sessions may stay.
 */
export async function closeAll(): Promise<void> {
  // Saved first, for closing an unsaved file asks a question.
  await vscode.workspace.saveAll();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  const { sessions, panels } = await lightcone();
  await eventually("all diagrams are closed", () => panels.size === 0);
  const isOpen = (uri: vscode.Uri) =>
    vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  await eventually("sessions end with their documents", () => sessions.all.every(({ uri }) => isOpen(uri)));
}

export function namesOf(session: Session): string[] {
  return session.files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
}

/** The text of a file as it is on disk. */
export async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** How often the host's event loop turned during some work, and the most processor time that it spent between two turns. */
export async function turnsDuring(
  work: () => PromiseLike<unknown>,
): Promise<{ readonly turns: number; readonly longest: number }> {
  let [turns, longest, last] = [0, 0, threadTime()];
  const turn = (): void => {
    const now = threadTime();
    longest = Math.max(longest, now - last);
    last = now;
    turns++;
  };
  const beat = setInterval(turn, BEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(beat);
  }
  turn();
  return { turns, longest };
}

/** Milliseconds of processor time of the host's own thread: what others do on the machine meanwhile does not count. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
