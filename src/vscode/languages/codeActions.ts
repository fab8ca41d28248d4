// Quick fixes on the lines of problems, and "accept all recorded values" in a recorded snapshot. Each names the
// diagnostics that it answers.

import * as vscode from "vscode";
import { type SnapFile, sectionAt } from "../../language/course/courseFile.ts";
import { problemsIn } from "../../language/course/lenses.ts";
import { problemPlace } from "../../language/course/problemPlace.ts";
import type { QuickFix } from "../../language/course/quickFix.ts";
import { fixesFor } from "../../language/course/quickFixes.ts";
import { acceptRecorded } from "../../language/course/recordedFixes.ts";
import { Commands } from "../platform/ids.ts";
import { editOf } from "./convert.ts";
import type { CourseDocuments, Seen } from "./courseDocuments.ts";
import type { Diagnostics, Shown } from "./diagnostics.ts";

const KIND = vscode.CodeActionKind.QuickFix;
/** What comes of comparing a recorded snapshot with the run. */
const COMPARED = new Set(["snapshot-differs", "tokens-impossible", "cut-impossible"]);

export class CodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [KIND] };
  readonly #documents: CourseDocuments;
  readonly #diagnostics: Diagnostics;

  constructor(documents: CourseDocuments, diagnostics: Diagnostics) {
    this.#documents = documents;
    this.#diagnostics = diagnostics;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (context.only !== undefined && !context.only.contains(KIND)) return [];
    const shown = this.#diagnostics.at(document.uri, range);
    if (shown.length === 0) return [];
    const seen = await this.#documents.see(document, true);
    if (seen === undefined) return [];
    const actions = shown.flatMap((each) => actionsFor(seen, each, document));
    const { file } = seen;
    if (file.kind === "snap") actions.push(...acceptAll(seen, file, range, shown));
    return actions;
  }
}

function actionsFor(
  { view, file }: Seen,
  { problem, diagnostic }: Shown,
  document: vscode.TextDocument,
): vscode.CodeAction[] {
  if (problem.code === "topology-missing" || problem.code === "script-missing") {
    return [chooseCompanion(problem.code, diagnostic, document)];
  }
  return fixesFor(view, file, problem).map((fix) => actionOf(fix, [diagnostic]));
}

function chooseCompanion(
  code: string,
  diagnostic: vscode.Diagnostic,
  document: vscode.TextDocument,
): vscode.CodeAction {
  const title =
    code === "topology-missing" ? vscode.l10n.t("Choose Topology…") : vscode.l10n.t("Choose Script…");
  const action = new vscode.CodeAction(title, KIND);
  action.command = { title, command: Commands.chooseCompanion, arguments: [document.uri] };
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}

function acceptAll(
  { view }: Seen,
  file: SnapFile,
  range: vscode.Range,
  shown: readonly Shown[],
): vscode.CodeAction[] {
  const section = sectionAt(file, range.start.line + 2);
  if (section === undefined || view.run === undefined) return [];
  const problems = problemsIn(file, section, view.run.problems);
  const fix = acceptRecorded(file, section, problems, (problem) => problemPlace(file, problem));
  const answered = shown.filter(({ problem }) => COMPARED.has(problem.code));
  if (fix === undefined || answered.length === 0) return [];
  return [
    actionOf(
      fix,
      answered.map(({ diagnostic }) => diagnostic),
    ),
  ];
}

function actionOf(fix: QuickFix, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, KIND);
  action.edit = editOf(fix.changes);
  action.diagnostics = diagnostics;
  action.isPreferred = fix.preferred;
  return action;
}
