// All runs of a scenario in the editor: what is found, the run that is chosen beside its diagram, a host that goes on
// answering meanwhile, and the lattice of cuts.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ExploredReport, LatticeReport } from "../../src/protocol/exploring.ts";
import { closeAll, eventually, lightcone, writeFiles } from "./support.ts";

const TEXT =
  "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\nP -> Q : Y\nsnapshot by Q\nexpect snapshot 1 { P { G }  Q { R, Y } }\n";

describe("exploring all runs", () => {
  afterEach(closeAll);

  it("lists what can be recorded and what fails, and opens a failing run beside its diagram", async () => {
    const { panels } = await lightcone();
    const files = await writeFiles({ "told.lightcone": TEXT });
    const report = await vscode.commands.executeCommand<ExploredReport>(
      "lightcone.runs.explore",
      files["told.lightcone"],
      { order: "free", starts: "script", choose: 0 },
    );
    assert.equal(report.complete, true);
    assert.deepEqual(
      report.snapshots.map(({ title, states }) => [title, states.map(({ words }) => words).sort()]),
      [["snapshot 1", ["P { G }  Q { R }  P -> Q [ Y ]", "P { G }  Q { R, Y }", "P { G, Y }  Q { R }"]]],
    );
    assert.equal(report.expectations[0].kind, "fails");
    await eventually("the run is open", () =>
      /run-\d+\.lightcone$/.test(vscode.window.activeTextEditor?.document.uri.path ?? ""),
    );
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.getText() ?? "", /snapshot by Q at \d/);
    await eventually(
      "its diagram is open",
      () => document !== undefined && panels.find(document.uri) !== undefined,
    );
  });

  it("says that a recorded trace has one run", async () => {
    const trace = `${JSON.stringify({ lctrace: 1, processes: [{ name: "A" }] })}\n`;
    const files = await writeFiles({ "run.lctrace": trace });
    const answer = await vscode.commands.executeCommand("lightcone.runs.explore", files["run.lctrace"], {
      order: "free",
      starts: "script",
    });
    assert.equal(answer, undefined);
  });

  it("draws the lattice of cuts in the theme's colours, with a list", async () => {
    const files = await writeFiles({ "told.lightcone": TEXT });
    const report = await vscode.commands.executeCommand<LatticeReport>(
      "lightcone.lattice.show",
      files["told.lightcone"],
    );
    assert.match(report.words, /^3 consistent cuts, 2 events$/);
    assert.match(report.svg ?? "", /var\(--vscode-editor-background\)/);
    assert.equal(report.cuts.length, 3);
    await eventually("its tab is there", () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /^Lattice of/.test(label))),
    );
  });
});
