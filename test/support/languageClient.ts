// A client of the language server at the other end of a connection, over files that are on no disk: what the extension is
// to its server. Tests drive it as an editor does; the benchmark measures with it.

import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { startServer } from "../../src/language/lightcone/server/start.ts";
import type { ServerOptions } from "../../src/protocol/language.ts";
import { ClientFiles } from "../../src/server/clientFiles.ts";

export const FOLDER = "file:///work/";
const PATIENCE_MS = 10_000;

/** A client of a server of its own, over files that are not on any disk. */
export async function languageClient(files: Map<string, string>) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(up),
    new StreamMessageWriter(down),
  );
  startServer(server, () => new ClientFiles(server));
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const shown = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onRequest("lightcone/readFile", ({ uri }) => files.get(uri) ?? null);
  connection.onRequest("lightcone/fileKind", ({ uri }) => (files.has(uri) ? "file" : null));
  connection.onRequest("lightcone/findFiles", () => [...files.keys()]);
  connection.onRequest("client/registerCapability", () => null);
  connection.onRequest("workspace/configuration", ({ items }) => items.map(() => null));
  const asked = new Map<string, number>();
  for (const method of ["workspace/inlayHint/refresh", "workspace/codeLens/refresh"]) {
    connection.onRequest(method, () => {
      asked.set(method, (asked.get(method) ?? 0) + 1);
      return null;
    });
  }
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
    shown.set(uri, diagnostics);
    for (const wake of waiting) wake();
  });
  connection.listen();
  const workspaceFolders = [{ uri: FOLDER.slice(0, -1), name: "work" }];
  const capabilities = {
    workspace: {
      didChangeWatchedFiles: { dynamicRegistration: true },
      configuration: true,
      inlayHint: { refreshSupport: true },
      codeLens: { refreshSupport: true },
    },
    textDocument: { completion: { completionItem: { snippetSupport: true } } },
  };
  const commands = { show: "Show Diagram", run: "Run", solve: "Show Witness" };
  const initializationOptions: ServerOptions = { commands };
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders,
    initializationOptions,
  });
  await connection.sendNotification("initialized", {});
  let version = 0;
  return {
    open: (name: string, text: string) =>
      connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri: FOLDER + name, languageId: "lightcone", version: ++version, text },
      }),
    change: (name: string, text: string) =>
      connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: FOLDER + name, version: ++version },
        contentChanges: [{ text }],
      }),
    close: (name: string) =>
      connection.sendNotification("textDocument/didClose", { textDocument: { uri: FOLDER + name } }),
    /** Writes or removes a file, and tells. */
    disk: (name: string, text: string | undefined) => {
      if (text === undefined) files.delete(FOLDER + name);
      else files.set(FOLDER + name, text);
      const changes = [{ uri: FOLDER + name, type: text === undefined ? 3 : 2 }];
      return connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    },
    /** Resolves when these codes are what is shown of a file. */
    shows: (name: string, ...codes: readonly string[]) =>
      new Promise<void>((resolve, reject) => {
        const words = (): string | undefined =>
          shown
            .get(FOLDER + name)
            ?.map(({ code }) => code)
            .join();
        const limit = setTimeout(() => reject(new Error(`${name} shows ${words()}`)), PATIENCE_MS);
        const look = (): void => {
          if (words() !== codes.join()) return;
          clearTimeout(limit);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    shown: (name: string) => shown.get(FOLDER + name),
    /** Asks about a document. */
    ask: <Result>(method: string, name: string, params: object = {}): Promise<Result> =>
      connection.sendRequest(method, { textDocument: { uri: FOLDER + name }, uri: FOLDER + name, ...params }),
    /** Changes what the server is told of the settings, and tells it. */
    configure: (lightcone: object) =>
      connection.sendNotification("workspace/didChangeConfiguration", { settings: { lightcone } }),
    /** How often the server has asked for this. */
    asked: (method: string): number => asked.get(method) ?? 0,
    end: () => {
      connection.dispose();
      server.dispose();
    },
  };
}
