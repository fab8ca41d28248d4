// Sessions: which files are read together, what is read again when, and when a session ends.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  eventually,
  lightcone,
  namesOf,
  ONE_SNAPSHOT,
  replaceText,
  TWO_SERVERS,
  writeFiles,
  writeScenario,
} from "./support.ts";

describe("a session", () => {
  afterEach(closeAll);

  it("finds a script's topology by its name", async () => {
    const files = await writeFiles({
      "a.top": "1\nX 1\n",
      "ab.top": TWO_SERVERS,
      "abc.events": ONE_SNAPSHOT,
    });
    const { sessions } = await lightcone();
    const session = await sessions.get(files["abc.events"]);
    assert.deepEqual(namesOf(session), ["abc.events", "ab.top"]);
    assert.equal(session.state, "ready");
    assert.equal(session.opened?.trace?.snapshots.length, 1);
    assert.deepEqual(session.problems, []);
  });

  it("finds the script of a recorded snapshot and compares the two", async () => {
    const files = await writeFiles({
      "run.top": TWO_SERVERS,
      "run.events": ONE_SNAPSHOT,
      "run0.snap": "0\nA 4\nB 4\n",
    });
    const { sessions } = await lightcone();
    const session = await sessions.get(files["run0.snap"]);
    assert.deepEqual(namesOf(session), ["run0.snap", "run.events", "run.top"]);
    assert.ok(session.problems.length > 0, "a wrong snapshot has no problem");
  });

  it("reads unsaved text, of a companion too, soon after it is typed", async () => {
    const files = await writeScenario();
    const { sessions } = await lightcone();
    const { document: script } = await vscode.window.showTextDocument(files["two.events"]);
    const session = await sessions.get(script.uri);
    await replaceText(script, `${ONE_SNAPSHOT}snapshot A\n`);
    await eventually("the second snapshot is run", () => session.opened?.trace?.snapshots.length === 2);
    const { document: topology } = await vscode.window.showTextDocument(files["two.top"]);
    await replaceText(topology, TWO_SERVERS.replace("A 5", "A 50"));
    await eventually("the topology is read again", () =>
      JSON.stringify(session.opened?.scenario?.processes[0].initial).includes("50"),
    );
  });

  it("reads again when a file changes on disk", async () => {
    const files = await writeScenario();
    const { sessions } = await lightcone();
    await vscode.window.showTextDocument(files["two.events"]);
    const session = await sessions.get(files["two.events"]);
    const text = new TextEncoder().encode(TWO_SERVERS.replace("B 3", "B 30"));
    await vscode.workspace.fs.writeFile(files["two.top"], text);
    await eventually("the topology is read again", () =>
      JSON.stringify(session.opened?.scenario?.processes[1].initial).includes("30"),
    );
  });

  it("says what is missing, takes the user's choice and remembers it", async () => {
    const files = await writeFiles({ "other.top": TWO_SERVERS, "run.events": ONE_SNAPSHOT });
    const { sessions } = await lightcone();
    const session = await sessions.get(files["run.events"]);
    assert.equal(session.state, "failed");
    assert.equal(session.missing?.kind, "topology");
    assert.deepEqual(
      session.problems.map(({ code, position }) => [code, position.line]),
      [["topology-missing", 1]],
    );
    const chosen = await vscode.commands.executeCommand(
      "lightcone.topology.choose",
      files["run.events"],
      files["other.top"],
    );
    assert.equal(chosen, true);
    assert.equal(session.state, "ready");
    await closeAll();
    const again = await sessions.get(files["run.events"]);
    assert.equal(again.state, "ready");
  });

  it("keeps the cuts and snapshots that the user asked for when the file changes", async () => {
    const files = await writeScenario();
    const { sessions } = await lightcone();
    const { document: script } = await vscode.window.showTextDocument(files["two.events"]);
    const session = await sessions.get(script.uri);
    session.addCut({ title: "mine", at: new Map([["A", 1]]) });
    await session.addSnapshot({ initiators: ["A"], time: 2 });
    await replaceText(script, `# a comment\n${ONE_SNAPSHOT}`);
    const version = session.version;
    await eventually("the file is read again", () => session.version > version && session.state === "ready");
    assert.deepEqual(
      session.cuts.map(({ title }) => title),
      ["snapshot 0", "snapshot 1", "mine"],
    );
    assert.equal(session.selectedCut?.title, "snapshot 1");
  });

  it("reports a file that cannot be read in words", async () => {
    const files = await writeScenario();
    const { sessions } = await lightcone();
    const gone = vscode.Uri.joinPath(files["two.events"], "..", "gone.lctrace");
    const session = await sessions.get(gone);
    assert.equal(session.state, "failed");
    assert.match(session.failure ?? "", /gone\.lctrace/);
  });

  it("gives up the reading of an older text when a newer one comes", async () => {
    const files = await writeScenario();
    const { sessions } = await lightcone();
    const { document: script } = await vscode.window.showTextDocument(files["two.events"]);
    const session = await sessions.get(script.uri);
    const readings = Array.from({ length: 5 }, () => session.reread());
    await Promise.all(readings);
    assert.equal(session.state, "ready");
    assert.equal(session.opened?.trace?.snapshots.length, 1);
  });
});
