// The session that the views, the status bar and the commands speak of: that of the file or panel that the user was in
// last, as long as it is open.

import * as vscode from "vscode";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

export class ActiveSession implements vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #changed = new vscode.EventEmitter<Session | undefined>();
  readonly #disposables: vscode.Disposable[];
  #current: Session | undefined;

  /** Another session is current, or the current one has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.#disposables = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      sessions.onDidChange((session) => {
        if (session === this.#current) this.#announce();
      }),
      sessions.onDidClose((session) => {
        if (session === this.#current) this.#become(this.#sessions.all.at(-1));
      }),
    ];
    this.#follow(vscode.window.activeTextEditor);
  }

  get current(): Session | undefined {
    return this.#current;
  }

  /** A panel or a custom editor of this file came to the front. */
  focus(uri: vscode.Uri): void {
    this.#become(this.#sessions.open(uri));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#changed.dispose();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    const uri = editor?.document.uri;
    if (uri !== undefined && (hasOurEnding(uri) || this.#sessions.peek(uri) !== undefined)) this.focus(uri);
  }

  #become(session: Session | undefined): void {
    if (this.#current === session) return;
    this.#current = session;
    this.#announce();
  }

  #announce(): void {
    const session = this.#current;
    const hasTrace = session?.opened?.trace !== undefined;
    void vscode.commands.executeCommand("setContext", "lightcone.hasTrace", hasTrace);
    const hasExecutions = session?.executions !== undefined;
    void vscode.commands.executeCommand("setContext", "lightcone.hasExecutions", hasExecutions);
    const isUnsaved = session?.additions.isUnsaved === true;
    void vscode.commands.executeCommand("setContext", "lightcone.isUnsaved", isUnsaved);
    this.#changed.fire(session);
  }
}

/**
 * Whether a file is ours by its ending, so that a session is made as soon as it is looked at. A log or a JSON file may be a
 * trace, but only the user can say so. The old side of a diff is not ours: it has no neighbours to be read with.
 */
export function hasOurEnding(uri: vscode.Uri): boolean {
  return uri.scheme !== "git" && /\.(top|events|snap|lctrace|lightcone)$/i.test(uri.path);
}
