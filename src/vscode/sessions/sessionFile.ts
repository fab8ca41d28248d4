// The file beside a trace that keeps what the user has added to it. Written only when the user saves; read when the trace is
// opened, and again when it changes on disk.

import * as vscode from "vscode";
import { readSession, type SessionReading } from "../../core/session/readSession.ts";
import { EMPTY_SESSION, SESSION_ENDING } from "../../core/session/savedSession.ts";
import { strayProblems } from "../../core/session/strays.ts";
import { writeSession } from "../../core/session/writeSession.ts";
import type { Problem } from "../../core/trace/problem.ts";
import type { Trace } from "../../core/trace/trace.ts";
import { folderOf, nameOf } from "../platform/files.ts";
import type { Additions } from "./additions.ts";
import { filesOf } from "./together.ts";

/** Names of files put together are joined up to this length. */
const LONGEST_NAME = 80;

export class SessionFile {
  /** Undefined where no file can lie beside the trace. */
  readonly uri: vscode.Uri | undefined;
  readonly #additions: Additions;
  /** Its text when it was read or written last; empty where there was none. */
  #text = "";
  #reading: SessionReading | undefined;
  /** The user is asked what is to count: what the file says now, or what has not been saved. */
  #isAsking = false;

  constructor(trace: vscode.Uri, additions: Additions) {
    this.uri = sessionUri(trace);
    this.#additions = additions;
  }

  /** Whether it was there when it was read or written last. */
  get exists(): boolean {
    return this.#text !== "";
  }

  /** What is wrong in it, also for the trace that it is read for. */
  problems(trace: Trace | undefined): readonly Problem[] {
    if (this.#reading === undefined) return [];
    const strays = trace === undefined ? [] : strayProblems(this.#reading, trace);
    return [...this.#reading.problems, ...strays];
  }

  /** Takes what it says in place of what the user has added. Gives whether it says something new. */
  async load(): Promise<boolean> {
    const text = await this.#now();
    if (this.uri === undefined || text === this.#text) return false;
    this.#text = text;
    this.#reading = text === "" ? undefined : readSession(text, this.uri.toString());
    this.#additions.restore(this.#reading?.session ?? EMPTY_SESSION);
    return true;
  }

  /** It may have been changed on disk: takes what it says, unless the user wants to keep what is not saved. */
  async follow(): Promise<boolean> {
    if (this.uri === undefined || this.#isAsking || (await this.#now()) === this.#text) return false;
    if (this.#additions.isUnsaved) {
      const load = vscode.l10n.t("Load the File");
      const words = vscode.l10n.t(
        "{0} has changed on disk, and there are unsaved changes to what it keeps.",
        nameOf(this.uri),
      );
      if ((await this.#ask(words, load, vscode.l10n.t("Keep Mine"))) !== load) return false;
    }
    return this.load();
  }

  /** Writes what the user has added. Gives whether it was written: the user may not want to lose what it says. */
  async save(): Promise<boolean> {
    if (this.uri === undefined) return false;
    const doubt = await this.#doubt(nameOf(this.uri));
    if (doubt !== undefined) {
      const overwrite = vscode.l10n.t("Overwrite");
      if ((await this.#ask(doubt, overwrite, vscode.l10n.t("Don't Save"))) !== overwrite) return false;
    }
    const text = writeSession(this.#additions.saved);
    const before = this.#text;
    // The watcher may tell of our own writing before it has ended.
    this.#text = text;
    try {
      await vscode.workspace.fs.writeFile(this.uri, new TextEncoder().encode(text));
    } catch (error) {
      this.#text = before;
      throw error;
    }
    this.#reading = readSession(text, this.uri.toString());
    this.#additions.markSaved();
    return true;
  }

  /** What saving would lose. */
  async #doubt(name: string): Promise<string | undefined> {
    if ((await this.#now()) !== this.#text) {
      return vscode.l10n.t("{0} has changed on disk since it was read.", name);
    }
    const faults = this.#reading?.problems.filter(({ severity }) => severity === "error") ?? [];
    if (faults.length === 0) return undefined;
    return vscode.l10n.t("{0} has faults (see Problems); what they spoil would be lost.", name);
  }

  async #ask(words: string, ...choices: readonly string[]): Promise<string | undefined> {
    this.#isAsking = true;
    try {
      return await vscode.window.showWarningMessage(words, ...choices);
    } finally {
      this.#isAsking = false;
    }
  }

  /** Its text now. Where it cannot be read for another reason than that it is not there, nothing has changed. */
  async #now(): Promise<string> {
    if (this.uri === undefined) return "";
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.uri));
    } catch (error) {
      return error instanceof vscode.FileSystemError && error.code !== "FileNotFound" ? this.#text : "";
    }
  }
}

/** Whether a file is a session file, by its name. */
export function isSessionFile(name: string): boolean {
  return name.endsWith(SESSION_ENDING);
}

/**
 * Beside the trace, with its whole name; of a folder, beside the folder. Several files have their names joined, or the
 * first one's with a number that tells the others.
 */
function sessionUri(trace: vscode.Uri): vscode.Uri | undefined {
  if (vscode.workspace.fs.isWritableFileSystem(trace.scheme) !== true || nameOf(trace) === "")
    return undefined;
  const names = filesOf(trace).map(nameOf);
  const joined = names.join("+");
  const name = joined.length <= LONGEST_NAME ? joined : `${names[0]}+${names.length - 1}.${tellTale(joined)}`;
  return vscode.Uri.joinPath(folderOf(filesOf(trace)[0]), `${name}${SESSION_ENDING}`);
}

/** A short text that is nearly surely another for another text (FNV-1a, 32 bits). */
function tellTale(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
