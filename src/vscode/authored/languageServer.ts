// The language server of the authored language, as the host sees it: started, asked, and ended with the extension. When it
// crashes it is started again, unless it does so over and over; the Lightcone log tells.

import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import type { LanguageRequests, ServerOptions } from "../../protocol/language.ts";
import type { AuthoredHost } from "./host.ts";
import { HostFiles } from "./hostFiles.ts";
import { Discretion } from "./learning/discretion.ts";
import type { Learning } from "./learning/learning.ts";
import { serverProcess } from "./serverProcess.ts";

export class LanguageServer implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #client: BaseLanguageClient;
  readonly #files: HostFiles;
  readonly #listening: vscode.Disposable;

  constructor({ extension, log }: AuthoredHost, learning: Learning) {
    const script = vscode.Uri.joinPath(extension, "dist", "languageServer.cjs").fsPath;
    this.#log = log;
    const discretion = new Discretion(learning);
    this.#client = serverProcess(script, { ...clientOptions(log), middleware: discretion.middleware });
    this.#listening = learning.onDidChange(() => discretion.republish(this.#client.diagnostics));
    this.#files = new HostFiles(this.#client);
  }

  async start(): Promise<void> {
    try {
      await this.#client.start();
    } catch (error) {
      this.#log.error(`The language server did not start: ${error instanceof Error ? error.stack : error}`);
      throw error;
    }
  }

  /** Asks the server. Undefined where it does not know the document. */
  async request<Name extends keyof LanguageRequests>(
    name: Name,
    params: LanguageRequests[Name]["params"],
  ): Promise<LanguageRequests[Name]["result"] | undefined> {
    const answer = await this.#client.sendRequest<LanguageRequests[Name]["result"] | null>(name, params);
    return answer ?? undefined;
  }

  dispose(): void {
    this.#files.dispose();
    this.#listening.dispose();
    void this.#client.dispose().catch((error: unknown) => this.#log.debug(`The server's end: ${error}`));
  }
}

function clientOptions(log: vscode.LogOutputChannel): LanguageClientOptions {
  const t = vscode.l10n.t;
  const commands = { show: t("Show Diagram"), run: t("Run"), solve: t("Show Witness") };
  const initializationOptions: ServerOptions = { commands };
  return {
    documentSelector: [{ language: "lightcone" }],
    outputChannel: log,
    diagnosticCollectionName: "lightcone-language",
    initializationOptions,
  };
}
