// Diagram panels: one a file, gone without a trace when closed, and the custom editor for recorded traces.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, lightcone, writeFiles, writeScenario } from "./support.ts";

const TIMES = 8;

describe("diagram panels", () => {
  afterEach(closeAll);

  it("stand beside the file, one for each", async () => {
    const files = await writeScenario();
    const uri = files["two.events"];
    await vscode.window.showTextDocument(uri);
    const { panels } = await lightcone();
    await vscode.commands.executeCommand("lightcone.diagram.open", uri);
    await vscode.commands.executeCommand("lightcone.diagram.open", uri);
    assert.equal(panels.size, 1);
    assert.equal(panels.find(uri)?.panel.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
  });

  it("leave nothing behind when opened and closed repeatedly", async () => {
    const files = await writeScenario();
    const { panels, sessions } = await lightcone();
    for (let time = 0; time < TIMES; time++) {
      await vscode.commands.executeCommand("lightcone.diagram.open", files["two.events"]);
      assert.equal(panels.size, 1);
      panels.find(files["two.events"])?.panel.dispose();
      await eventually("the panel is gone", () => panels.size === 0);
      await eventually("its session is gone", () => sessions.peek(files["two.events"]) === undefined);
    }
  });

  it("show a recorded trace in an editor of their own by default", async () => {
    const trace = `${JSON.stringify({ lctrace: 1, processes: [{ name: "A" }, { name: "B" }] })}\n`;
    const files = await writeFiles({ "run.lctrace": trace });
    const { panels } = await lightcone();
    await vscode.commands.executeCommand("vscode.open", files["run.lctrace"]);
    await eventually("the custom editor is open", () => panels.size === 1);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(tab instanceof vscode.TabInputCustom, "it opened as something else");
    assert.equal(tab.viewType, "lightcone.trace");
    await vscode.commands.executeCommand("vscode.openWith", files["run.lctrace"], "default");
    await eventually("it opens as text too", () => vscode.window.activeTextEditor !== undefined);
  });
});
