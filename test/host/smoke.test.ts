// The first thing to know in a real VS Code: our extension is found under its id and activates without an error. If
// this fails, look here before looking at any other host test.
import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the extension", () => {
  it("is present and activates", async () => {
    const extension = vscode.extensions.getExtension("lightcone.lightcone");
    assert.ok(extension, "VS Code does not list lightcone.lightcone");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("runs beside a workspace with our samples", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, "no folder is open");
    const entries = await vscode.workspace.fs.readDirectory(folder.uri);
    assert.ok(entries.length > 0, "the workspace is empty");
  });
});
