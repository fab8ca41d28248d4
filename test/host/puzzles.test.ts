// Puzzles in the real VS Code: solved from the palette, the run opens as a text beside its diagram, and follows changes.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, lightcone, replaceText, writeFiles } from "./support.ts";

const SYSTEM = "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\n";
const PUZZLES = `${SYSTEM}possible a { P { }  Q { R }  P -> Q [ G, Y ] }\npossible b { P { G }  Q { }  P -> Q [ Y ]  Q -> P [ R ] }\n`;

async function show(text: string): Promise<vscode.Uri> {
  const { "a.lightcone": uri } = await writeFiles({ "a.lightcone": text });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await (await lightcone()).authored.get();
  return uri;
}

/** Closes everything, without a question about the texts that nobody has saved. */
async function revertAll(): Promise<void> {
  for (const { document } of vscode.window.visibleTextEditors) {
    if (!document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

describe("Solve Puzzle", () => {
  afterEach(revertAll);

  it("opens the run of a possible one beside its diagram, whose snapshot is as claimed", async () => {
    const uri = await show(PUZZLES);
    const document = await vscode.commands.executeCommand<vscode.TextDocument>(
      "lightcone.puzzle.solve",
      uri,
      "",
      4,
    );
    assert.equal(document.languageId, "lightcone");
    assert.match(
      document.getText(),
      /^\/\/ A run in which Chandy–Lamport records the snapshot of puzzle a: Q starts it\./,
    );
    const { panels, sessions } = await lightcone();
    assert.ok(panels.find(document.uri), "its diagram is open");
    const opened = sessions.peek(document.uri)?.opened;
    assert.deepEqual(opened?.trace?.snapshots.length, 1);
    assert.deepEqual(
      opened?.verdicts.map(({ kind }) => kind),
      ["consistent"],
    );
    await replaceText(document, document.getText().replace("snapshot by Q", "snapshot by P"));
    await eventually("the run is the changed one", () => {
      const initiators = sessions.peek(document.uri)?.opened?.trace?.snapshots[0].initiators;
      return initiators?.[0] === 0;
    });
  });

  it("opens nothing where it is impossible, and takes the puzzle at the cursor", async () => {
    const uri = await show(PUZZLES);
    const [editor] = vscode.window.visibleTextEditors;
    editor.selection = new vscode.Selection(4, 3, 4, 3);
    assert.equal(await vscode.commands.executeCommand("lightcone.puzzle.solve"), undefined);
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    const document = await vscode.commands.executeCommand<vscode.TextDocument>("lightcone.puzzle.solve");
    assert.ok(document.isUntitled);
    assert.equal(await vscode.commands.executeCommand("lightcone.puzzle.solve", uri, "", 5), undefined);
  });
});
