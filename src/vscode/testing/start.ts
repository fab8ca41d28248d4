// Begins with the tests of authored scenarios once there is one: a little after the first such file is open, so that opening it
// does not wait, or when the Testing view asks, in a workspace that has such files. Before that nothing of them is loaded.

import * as vscode from "vscode";
import type { Files } from "../platform/files.ts";
import { scenarioBundle } from "../platform/laterBundle.ts";
import type { Companions } from "../sessions/companions.ts";
import type { ExpectationTests } from "./expectationTests.ts";

const PAUSE_MS = 300;
const PATTERN = "**/*.lightcone";

export class LaterTests implements vscode.Disposable {
  readonly #start: (controller: vscode.TestController) => ExpectationTests;
  readonly #opening: vscode.Disposable;
  readonly #log: vscode.LogOutputChannel;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: vscode.TestController | undefined;
  #tests: ExpectationTests | undefined;

  constructor(extension: vscode.Uri, files: Files, companions: Companions, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#start = (controller) =>
      new (scenarioBundle(extension).ExpectationTests)(controller, files, companions, log);
    this.#opening = vscode.workspace.onDidOpenTextDocument((document) => this.#seen(document));
    for (const document of vscode.workspace.textDocuments) this.#seen(document);
    void vscode.workspace.findFiles(PATTERN, undefined, 1).then((found) => {
      if (found.length > 0) void this.#announced();
    });
  }

  /** The tests, begun now if they were not yet. */
  get tests(): ExpectationTests {
    this.#tests ??= this.#start(this.#announced());
    return this.#tests;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#opening.dispose();
    this.#tests?.dispose();
    this.#controller?.dispose();
  }

  /** What the Testing view knows of at first: it is asked for its tests when somebody looks, and takes up its work then. */
  #announced(): vscode.TestController {
    if (this.#controller !== undefined) return this.#controller;
    const title = vscode.l10n.t("Lightcone Expectations");
    this.#controller = vscode.tests.createTestController("lightcone", title);
    this.#controller.resolveHandler = (item) => this.tests.resolve(item);
    this.#controller.refreshHandler = () => this.tests.discover();
    return this.#controller;
  }

  #seen({ languageId }: vscode.TextDocument): void {
    if (languageId !== "lightcone" || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      try {
        void this.tests;
      } catch (error) {
        this.#log.warn(`The tests of scenarios cannot be shown here: ${String(error)}`);
      }
    }, PAUSE_MS);
  }
}
