// The language server at the other end of a connection, with a client that knows the files, as the extension is: imports,
// what happens when they change, and the extension's own requests.
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { after, describe, it } from "node:test";
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { startServer } from "../../../src/language/lightcone/server/start.ts";
import type { LanguageRequests } from "../../../src/protocol/language.ts";
import { ClientFiles } from "../../../src/server/clientFiles.ts";

const FOLDER = "file:///work/";
const PATIENCE_MS = 10_000;
const SYSTEM = "process P { Y }\nprocess Q\nchannel P -> Q\n";

/** A client of a server of its own, over files that are not on any disk. */
async function client(files: Map<string, string>) {
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
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
    shown.set(uri, diagnostics);
    for (const wake of waiting) wake();
  });
  connection.listen();
  const workspaceFolders = [{ uri: FOLDER.slice(0, -1), name: "work" }];
  const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders,
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
    outcomes: (name: string) =>
      connection.sendRequest<LanguageRequests["lightcone/outcomes"]["result"] | null>("lightcone/outcomes", {
        uri: FOLDER + name,
      }),
    end: () => {
      connection.dispose();
      server.dispose();
    },
  };
}

describe("the language server over a connection", () => {
  const ends: (() => void)[] = [];
  after(() => {
    for (const end of ends) end();
  });
  const start = async (files: Readonly<Record<string, string>>) => {
    const named = Object.entries(files).map(([name, text]) => [FOLDER + name, text] as const);
    const started = await client(new Map(named));
    ends.push(started.end);
    return started;
  };
  const TOLD = 'import "system.lightcone"\nsnapshot by P\n';

  it("follows what a file imports: typed, closed without being saved, written, removed, there again", async () => {
    const editor = await start({ "system.lightcone": SYSTEM });
    await editor.open("told.lightcone", TOLD);
    await editor.shows("told.lightcone");
    await editor.open("system.lightcone", SYSTEM);
    await editor.change("system.lightcone", SYSTEM.replaceAll("P", "X"));
    await editor.shows("told.lightcone", "unknown-process");
    await editor.close("system.lightcone");
    await editor.shows("told.lightcone");
    await editor.disk("system.lightcone", "process A");
    await editor.shows("told.lightcone", "unknown-process");
    await editor.disk("system.lightcone", undefined);
    await editor.shows("told.lightcone", "import-missing", "no-process", "unknown-process");
    await editor.disk("system.lightcone", SYSTEM);
    await editor.shows("told.lightcone");
  });

  it("reads imports of imports, in other folders too, and files that import each other", async () => {
    const editor = await start({
      "deep/system.lightcone": SYSTEM,
      "between.lightcone": 'import "deep/system.lightcone"\nimport "told.lightcone"',
    });
    await editor.open("told.lightcone", 'import "between.lightcone"\nsnapshot by P\n');
    await editor.shows("told.lightcone");
    await editor.disk("deep/system.lightcone", "process A");
    await editor.shows("told.lightcone", "unknown-process");
  });

  it("says nothing of files that are not open, and no more of one that is closed", async () => {
    const editor = await start({ "wrong.lightcone": "snapshot by X" });
    await editor.open("told.lightcone", 'import "wrong.lightcone"\nprocess P\nsnapshot by X');
    await editor.shows("told.lightcone", "unknown-process");
    assert.equal(editor.shown("wrong.lightcone"), undefined);
    await editor.close("told.lightcone");
    await editor.shows("told.lightcone");
  });

  it("answers with what was typed last", async () => {
    const editor = await start({});
    await editor.open("a.lightcone", `${SYSTEM}snapshot by P\nexpect consistent\n`);
    await editor.change("a.lightcone", `${SYSTEM}snapshot by P\nexpect inconsistent\n`);
    const [scenario] = (await editor.outcomes("a.lightcone")) ?? [];
    assert.deepEqual(
      scenario.expectations.map(({ kind, position, expected, actual }) => [
        kind,
        position.line,
        expected,
        actual,
      ]),
      [["fails", 5, "inconsistent", "consistent"]],
    );
    assert.equal(await editor.outcomes("unknown.lightcone"), null);
  });
});
