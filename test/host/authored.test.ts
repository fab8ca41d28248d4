// The authored language in VS Code: its server is started for the first such document, and asked as VS Code's own features
// ask; every problem is shown once; imports are read from what is open, else from disk.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
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

  it("goes on when the server's process has crashed", async function () {
    if (process.platform === "win32") return this.skip();
    const { "a.lightcone": uri } = await writeFiles({ "a.lightcone": `${SYSTEM}snapshot by R\n` });
    const document = await show(uri);
    await eventually("the problem is shown", () => codes(uri).includes("unknown-process"));
    const servers = (): number[] => {
      const found = spawnSync("pgrep", ["-P", String(process.pid), "-f", "languageServer.cjs"]);
      return found.stdout.toString().split("\n").filter(Boolean).map(Number);
    };
    const [first] = servers();
    assert.ok(first !== undefined, "the server is a process of its own");
    process.kill(first, "SIGKILL");
    await eventually("another server runs", () => servers().some((pid) => pid !== first));
    await replaceText(document, `${SYSTEM}snapshot by P\nP -> R : Y\n`);
    const line = (): number | undefined => vscode.languages.getDiagnostics(uri)[0]?.range.start.line;
    await eventually("it judges the text as it is now", () => line() === 4);
  });

  describe("in a text with its cursor", () => {
    const run = <Result>(command: string, ...args: readonly unknown[]): Thenable<Result> =>
      vscode.commands.executeCommand<Result>(command, ...args);
    /** Shows a text whose cursor is drawn as `|`, once the server has looked at it. */
    async function at(marked: string): Promise<{ document: vscode.TextDocument; position: vscode.Position }> {
      const offset = marked.indexOf("|");
      const { "a.lightcone": uri } = await writeFiles({ "a.lightcone": marked.replace("|", "") });
      const document = await show(uri);
      const authored = await (await lightcone()).authored.get();
      await authored.request("lightcone/outcomes", { uri: uri.toString() });
      return { document, position: document.positionAt(offset) };
    }

    it("completes the tokens that the sender holds", async () => {
      const { document, position } = await at(`${SYSTEM}P -> Q : Y\nP -> Q : |`);
      const list = await run<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        position,
      );
      const values = list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.EnumMember);
      assert.deepEqual(
        values.map(({ label }) => (typeof label === "string" ? label : label.label)),
        ["G"],
      );
    });

    it("renames a process wherever it stands", async () => {
      const { document, position } = await at(`${SYSTEM}|P -> Q : Y\nsnapshot by P\n`);
      const edit = await run<vscode.WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        document.uri,
        position,
        "New York",
      );
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.equal(document.getText().match(/"New York"/g)?.length, 4);
      assert.doesNotMatch(document.getText(), /\bP\b/);
    });

    it("mends a name that was mistyped", async () => {
      const { document } = await at("process Paris\nprocess Rome\nchannel Paris -> Rom|\n");
      await eventually("the problem is shown", () => codes(document.uri).length > 0);
      const [{ range }] = vscode.languages.getDiagnostics(document.uri);
      const actions = await run<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, range);
      const fix = actions.find(({ title }) => title === "Change to Rome");
      assert.ok(fix?.edit, actions.map(({ title }) => title).join());
      await vscode.workspace.applyEdit(fix.edit);
      await cleared(document.uri);
    });

    it("explains a word of the language by the lecture's rules", async () => {
      const { document, position } = await at(`${SYSTEM}|snapshot by P\n`);
      const hovers = await run<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, position);
      const words = hovers.flatMap(({ contents }) =>
        contents.map((content) => (typeof content === "string" ? content : content.value)),
      );
      assert.match(words.join(), /Marker-sending rule/);
    });

    it("switches its inlay hints one by one", async () => {
      const { document } = await at(`${SYSTEM}P -> Q : Y\n|`);
      const range = new vscode.Range(0, 0, 9, 0);
      const label = async (): Promise<string> => {
        const hints = await run<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, range);
        return hints.map((hint) => hint.label).join();
      };
      await eventually(
        "state and arrival are shown",
        async () => (await label()) === "P: G · received at tick 2",
      );
      const settings = vscode.workspace.getConfiguration("lightcone.inlayHints");
      try {
        await settings.update("state", false, true);
        await settings.update("vectorClock", true, true);
        await eventually("the clock is shown", async () => (await label()) === "[1, 0] · received at tick 2");
      } finally {
        await settings.update("state", undefined, true);
        await settings.update("vectorClock", undefined, true);
      }
    });

    it("shows from its lenses the diagram of another scenario at a cut, and runs what is expected", async () => {
      const text = `${SYSTEM}scenario one {\n  P -> Q : Y\n}\nscenario two {\n  P -> Q : Y as y\n  cut c { Q after y }\n  expect consistent\n}\n|`;
      const { document } = await at(text);
      const lenses = await run<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
      const command = (title: string, line: number) =>
        lenses.find((lens) => lens.command?.title === title && lens.range.start.line === line)?.command;
      assert.ok(
        command("inconsistent, 1 orphan message", 8),
        lenses.map((lens) => lens.command?.title).join(),
      );
      const diagram = command("Show Diagram", 8);
      assert.ok(diagram);
      await run(diagram.command, ...(diagram.arguments ?? []));
      const { panels, sessions } = await lightcone();
      assert.ok(panels.find(document.uri));
      const session = sessions.peek(document.uri);
      assert.equal(session?.executions?.chosen, "two");
      assert.equal(session?.selectedCut?.title, "c");
      assert.equal(session?.selectedCut?.verdict, "inconsistent");
      const runs = command("Run", 6);
      assert.ok(runs);
      const [outcome] =
        (await run<readonly { name: string; expectations: readonly { kind: string }[] }[]>(
          runs.command,
          ...(runs.arguments ?? []),
        )) ?? [];
      assert.deepEqual([outcome.name, outcome.expectations.map(({ kind }) => kind)], ["two", ["fails"]]);
    });
  });
});
