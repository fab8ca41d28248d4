// Code lenses: the verdict above each snapshot, with the way to its diagram. They wait for the run of the present text:
// a lens on a wrong line is worse than one that comes late.

import * as vscode from "vscode";
import { type SnapshotLens, scriptLenses, snapLenses } from "../../language/course/lenses.ts";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { rangeOf } from "./convert.ts";
import type { CourseDocuments, Seen } from "./courseDocuments.ts";
import { onReread } from "./rereading.ts";

export class Lenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #documents: CourseDocuments;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(documents: CourseDocuments, sessions: Sessions) {
    this.#documents = documents;
    this.#listening = onReread(sessions, () => this.#changed.fire());
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const seen = await this.#documents.see(document, true);
    if (seen === undefined) return [];
    // The diagram is the script's, also from a recorded snapshot: one panel for one run.
    const script = scriptOf(seen) ?? document.uri;
    return lensesOf(seen).flatMap((lens) => codeLenses(lens, script));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

function scriptOf({ view, session }: Seen): vscode.Uri | undefined {
  return session.files.find((uri) => uri.toString() === view.script?.file);
}

function lensesOf(seen: Seen): SnapshotLens[] {
  const { view, file } = seen;
  if (file.kind === "script") return scriptLenses(view, file);
  if (file.kind !== "snap") return [];
  const script = scriptOf(seen);
  return snapLenses(view, file, script === undefined ? "?" : nameOf(script));
}

function codeLenses({ place, words, snapshot }: SnapshotLens, uri: vscode.Uri): vscode.CodeLens[] {
  const range = rangeOf(place);
  // A command without an id is a text that cannot be clicked.
  if (snapshot === undefined) return [new vscode.CodeLens(range, { title: words, command: "" })];
  const cut = [uri, `snapshot:${snapshot}`];
  const verdict = {
    title: words,
    tooltip: vscode.l10n.t("Select this snapshot's cut in the diagram and the views"),
    command: Commands.selectCut,
    arguments: cut,
  };
  const diagram = {
    title: vscode.l10n.t("Show Diagram"),
    tooltip: vscode.l10n.t("Open the space-time diagram with this snapshot's cut"),
    command: Commands.openDiagram,
    arguments: cut,
  };
  return [new vscode.CodeLens(range, verdict), new vscode.CodeLens(range, diagram)];
}
