// The authored language in VS Code: its server is started for the first such document, and asked as VS Code's own features
// ask; every problem is shown once; imports are read from what is open, else from disk.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, lightcone, replaceText, writeFiles } from "./support.ts";

const SYSTEM = "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\n";

async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

async function cleared(uri: vscode.Uri): Promise<void> {
  const words = (): string =>
    vscode.languages
      .getDiagnostics(uri)
      .map(({ message }) => message)
      .join("; ");
  try {
    await eventually("nothing is wrong", () => words() === "");
  } catch (error) {
    throw new Error(`${error}: ${words()}`);
  }
}

const codes = (uri: vscode.Uri): unknown[] => vscode.languages.getDiagnostics(uri).map(({ code }) => code);

describe("the authored language", () => {
  afterEach(closeAll);

  it("tells what is wrong, each thing once, also beside its diagram", async () => {
    const { "a.lightcone": uri } = await writeFiles({ "a.lightcone": `${SYSTEM}snapshot by R\n` });
    await show(uri);
    await eventually("the problem is shown", () => codes(uri).length > 0);
    const { panels, sessions } = await lightcone();
    await panels.open(uri).session.settled();
    await eventually("the session is there", () => sessions.peek(uri)?.opened !== undefined);
    assert.deepEqual(codes(uri), ["unknown-process"]);
  });

  it("says what has come of expectations to other parts of the extension", async () => {
    const text = `${SYSTEM}P -> Q : Y\nsnapshot by P\nexpect consistent\nexpect inconsistent\n`;
    const { "a.lightcone": uri } = await writeFiles({ "a.lightcone": text });
    await show(uri);
    const authored = await (await lightcone()).authored.get();
    const [scenario] = (await authored.request("lightcone/outcomes", { uri: uri.toString() })) ?? [];
    assert.deepEqual(
      scenario.expectations.map(({ kind, position }) => [kind, position.line]),
      [
        ["holds", 6],
        ["fails", 7],
      ],
    );
  });

  it("reads what a file imports, as it is typed and as it is on disk", async () => {
    const files = {
      "told.lightcone": 'import "system.lightcone"\nimport "further.lightcone"\nsnapshot by P\n',
      "system.lightcone": SYSTEM,
      "further.lightcone": "time in ms\n",
    };
    const uris = await writeFiles(files);
    const told = uris["told.lightcone"];
    await show(told);
    const system = await show(uris["system.lightcone"]);
    await cleared(told);
    await replaceText(system, SYSTEM.replaceAll("P", "X"));
    await eventually("the process is missed", () => codes(told).includes("unknown-process"));
    await system.save();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.workspace.fs.writeFile(uris["system.lightcone"], new TextEncoder().encode(SYSTEM));
    await cleared(told);
    await vscode.workspace.fs.delete(uris["further.lightcone"]);
    await eventually("the file is missed", () => codes(told).includes("import-missing"));
  });
});
