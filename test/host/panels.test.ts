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

  it("begin as the settings of their file say", async () => {
    const files = await writeScenario();
    const uri = files["two.events"];
    const settings = vscode.workspace.getConfiguration("lightcone.diagram", uri);
    const { panels } = await lightcone();
    const page = (): string => panels.find(uri)?.panel.webview.html ?? "";
    await vscode.commands.executeCommand("lightcone.diagram.open", uri);
    assert.match(page(), /data-axis="time" data-direction="right"/);
    await closeAll();
    try {
      await settings.update("axis", "logical", vscode.ConfigurationTarget.Workspace);
      await settings.update("direction", "down", vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand("lightcone.diagram.open", uri);
      assert.match(page(), /data-axis="logical" data-direction="down"/);
    } finally {
      await settings.update("axis", undefined, vscode.ConfigurationTarget.Workspace);
      await settings.update("direction", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("have a page that runs nothing without its nonce and loads nothing from elsewhere", async () => {
    const files = await writeScenario();
    const { panels } = await lightcone();
    await vscode.commands.executeCommand("lightcone.diagram.open", files["two.events"]);
    const { webview } = panels.find(files["two.events"])?.panel ?? assert.fail("there is no panel");
    const nonce = /'nonce-([0-9a-f]{32})'/.exec(webview.html)?.[1];
    assert.ok(nonce, "the policy has no nonce");
    const scripts = webview.html.match(/<script[^>]*>/g) ?? [];
    assert.ok(scripts.length > 0 && scripts.every((script) => script.includes(`nonce="${nonce}"`)));
    assert.match(webview.html, /default-src 'none'/);
    assert.doesNotMatch(webview.html, /unsafe-eval/);
    const roots = webview.options.localResourceRoots?.map(({ path }) =>
      path.slice(path.lastIndexOf("/") + 1),
    );
    assert.deepEqual(roots, ["dist", "media"]);
  });

  it("show a log that is a trace when the user asks for it, and only then", async () => {
    const log = 'a {"a":1}\nstarts\nb {"a":1,"b":1}\nreceives\n';
    const files = await writeFiles({ "run.log": log });
    const { panels, sessions } = await lightcone();
    await vscode.window.showTextDocument(files["run.log"]);
    assert.equal(sessions.peek(files["run.log"]), undefined);
    await vscode.commands.executeCommand("lightcone.diagram.open", files["run.log"]);
    const session = panels.find(files["run.log"])?.session;
    assert.deepEqual(
      session?.opened?.trace?.processes.map(({ name }) => name),
      ["a", "b"],
    );
  });
});
