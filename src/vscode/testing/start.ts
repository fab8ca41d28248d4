// Begins with the tests of authored scenarios once there is one: when the first such file is open, and a little later, so that
// opening it does not wait. Before that nothing of them is loaded.

import * as vscode from "vscode";
import type { Files } from "../platform/files.ts";
import { scenarioBundle } from "../platform/laterBundle.ts";
import type { Companions } from "../sessions/companions.ts";
import type { ExpectationTests } from "./expectationTests.ts";

const PAUSE_MS = 300;

export class LaterTests implements vscode.Disposable {
  readonly #start: () => ExpectationTests;
  readonly #opening: vscode.Disposable;
  readonly #log: vscode.LogOutputChannel;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tests: ExpectationTests | undefined;

  constructor(extension: vscode.Uri, files: Files, companions: Companions, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#start = () => new (scenarioBundle(extension).ExpectationTests)(files, companions, log);
    this.#opening = vscode.workspace.onDidOpenTextDocument((document) => this.#seen(document));
    for (const document of vscode.workspace.textDocuments) this.#seen(document);
  }

  /** The tests, begun now if they were not yet. */
  get tests(): ExpectationTests {
    this.#tests ??= this.#start();
    return this.#tests;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#opening.dispose();
    this.#tests?.dispose();
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
