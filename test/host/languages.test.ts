// Every editor service of the course's files, asked through VS Code itself as its own features ask.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { LightconeApi } from "../../src/vscode/extension.ts";
import {
  closeAll,
  diagnosed,
  eventually,
  folderWith,
  marked,
  opened,
  SCRIPT,
  SNAP,
  TOPOLOGY,
  type,
} from "./courseWorkspace.ts";

type Place = Pick<vscode.Location, "uri" | "range">;

const run = <Result>(command: string, ...args: readonly unknown[]): Thenable<Result> =>
  vscode.commands.executeCommand<Result>(command, ...args);

/** Opens the bank with a cursor in one of its files. */
async function bank(changes: Readonly<Record<string, string>> = {}) {
  const texts: Record<string, string> = { "bank.top": TOPOLOGY, "bank.events": SCRIPT, "bank0.snap": SNAP };
  let position = new vscode.Position(0, 0);
  let name = Object.keys(changes)[0] ?? "bank.events";
  for (const [file, text] of Object.entries(changes)) {
    texts[file] = text;
    if (!text.includes("|")) continue;
    const at = marked(text);
    texts[file] = at.text;
    position = at.position;
    name = file;
  }
  const uri = await folderWith(texts);
  const document = await opened(uri(name));
  return { uri, document, position };
}

function named(places: readonly (Place | vscode.LocationLink)[]): string[] {
  return places
    .map((place) => ("targetUri" in place ? { uri: place.targetUri, range: place.targetRange } : place))
    .map(
      ({ uri, range }) =>
        `${uri.path.split("/").at(-1)}:${range.start.line + 1}:${range.start.character + 1}`,
    )
    .sort();
}

