// What can be done about a problem of any trace file that is open as text, be it JSON, a log or our own: see its event in
// the diagram, and the nearest consistent cuts where a snapshot's cut is not one. The course's files have fixes besides.

import * as vscode from "vscode";
import { eventAtLine } from "../../core/trace/sourceLines.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";
import { Commands } from "../platform/ids.ts";
import type { CourseDocuments } from "./courseDocuments.ts";
import type { Diagnostics, Shown } from "./diagnostics.ts";

const KIND = vscode.CodeActionKind.QuickFix;

export class TraceActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [KIND] };
  readonly #diagnostics: Diagnostics;
  readonly #documents: CourseDocuments;

  constructor(diagnostics: Diagnostics, documents: CourseDocuments) {
    this.#diagnostics = diagnostics;
    this.#documents = documents;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (context.only !== undefined && !context.only.contains(KIND)) return [];
    const shown = this.#diagnostics.at(document.uri, range);
    if (shown.length === 0) return [];
    // A script's line is where something is asked for, not where it happens.
    const isScript = this.#documents.fileOf(document) !== undefined;
    return shown.flatMap((each) => [...revealing(each, isScript), ...cutting(each)]);
  }
}

function revealing(shown: Shown, isScript: boolean): vscode.CodeAction[] {
  const { session, problem } = shown;
  const trace = session.opened?.trace;
  if (trace === undefined) return [];
  const { file, line } = problem.position;
  const told = problem.args?.event;
  const event = typeof told === "number" ? told : isScript ? -1 : eventAtLine(trace, file, line);
  if (event < 0) return [];
  const title = vscode.l10n.t("Reveal in the Space-Time Diagram");
  return [actionOf(shown, title, Commands.showEvent, event)];
}

/** The cut of the snapshot that a problem is about, or the nearest consistent ones where it is inconsistent. */
function cutting(shown: Shown): vscode.CodeAction[] {
  const { session, problem } = shown;
  const cut = session.cuts.find(({ snapshot }) => snapshot >= 0 && snapshot === problem.args?.snapshot);
  if (cut === undefined) return [];
  if (cut.orphans.length === 0) {
    return [actionOf(shown, vscode.l10n.t("Show the Cut of This Snapshot"), Commands.openDiagram, cut.id)];
  }
  const nearest = (title: string, side: string) => actionOf(shown, title, Commands.nearestCut, cut.id, side);
  return [
    nearest(vscode.l10n.t("Show the Nearest Consistent Cut Below"), "below"),
    nearest(vscode.l10n.t("Show the Nearest Consistent Cut Above"), "above"),
  ];
}

function actionOf(
  { session, diagnostic }: Shown,
  title: string,
  command: string,
  ...rest: readonly (number | DiagramCut["id"])[]
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, KIND);
  action.command = { title, command, arguments: [session.uri, ...rest] };
  action.diagnostics = [diagnostic];
  return action;
}
