// What the language server says in learner's mode: nothing that tells the answer. Its verdicts over the lines are left to the
// lenses of learner's mode; problems that tell of expectations wait until everything is predicted.

import type * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";
import type { Learning } from "./learning.ts";

const TELLING = /^(expectation-|unreachable)/;

/** Stands between the server and VS Code; `publish` shows a document's problems. */
export class Discretion {
  readonly #learning: Learning;
  /** The server's last word on each document. */
  readonly #problems = new Map<string, { readonly uri: vscode.Uri; readonly all: vscode.Diagnostic[] }>();

  constructor(learning: Learning) {
    this.#learning = learning;
  }

  readonly middleware: Middleware = {
    provideCodeLenses: (document, token, next) =>
      this.#learning.isOn(document.uri) ? [] : next(document, token),
    provideHover: async (document, position, token, next) => {
      const line = position.line + 1;
      const tells = this.#learning.hidden(document.uri).some((exercise) => exercise.line === line);
      const expects =
        this.#learning.isOn(document.uri) && /^\s*expect\b/.test(document.lineAt(position).text);
      return tells || expects ? undefined : next(document, position, token);
    },
    handleDiagnostics: (uri, all, next) => {
      this.#problems.set(uri.toString(), { uri, all });
      next(uri, this.#visible(uri, all));
    },
  };

  /** Shows again what was said before, as far as it may be said now. */
  republish(collection: vscode.DiagnosticCollection | undefined): void {
    for (const { uri, all } of this.#problems.values()) collection?.set(uri, this.#visible(uri, all));
  }

  #visible(uri: vscode.Uri, all: vscode.Diagnostic[]): vscode.Diagnostic[] {
    if (!this.#learning.isOn(uri) || this.#learning.hidden(uri).length === 0) return all;
    return all.filter(
      ({ code }) => !TELLING.test(typeof code === "object" ? String(code.value) : String(code)),
    );
  }
}
