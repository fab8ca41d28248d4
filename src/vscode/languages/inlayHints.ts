// Notes behind a script's lines: the time after a tick, what a send leaves its sender. A setting of ours turns them
// off, beside VS Code's own for all languages.

import * as vscode from "vscode";
import { inlayHintsOf } from "../../language/course/inlayHints.ts";
import { switchSetting } from "../platform/settings.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { CourseDocuments } from "./courseDocuments.ts";
import { onReread } from "./rereading.ts";

export class InlayHints implements vscode.InlayHintsProvider, vscode.Disposable {
  readonly #documents: CourseDocuments;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(documents: CourseDocuments, sessions: Sessions) {
    this.#documents = documents;
    this.#listening = vscode.Disposable.from(
      onReread(sessions, () => this.#changed.fire()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("lightcone.inlayHints")) this.#changed.fire();
      }),
    );
  }

  async provideInlayHints(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.InlayHint[]> {
    if (!switchSetting("inlayHints.enabled", document.uri)) return [];
    const seen = await this.#documents.see(document, true);
    if (seen?.file.kind !== "script") return [];
    const span = { from: range.start.line + 1, to: range.end.line + 1 };
    return inlayHintsOf(seen.view, seen.file, span).map(({ line, column, words }) => {
      const hint = new vscode.InlayHint(new vscode.Position(line - 1, column - 1), words);
      hint.paddingLeft = true;
      return hint;
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}