describe("the course's languages", () => {
  afterEach(closeAll);

  it("are known by their endings", async () => {
    const { uri } = await bank();
    const ids = ["bank.top", "bank.events", "bank0.snap"].map(async (name) => {
      return (await vscode.workspace.openTextDocument(uri(name))).languageId;
    });
    assert.deepEqual(await Promise.all(ids), ["cos418-topology", "cos418-events", "cos418-snapshot"]);
  });

  it("complete servers that the sender has a link to", async () => {
    const { document, position } = await bank({ "bank.events": `${SCRIPT}send Ada |` });
    const list = await run<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      position,
    );
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.deepEqual(labels, ["Bob"]);
  });

  it("complete numbers up to what the sender holds", async () => {
    const { document, position } = await bank({
      "bank.events": SCRIPT.replace("send Bob Ada 2", "send Bob Ada |2"),
    });
    const list = await run<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      position,
    );
    assert.deepEqual(
      list.items.map(({ label }) => (typeof label === "string" ? label : label.label)),
      ["1", "2", "3"],
    );
    const { range } = list.items[0];
    assert.ok(range instanceof vscode.Range && document.getText(range) === "2");
  });

  it("show a hover with what the line does", async () => {
    const { document, position } = await bank({ "bank.events": SCRIPT.replace("snapshot", "snap|shot") });
    const hovers = await run<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, position);
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((each) => (typeof each === "string" ? each : each.value));
    assert.match(text.join("\n"), /Snapshot 0.* by Ada.*consistent, 1 message in transit/s);
  });

  it("go from a name in a script or a snapshot to its line in the topology", async () => {
    for (const [name, text] of [
      ["bank.events", SCRIPT.replace("send Bob Cid", "send Bob |Cid")],
      ["bank0.snap", SNAP.replace("Cid", "C|id")],
    ]) {
      const { document, position } = await bank({ [name]: text });
      const found = await run<(Place | vscode.LocationLink)[]>(
        "vscode.executeDefinitionProvider",
        document.uri,
        position,
      );
      assert.deepEqual(named(found), ["bank.top:4:1"]);
    }
  });

  it("find references in all files over the topology", async () => {
    const { document, position } = await bank({
      "bank.top": TOPOLOGY.replace("Cid 0", "C|id 0"),
      "bank-two.events": "snapshot Cid\n",
      "other.top": "1\nCid 2\n",
    });
    const found = await run<Place[]>("vscode.executeReferenceProvider", document.uri, position);
    assert.deepEqual(named(found), [
      "bank-two.events:1:10",
      "bank.events:4:10",
      "bank.top:4:1",
      "bank.top:7:5",
      "bank.top:8:1",
      "bank0.snap:4:1",
    ]);
  });

  it("highlight a name in its document", async () => {
    const { document, position } = await bank({
      "bank.events": SCRIPT.replace("snapshot Ada", "snapshot A|da"),
    });
    const found = await run<vscode.DocumentHighlight[]>(
      "vscode.executeDocumentHighlights",
      document.uri,
      position,
    );
    assert.deepEqual(
      found.map(({ range }) => range.start.line + 1),
      [2, 5, 6, 8],
    );
  });

  it("rename a server everywhere, and refuse a name that is taken", async () => {
    const { document, position, uri } = await bank({
      "bank.events": SCRIPT.replace("send Ada", "send |Ada"),
    });
    const edit = await run<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      position,
      "Amy",
    );
    assert.deepEqual(
      edit
        .entries()
        .map(([file, edits]) => `${file.path.split("/").at(-1)}: ${edits.length}`)
        .sort(),
      ["bank.events: 4", "bank.top: 4", "bank0.snap: 2"],
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const topology = await vscode.workspace.openTextDocument(uri("bank.top"));
    assert.equal(topology.getText(), TOPOLOGY.replaceAll("Ada", "Amy"));
    await assert.rejects(
      Promise.resolve(run("vscode.executeDocumentRenameProvider", document.uri, position, "Bob")),
      /server Bob already/,
    );
    await vscode.workspace.saveAll();
  });

  it("outline a script by its moments", async () => {
    const { document } = await bank();
    const symbols = await run<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
    assert.deepEqual(
      symbols.map(({ name, children }) => `${name}: ${children.map((child) => child.name).join(", ")}`),
      ["tick 0: Ada → Bob", "tick 2: Bob → Cid, Bob → Ada, snapshot 0", "tick 3: Ada → Bob"],
    );
  });

  it("fold moments and link the topology's name", async () => {
    const { document, uri } = await bank();
    const folds = await run<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri);
    assert.deepEqual(
      folds.map(({ start, end }) => `${start + 1}-${end + 1}`),
      ["2-3", "4-7"],
    );
    const links = await run<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri);
    assert.deepEqual(
      links.map(({ range, target }) => [document.getText(range), target?.toString()]),
      [["bank", uri("bank.top").toString()]],
    );
  });

  it("show the verdict above a snapshot, and again after an edit", async () => {
    const { document } = await bank();
    const lenses = (): Thenable<vscode.CodeLens[]> => run("vscode.executeCodeLensProvider", document.uri, 10);
    const titles = async (): Promise<(string | undefined)[]> =>
      (await lenses()).map(({ command }) => command?.title);
    assert.deepEqual(await titles(), [
      "Snapshot 0: consistent, 1 message in transit · 12 tokens recorded, all there",
      "Show Diagram",
    ]);
    await type(document, "send Bob Ada 2\n", "");
    assert.deepEqual(await titles(), [
      "Snapshot 0: consistent, no message in transit · 12 tokens recorded, all there",
      "Show Diagram",
    ]);
    assert.equal((await lenses())[0].range.start.line, 4);
  });

  it("lead from the verdict to the diagram with this snapshot's cut", async () => {
    const { uri } = await bank({ "bank.events": `${SCRIPT}tick 3\nsnapshot Bob\n` });
    const lenses = await run<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri("bank.events"), 10);
    const shows = lenses.flatMap(({ command }) => (command?.title === "Show Diagram" ? [command] : []));
    assert.equal(shows.length, 2);
    await run(shows[1].command, ...(shows[1].arguments ?? []));
    const api: LightconeApi | undefined =
      vscode.extensions.getExtension<LightconeApi>("lightcone.lightcone")?.exports;
    const session = await api?.sessions.get(uri("bank.events"));
    assert.equal(session?.selectedCut?.id, "snapshot:1");
    assert.ok(api?.panels.find(uri("bank.events")));
  });

  it("note the time and what a sender has left, unless the setting is off", async () => {
    const { document } = await bank();
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = async (): Promise<string[]> => {
      const found = await run<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all);
      return found.map(({ position, label }) => `${position.line + 1}: ${String(label)}`);
    };
    assert.deepEqual(await hints(), [
      "2: Ada: 8 → 5",
      "3: time 2",
      "4: Bob: 4 → 3",
      "5: Bob: 3 → 1",
      "7: time 3",
      "8: Ada: 5 → 4",
    ]);
    const settings = vscode.workspace.getConfiguration("lightcone");
    await settings.update("inlayHints.enabled", false, vscode.ConfigurationTarget.Workspace);
    try {
      assert.deepEqual(await hints(), []);
    } finally {
      await settings.update("inlayHints.enabled", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("show above a recorded snapshot whether the run records it", async () => {
    const { document } = await bank({ "bank0.snap": SNAP });
    const title = async (): Promise<string | undefined> => {
      const lenses = await run<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10);
      return lenses[0]?.command?.title;
    };
    assert.equal(await title(), "Snapshot 0: as recorded by the run of bank.events");
    await type(document, "Bob 4", "Bob 5");
    assert.match(
      (await title()) ?? "",
      /^Snapshot 0: differs from the run of bank\.events in 1 place; impossible in any run$/,
    );
  });

  it("keep silent in a document of no course", async () => {
    const uri = await folderWith({ "protein.top": "; Topology\n[ moleculetype ]\nProtein 3\n[ atoms ]\n" });
    const document = await opened(uri("protein.top"));
    const symbols = await run<vscode.DocumentSymbol[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.deepEqual(symbols ?? [], []);
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it("work on files whose names a URI must escape", async () => {
    const name = "100% bank #1 ü";
    const uri = await folderWith({
      [`${name}.top`]: TOPOLOGY,
      [`${name}.events`]: SCRIPT.replace("# topology: bank", ""),
    });
    const document = await opened(uri(`${name}.events`));
    const lenses = await run<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10);
    assert.match(lenses[0]?.command?.title ?? "", /^Snapshot 0: consistent/);
    await type(document, "snapshot Ada", "snapshot Nobody");
    assert.deepEqual(await diagnosed(document.uri, 1), ["unknown-server@6:10-16"]);
    const at = document.positionAt(document.getText().indexOf("Cid"));
    const found = await run<(Place | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      at,
    );
    assert.deepEqual(named(found), [`${name}.top:4:1`]);
  });

  it("work in an untitled document as far as it can be read", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "cos418-topology",
      content: TOPOLOGY,
    });
    const symbols = await eventually(
      async () =>
        run<vscode.DocumentSymbol[] | undefined>("vscode.executeDocumentSymbolProvider", document.uri),
      (found) => (found?.length ?? 0) > 0,
    );
    assert.deepEqual(
      symbols?.map(({ name }) => name),
      ["3 servers", "4 links"],
    );
    const found = await run<(Place | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      new vscode.Position(4, 5),
    );
    assert.equal(found.length, 1);
  });
});
