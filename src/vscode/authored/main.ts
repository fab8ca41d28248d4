// Entry of a bundle of its own: the host's part for the authored language (.lightcone), loaded when first needed (see
// languages/authored.ts). Further features of authored texts are started here. What the extension has made already comes in
// `AuthoredHost`: of the other folders only types and constants are imported, since code would be here a second time.

import * as vscode from "vscode";
import type { ScenarioEditor } from "../panel/diagramHost.ts";
import { registerAuthoredCommands } from "./commands.ts";
import { DiagramEditor } from "./diagramEditor.ts";
import { placeOfLine } from "./following.ts";
import type { AuthoredHost } from "./host.ts";
import { LanguageServer } from "./languageServer.ts";
import { HiddenText } from "./learning/hiddenText.ts";
import { Learning } from "./learning/learning.ts";
import { LearningLenses } from "./learning/lenses.ts";
import { predict } from "./learning/predict.ts";

/** What runs, for other features and for tests. */
export interface Authored extends Pick<LanguageServer, "request"> {
  readonly learning: Learning;
  /** Asks the learner about an exercise of a document, by its group, or about one that he chooses. */
  predict(uri: vscode.Uri, group: unknown): Promise<void>;
  /** Changes texts as their diagrams ask for. */
  readonly editor: ScenarioEditor;
  dispose(): void;
}

export async function start(host: AuthoredHost): Promise<Authored> {
  const learning = new Learning(host.sessions);
  const lenses = new LearningLenses(learning, host.sessions);
  const server = new LanguageServer(host, learning);
  const all = vscode.Disposable.from(
    learning,
    lenses,
    new HiddenText(learning, host.sessions),
    vscode.languages.registerCodeLensProvider({ language: "lightcone" }, lenses),
    server,
  );
  try {
    await server.start();
  } catch (error) {
    all.dispose();
    throw error;
  }
  const commands = registerAuthoredCommands(host, server);
  host.panels.followBy(placeOfLine);
  return {
    editor: new DiagramEditor(server),
    request: (name, params) => server.request(name, params),
    learning,
    predict: (uri, group) => predict(learning, uri, group),
    dispose: () => vscode.Disposable.from(commands, all).dispose(),
  };
}
