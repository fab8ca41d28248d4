// In learner's mode the text itself must not tell: what is expected of a snapshot, a cut or a puzzle is drawn invisible until
// it has been predicted. The text stays as it is; only its look changes.

import * as vscode from "vscode";
import type { Subject } from "../../../core/scenario/expectation.ts";
import { snapshotTitle } from "../../../core/trace/describeSnapshot.ts";
import type { Sessions } from "../../sessions/sessions.ts";
import type { Learning } from "./learning.ts";

export class HiddenText implements vscode.Disposable {
  readonly #learning: Learning;
  readonly #sessions: Sessions;
  readonly #invisible = vscode.window.createTextEditorDecorationType({ opacity: "0" });
  readonly #note = vscode.window.createTextEditorDecorationType({
    before: {
      contentText: vscode.l10n.t("hidden until predicted "),
      color: new vscode.ThemeColor("disabledForeground"),
      fontStyle: "italic",
    },
  });
  readonly #disposables: vscode.Disposable[];

  constructor(learning: Learning, sessions: Sessions) {
    this.#learning = learning;
    this.#sessions = sessions;
    const all = (): void => {
      for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
    };
    this.#disposables = [
      this.#invisible,
      this.#note,
      learning.onDidChange(all),
      vscode.window.onDidChangeVisibleTextEditors(all),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "lightcone") all();
      }),
    ];
    all();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #draw(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document.languageId !== "lightcone") return;
    const ranges = this.#learning.isOn(document.uri) ? this.#hiddenRanges(document) : [];
    editor.setDecorations(this.#invisible, ranges);
    editor.setDecorations(
      this.#note,
      ranges.map(({ start }) => new vscode.Range(start, start)),
    );
  }

  /** What follows `expect`, but where all that it is about has been predicted. */
  #hiddenRanges(document: vscode.TextDocument): vscode.Range[] {
    const shown = this.#shownLines(document.uri);
    const text = document.getText();
    const ranges: vscode.Range[] = [];
    for (const match of text.matchAll(/^([ \t]*expect[ \t]+)(?!end\b)\S/gm)) {
      const start = match.index + match[1].length;
      const at = document.positionAt(start);
      if (!shown.has(at.line + 1))
        ranges.push(new vscode.Range(at, document.positionAt(endOfClaim(text, start))));
    }
    return ranges;
  }

  /** The lines of expectations that give nothing away any more. */
  #shownLines(uri: vscode.Uri): ReadonlySet<number> {
    const whole = this.#sessions.peek(uri)?.veil.whole;
    const hidden = new Set(this.#learning.hidden(uri).map(({ group }) => group));
    const groupOf = (subject: Subject): string | undefined => {
      const { scenario, trace } = whole ?? {};
      if (subject.kind === "snapshot") {
        const snapshot = trace?.snapshots.find(({ id }) => id === subject.id);
        return snapshot === undefined ? "" : snapshotTitle(snapshot);
      }
      if (subject.kind === "cut") return `cut ${scenario?.cuts?.[subject.index]?.name}`;
      if (subject.kind !== "puzzle") return undefined;
      const name = scenario?.puzzles?.[subject.index]?.name ?? "";
      return name === "" ? "puzzle" : `puzzle ${name}`;
    };
    const lines = new Set<number>();
    for (const { subject, position } of whole?.scenario?.expectations ?? []) {
      const group = groupOf(subject);
      const isHidden = group === undefined ? hidden.size > 0 : hidden.has(group);
      if (position.file === uri.toString() && !isHidden) lines.add(position.line);
    }
    return lines;
  }
}

/** Where an expectation ends: behind its braces, or with its line. */
function endOfClaim(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === "{" || text[i] === "[") depth++;
    else if (text[i] === "}" || text[i] === "]") depth--;
    if (depth < 0 || (depth === 0 && (text[i] === "\n" || text[i] === "\r"))) return i;
  }
  return text.length;
}
