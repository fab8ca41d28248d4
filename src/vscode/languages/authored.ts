// The part for the authored language (.lightcone) as the rest of the extension sees it: a bundle of its own, loaded when the
// first such document is open or somebody asks. `(await authored.get()).request("lightcone/…", …)` asks the language server.

import * as vscode from "vscode";
import type { AuthoredHost } from "../authored/host.ts";
import type { Authored } from "../authored/main.ts";
import { switchSetting } from "../platform/settings.ts";

export class AuthoredPart implements vscode.Disposable {
  readonly #host: AuthoredHost;
  readonly #opening: vscode.Disposable;
  #started: Promise<Authored> | undefined;

  constructor(host: AuthoredHost) {
    this.#host = host;
    const look = ({ languageId }: vscode.TextDocument): void => {
      if (languageId === "lightcone") void this.get().catch(() => {});
    };
    this.#opening = vscode.workspace.onDidOpenTextDocument(look);
    vscode.workspace.textDocuments.forEach(look);
    // In learner's mode no diagram may show an answer before the part that hides it is there.
    if (switchSetting("learning.enabled", host.extension)) void this.get().catch(() => {});
  }

  /** Loads and starts it, once. Rejects where it does not start; the log tells, and the next one who asks tries again. */
  get(): Promise<Authored> {
    this.#started ??= this.#start();
    return this.#started;
  }

  dispose(): void {
    this.#opening.dispose();
    void this.#started?.then(
      (authored) => authored.dispose(),
      () => {},
    );
  }

  async #start(): Promise<Authored> {
    try {
      const { start } = await import("../authored/main.ts");
      return await start(this.#host);
    } catch (error) {
      this.#started = undefined;
      const words = error instanceof Error ? error.message : String(error);
      this.#host.log.error(words);
      void vscode.window.showErrorMessage(
        vscode.l10n.t("The services for .lightcone files do not start: {0}", words),
      );
      throw error;
    }
  }
}
