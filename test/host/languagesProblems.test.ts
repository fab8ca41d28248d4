// Problems on their lines while somebody types, and the quick fixes that mend them, through VS Code itself.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  diagnosed,
  eventually,
  folderWith,
  opened,
  SCRIPT,
  SNAP,
  TOPOLOGY,
  type,
} from "./courseWorkspace.ts";

const TEXTS = { "bank.top": TOPOLOGY, "bank.events": SCRIPT };

/** The quick fixes on a line. */
async function fixes(document: vscode.TextDocument, line: number): Promise<vscode.CodeAction[]> {
  const range = document.lineAt(line - 1).range;
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return found.filter(({ edit, command }) => edit !== undefined || command?.command.startsWith("lightcone."));
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, "there is no such fix");
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

describe("problems in the course's files", () => {
  afterEach(closeAll);

  it("appear while typing, say who speaks, and go when mended", async () => {
    const uri = await folderWith(TEXTS);
    const document = await opened(uri("bank.events"));
    await type(document, "send Bob Cid", "send Bob Cit");
    assert.deepEqual(await diagnosed(document.uri, 1), ["unknown-server@4:10-13"]);
    const [{ source, severity }] = vscode.languages.getDiagnostics(document.uri);
    assert.deepEqual([source, severity], ["Lightcone", vscode.DiagnosticSeverity.Error]);
    const [first] = await fixes(document, 4);
    assert.deepEqual([first.title, first.isPreferred], ["Change to Cid", true]);
    await apply(first);
    assert.equal(document.getText(), SCRIPT);
    assert.deepEqual(await diagnosed(document.uri, 0), []);
  });

  it("come from running the scenario too", async () => {
    const uri = await folderWith(TEXTS);
    const document = await opened(uri("bank.events"));
    await type(document, "send Bob Ada 2", "send Bob Ada 7");
    assert.deepEqual(await diagnosed(document.uri, 1), ["not-enough-tokens@5:14-15"]);
    const titles = (await fixes(document, 5)).map(({ title }) => title);
    assert.deepEqual(titles, [
      "Send the 3 tokens That Bob Holds",
      "Remove This Send",
      "Let Bob Begin with 8 tokens",
    ]);
  });

  it("of a topology show on the topology while its script is open", async () => {
    const uri = await folderWith({ ...TEXTS, "bank.top": TOPOLOGY.replace("3\n", "4\n") });
    await opened(uri("bank.events"));
    assert.deepEqual(await diagnosed(uri("bank.top"), 1), ["server-count@1:1-2"]);
  });

  it("show once where two scripts share the topology, and go when the documents close", async () => {
    const uri = await folderWith({
      ...TEXTS,
      "bank.top": TOPOLOGY.replace("3\n", "4\n"),
      "bank-b.events": "tick\n",
    });
    await opened(uri("bank.events"));
    await opened(uri("bank-b.events"));
    const topology = await opened(uri("bank.top"));
    assert.deepEqual(await diagnosed(topology.uri, 1), ["server-count@1:1-2"]);
    await closeAll();
    assert.deepEqual(await diagnosed(topology.uri, 0), []);
  });

  it("are mended across files: an unknown server is declared in the topology", async () => {
    const uri = await folderWith({ ...TEXTS, "bank.events": `${SCRIPT}snapshot Dora\n` });
    const document = await opened(uri("bank.events"));
    await diagnosed(document.uri, 1);
    const declare = (await fixes(document, 9)).find(({ title }) => title.startsWith("Declare"));
    await apply(declare);
    const topology = await vscode.workspace.openTextDocument(uri("bank.top"));
    assert.equal(topology.getText(), TOPOLOGY.replace("3\n", "4\n").replace("Cid 0\n", "Cid 0\nDora 0\n"));
    // The new server has no links yet, so no marker gets there: the next thing to mend.
    assert.deepEqual(await diagnosed(document.uri, 2), [
      "snapshot-unfinished@6:1-13",
      "snapshot-unfinished@9:1-14",
    ]);
    assert.deepEqual(
      (await fixes(document, 6)).map(({ title }) => title),
      ["Add the Link from Ada to Dora to the Topology"],
    );
    await vscode.workspace.saveAll();
  });

  it("offer to choose a topology where none can be found", async () => {
    const uri = await folderWith({ "x.top": TOPOLOGY, "y.events": "tick\n" });
    const document = await opened(uri("y.events"));
    assert.deepEqual(await diagnosed(document.uri, 1), ["topology-missing@1:1-5"]);
    const [choose] = await fixes(document, 1);
    assert.equal(choose.title, "Choose Topology…");
    assert.equal(choose.command?.command, "lightcone.topology.choose");
  });

  it("do not flood a script over a topology of another program", async () => {
    const uri = await folderWith({
      "bank.events": SCRIPT,
      "bank.top": "; Topology\n[ system ]\n[ atoms ]\nx y z\n",
    });
    const document = await opened(uri("bank.events"));
    assert.deepEqual(await diagnosed(document.uri, 1), ["companion-foreign@1:1-17"]);
    assert.deepEqual(vscode.languages.getDiagnostics(uri("bank.top")), []);
  });

  it("of a recorded snapshot name expected and actual, and all are accepted at once", async () => {
    const wrong = SNAP.replace("Bob 4", "Bob 3").replace("token(2)", "token(3)");
    const uri = await folderWith({ ...TEXTS, "bank0.snap": wrong });
    const document = await opened(uri("bank0.snap"));
    assert.deepEqual(await diagnosed(document.uri, 2), ["snapshot-differs@3:1-6", "snapshot-differs@5:1-17"]);
    const messages = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
    assert.ok(
      messages.includes("the run records 4 tokens for Bob, this line says 3 tokens"),
      messages.join("\n"),
    );
    const titles = (await fixes(document, 3)).map(({ title }) => title);
    assert.ok(titles.includes("Change to What the Run Records: Bob 4"), titles.join());
    const all = (await fixes(document, 5)).find(({ title }) => title.startsWith("Accept All"));
    await apply(all);
    assert.equal(document.getText(), SNAP);
    assert.deepEqual(await diagnosed(document.uri, 0), []);
  });

  it("follow an edit of another open file", async () => {
    const uri = await folderWith({ ...TEXTS, "bank0.snap": SNAP });
    const snap = await opened(uri("bank0.snap"));
    const script = await opened(uri("bank.events"));
    await type(script, "send Bob Ada 2", "send Bob Ada 1");
    assert.deepEqual(await diagnosed(snap.uri, 3), [
      "snapshot-differs@3:1-6",
      "cut-impossible@4:1-6",
      "snapshot-differs@5:1-17",
    ]);
  });

  it("follow the last key", async function () {
    const uri = await folderWith(TEXTS);
    const document = await opened(uri("bank.events"));
    await diagnosed(document.uri, 0);
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      await type(document, "snapshot Ada", "snapsot Ada");
      await eventually(
        () => vscode.languages.getDiagnostics(document.uri).length,
        (count) => count === 1,
      );
      times.push(performance.now() - started);
      await type(document, "snapsot Ada", "snapshot Ada");
      await diagnosed(document.uri, 0);
    }
    const median = times.sort((a, b) => a - b)[2];
    // A figure to read: 80 ms of it wait for the next key.
    if (this.test !== undefined) this.test.title += ` (median ${median.toFixed(0)} ms)`;
  });
});
