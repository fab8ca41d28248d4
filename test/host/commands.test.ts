// The commands as key bindings and other extensions call them: with arguments, without a question.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  eventually,
  lightcone,
  ONE_SNAPSHOT,
  textOf,
  writeFiles,
  writeScenario,
} from "./support.ts";

interface Told {
  readonly id: string;
  readonly verdict: string;
  readonly words: string;
}

describe("the commands", () => {
  afterEach(closeAll);

  it("are all there", async () => {
    await lightcone();
    const { packageJSON } = vscode.extensions.getExtension("lightcone.lightcone") ?? {};
    const declared: readonly { command: string }[] = packageJSON.contributes.commands;
    const there = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.map(({ command }) => command).filter((command) => !there.has(command)),
      [],
    );
  });

  it("run a snapshot, select it and show it", async () => {
    const files = await writeScenario();
    const uri = files["two.events"];
    const { sessions, panels } = await lightcone();
    const told = await vscode.commands.executeCommand<Told>("lightcone.snapshot.run", uri, {
      initiators: ["A", "B"],
      time: 1,
    });
    assert.equal(told.verdict, "consistent");
    const session = await sessions.get(uri);
    assert.equal(session.selectedCut?.id, told.id);
    assert.deepEqual(session.opened?.trace?.snapshots.at(-1)?.initiators.length, 2);
    assert.equal(panels.size, 1);
    await vscode.commands.executeCommand("lightcone.cut.remove", uri, told.id);
    assert.equal(session.cuts.length, 1);
  });

  it("compare the snapshot algorithms on a page of its own", async () => {
    const files = await writeScenario();
    const compared = await vscode.commands.executeCommand<{
      readonly who: string;
      readonly rows: readonly { readonly id: string; readonly result: string }[];
    }>("lightcone.algorithms.compare", files["two.events"], { initiators: ["A"], time: 1 });
    assert.equal(compared.who, "A");
    assert.equal(compared.rows.length, 11);
    assert.equal(compared.rows[0].id, "chandy-lamport");
    assert.equal(compared.rows[0].result, "consistent");
    await eventually("its tab is there", () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => label === "Snapshot algorithms on two.events"),
      ),
    );
  });

  it("verify a consistent and an inconsistent cut", async () => {
    const files = await writeScenario();
    const uri = files["two.events"];
    const verify = (cut: string) =>
      vscode.commands.executeCommand<Told>("lightcone.cut.verify", uri, { cut });
    const { sessions } = await lightcone();
    const trace = (await sessions.get(uri)).opened?.trace;
    assert.ok(trace);
    const all = trace.processes.map(
      ({ name }, p) => `${name}=${trace.firstEvent[p + 1] - trace.firstEvent[p]}`,
    );
    assert.equal((await verify(all.join(","))).verdict, "consistent");
    const told = await verify(all[1]);
    assert.equal(told.verdict, "inconsistent");
    assert.match(told.words, /orphan/);
    const session = await sessions.get(uri);
    assert.ok((session.selectedCut?.orphans.length ?? 0) > 0);
    await vscode.commands.executeCommand("lightcone.cut.remove", uri, told.id);
    assert.equal(session.selectedCut, undefined);
  });

  it("refuse a cut that names no process, and show nothing", async () => {
    const files = await writeScenario();
    const told = await vscode.commands.executeCommand("lightcone.cut.verify", files["two.events"], {
      cut: "Nobody=1",
    });
    assert.equal(told, undefined);
    const { panels } = await lightcone();
    assert.equal(panels.size, 0);
  });

  it("export the diagram as SVG and Mermaid", async () => {
    const files = await writeScenario();
    const uri = files["two.events"];
    for (const [format, name, start] of [
      ["svg", "out.svg", "<svg"],
      ["mermaid", "out.mmd", "sequenceDiagram"],
    ]) {
      const target = vscode.Uri.joinPath(uri, "..", name);
      await vscode.commands.executeCommand("lightcone.diagram.export", uri, { format, target });
      const text = await textOf(target);
      assert.ok(text.includes(start), `${name} begins with ${text.slice(0, 60)}`);
      assert.ok(text.includes("snapshot 0"), `${name} does not show the cut`);
    }
  });

  it("open a sample that may be changed", async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>("lightcone.sample.open", "transfer.events");
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    const { sessions } = await lightcone();
    assert.equal((await sessions.get(uri)).state, "ready");
  });

  it("open a sample of the lecture beside its diagram", async () => {
    const name = "lecture/03-disappearing-tokens.lightcone";
    const uri = await vscode.commands.executeCommand<vscode.Uri>("lightcone.sample.open", name);
    assert.match(uri.path, /lecture\/03-disappearing-tokens\.lightcone$/);
    const { panels, sessions } = await lightcone();
    assert.equal(panels.find(uri)?.uri.toString(), uri.toString());
    const { opened } = await sessions.get(uri);
    assert.deepEqual(
      opened?.expectations.map(({ kind }) => kind),
      ["holds", "holds"],
    );
    // A puzzle brings the system that it imports.
    const puzzle = await vscode.commands.executeCommand<vscode.Uri>(
      "lightcone.sample.open",
      "lecture/16-puzzle-6.lightcone",
    );
    assert.deepEqual((await sessions.get(puzzle)).opened?.problems, []);
  });

  it("reveal an event's line and mark it", async () => {
    const files = await writeScenario();
    const uri = files["two.events"];
    const { sessions } = await lightcone();
    const trace = (await sessions.get(uri)).opened?.trace;
    assert.ok(trace);
    const event = trace.events.line.indexOf(4);
    assert.ok(event >= 0, "no event stands for the fourth line");
    await vscode.commands.executeCommand("lightcone.event.reveal", uri, event);
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString());
    assert.ok(shown.includes(uri.toString()), "the script is not shown");
  });

  it("do without a scenario what can be done, and say what cannot", async () => {
    const files = await writeFiles({ "run.events": ONE_SNAPSHOT, "run.top": "1\nA 1\n" });
    const { sessions } = await lightcone();
    const session = await sessions.get(files["run.events"]);
    await eventually("the problems of the script are known", () => session.problems.length > 0);
    assert.equal(session.problems[0].code, "unknown-server");
  });
});
