// Wires the editor services of the course's files (.top, .events, .snap) to the sessions. Opening such a file begins
// its session, which the services then ask. What can be done about a problem is offered in any file that has one.

import * as vscode from "vscode";
import { Files } from "../platform/files.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { Assistance } from "./assistance.ts";
import { CodeActions } from "./codeActions.ts";
import { CourseDocuments, SELECTOR } from "./courseDocuments.ts";
import { Diagnostics } from "./diagnostics.ts";
import { InlayHints } from "./inlayHints.ts";
import { Lenses } from "./lenses.ts";
import { Navigation } from "./navigation.ts";
import { Structure } from "./structure.ts";
import { TraceActions } from "./traceActions.ts";

/** Registers the languages' services for the extension's life. */
export function registerLanguages(context: vscode.ExtensionContext, sessions: Sessions): void {
  const documents = new CourseDocuments(sessions, new Files());
  const diagnostics = new Diagnostics(sessions, documents);
  const lenses = new Lenses(documents, sessions);
  const hints = new InlayHints(documents, sessions);
  const assistance = new Assistance(documents);
  const navigation = new Navigation(documents);
  const structure = new Structure(documents);
  const actions = new CodeActions(documents, diagnostics);
  const read = (document: vscode.TextDocument): void => {
    if (documents.fileOf(document) !== undefined) sessions.open(document.uri);
  };
  const { languages, workspace } = vscode;
  context.subscriptions.push(
    diagnostics,
    lenses,
    hints,
    languages.registerHoverProvider(SELECTOR, assistance),
    languages.registerCompletionItemProvider(SELECTOR, assistance, ...Assistance.triggers),
    languages.registerCodeLensProvider(SELECTOR, lenses),
    languages.registerInlayHintsProvider(SELECTOR, hints),
    languages.registerCodeActionsProvider(SELECTOR, actions, CodeActions.metadata),
    languages.registerCodeActionsProvider(
      "*",
      new TraceActions(diagnostics, documents),
      TraceActions.metadata,
    ),
    languages.registerDefinitionProvider(SELECTOR, navigation),
    languages.registerReferenceProvider(SELECTOR, navigation),
    languages.registerDocumentHighlightProvider(SELECTOR, navigation),
    languages.registerRenameProvider(SELECTOR, navigation),
    languages.registerDocumentSymbolProvider(SELECTOR, structure, { label: "Lightcone" }),
    languages.registerFoldingRangeProvider(SELECTOR, structure),
    languages.registerDocumentLinkProvider(SELECTOR, structure),
    workspace.onDidOpenTextDocument(read),
  );
  workspace.textDocuments.forEach(read);
}
