// What a user adds to a trace is saved in a file beside it when they ask for it, comes back with the trace, follows the file on
// disk, and is exported with the trace.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Session } from "../../src/vscode/sessions/session.ts";
import { closeAll, eventually, lightcone, textOf, writeFiles, writeScenario } from "./support.ts";

const TRACE = [
  {
    lctrace: 1,
    timeUnit: "ms",
    processes: ["A", "B"],
    channels: [
      ["A", "B"],
      ["B", "A"],
    ],
  },
  { p: "A", t: 1, send: { id: 1, to: "B" } },
  { p: "B", t: 3, receive: 1 },
  { p: "B", t: 4, send: { id: 2, to: "A" } },
  { p: "A", t: 7, receive: 2 },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join("");

const FILE = "run.lctrace.lightcone.json";

async function opened(more: Readonly<Record<string, string>> = {}): Promise<[vscode.Uri, Session]> {
  const files: Record<string, vscode.Uri> = await writeFiles({ "run.lctrace": TRACE, ...more });
  const { sessions } = await lightcone();
  await vscode.commands.executeCommand("vscode.open", files["run.lctrace"]);
  return [files["run.lctrace"], await sessions.get(files["run.lctrace"])];
}

const beside = (uri: vscode.Uri, name = FILE): vscode.Uri => vscode.Uri.joinPath(uri, "..", name);
const write = (uri: vscode.Uri, value: object): Thenable<void> =>
  vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(value)));
const told = (session: Session): string[] => session.cuts.map(({ title, words }) => `${title}: ${words}`);
const run = (uri: vscode.Uri, options: object): Thenable<{ id: string; verdict: string } | undefined> =>
  vscode.commands.executeCommand("lightcone.snapshot.run", uri, options);

describe("a snapshot on a recorded trace", () => {
  afterEach(closeAll);

  it("starts at a time, or after an event, with markers as fast as the user says", async () => {
    const [uri, session] = await opened();
    assert.equal((await run(uri, { initiators: ["A"], time: 2, latency: 5 }))?.verdict, "consistent");
    assert.deepEqual(session.additions.snapshots.at(-1)?.latency, { kind: "fixed", value: 5 });
    const after = { process: "B", events: 1 };
    assert.equal((await run(uri, { initiators: ["B"], after, latency: "channel" }))?.verdict, "consistent");
    const { time, latency } = session.additions.snapshots[1];
    assert.deepEqual([time, latency], [3, undefined]);
    const trace = session.opened?.trace;
    assert.ok(trace);
    // B's first recorded event is inside, its second is not.
    const replayed = trace.snapshots[1];
    assert.equal(session.selectedCut?.snapshot, 1);
    const receipt = trace.messages.receive[0];
    assert.ok(receipt < trace.firstEvent[1] + replayed.frontier[1], "the receipt of B is inside");
    assert.ok(trace.messages.send[1] >= trace.firstEvent[1] + replayed.frontier[1], "B's sending is outside");
  });

  it("starts from an event, and is refused where it cannot", async () => {
    const [uri, session] = await opened();
    await run(uri, { event: 1 });
    assert.deepEqual(session.additions.snapshots[0].after, { process: "A", events: 2 });
    assert.equal(
      await run(uri, { initiators: ["A"], time: 1, after: { process: "B", events: 1 } }),
      undefined,
    );
    assert.equal(await run(uri, { initiators: ["A"], after: { process: "A", events: 9 } }), undefined);
    assert.equal(session.additions.snapshots.length, 1);
    const inserted = session.opened?.trace?.inserted?.[0];
    assert.equal(await run(uri, { event: inserted }), undefined);
  });

  it("of a scenario starts at the event's tick", async () => {
    const files = await writeScenario();
    const { sessions } = await lightcone();
    const session = await sessions.get(files["two.events"]);
    const hold = sessions.hold(files["two.events"]);
    await run(files["two.events"], { event: 0 });
    assert.equal(session.additions.snapshots[0].after, undefined);
    assert.equal(session.opened?.trace?.snapshots.length, 2);
    hold.dispose();
  });
});

describe("a session file", () => {
  afterEach(closeAll);

  it("keeps everything, and brings it back when the trace is opened again", async () => {
    const [uri, session] = await opened();
    assert.equal(session.additions.isUnsaved, false);
    await run(uri, { initiators: ["A"], time: 2, latency: 1 });
    session.addCut({ title: "mine", at: new Map([["B", 1]]) });
    const note = (options: object): Thenable<void> =>
      vscode.commands.executeCommand("lightcone.note.add", uri, options);
    await note({ event: session.opened?.trace?.messages.receive[0], text: "arrives late" });
    await note({ cut: session.cuts[0].id, text: "the first try" });
    await note({ cut: session.cuts[1].id, text: "an orphan" });
    await session.setClockOffsets({ B: 0.5 });
    session.change((additions) => {
      additions.hidden = ["B"];
    });
    assert.equal(session.additions.isUnsaved, true);
    const saved = await vscode.commands.executeCommand<vscode.Uri>("lightcone.session.save", uri);
    assert.equal(saved.toString(), beside(uri).toString());
    assert.equal(session.additions.isUnsaved, false);
    assert.deepEqual(JSON.parse(await textOf(saved)), {
      lightcone: 1,
      clockOffsets: { B: 0.5 },
      hidden: ["B"],
      snapshots: [{ initiators: ["A"], time: 2, latency: 1, note: "the first try" }],
      cuts: [{ title: "mine", events: { B: 1 }, note: "an orphan" }],
      notes: [{ process: "B", event: 1, text: "arrives late" }],
    });
    const before = told(session);
    const text = await textOf(saved);
    await closeAll();
    await vscode.commands.executeCommand("vscode.open", uri);
    const again = await (await lightcone()).sessions.get(uri);
    assert.notEqual(again, session);
    assert.deepEqual(told(again), before);
    assert.deepEqual(
      again.cuts.map(({ remarks }) => remarks?.filter(({ isNote }) => isNote).map((remark) => remark.text)),
      [["the first try"], ["an orphan"]],
    );
    assert.equal(again.additions.isUnsaved, false);
    await vscode.commands.executeCommand("lightcone.session.save", uri);
    assert.equal(await textOf(saved), text);
  });

  it("is followed when it changes on disk, and when it goes", async () => {
    const [uri, session] = await opened({ [FILE]: '{"lightcone": 1, "hidden": ["A"]}' });
    assert.deepEqual(session.additions.hidden, ["A"]);
    await write(beside(uri), { lightcone: 1, snapshots: [{ initiators: ["B"], time: 1 }] });
    await eventually("the snapshot of the file is taken", () => told(session).length === 1);
    assert.deepEqual(session.additions.hidden, []);
    assert.equal(session.additions.isUnsaved, false);
    await vscode.workspace.fs.delete(beside(uri));
    await eventually("nothing is left of it", () => told(session).length === 0);
  });

  it("does not take the place of unsaved changes without a question", async () => {
    const [uri, session] = await opened({ [FILE]: '{"lightcone": 1}' });
    session.addCut({ title: "mine", at: 2 });
    await write(beside(uri), { lightcone: 1, hidden: ["A"] });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(
      session.cuts.map(({ title }) => title),
      ["mine"],
    );
    assert.deepEqual(session.additions.hidden, []);
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("with faults shows them on its lines, and gives what is right", async () => {
    const text =
      '{\n "lightcone": 1,\n "hidden": [7, "B"],\n "cuts": [{ "title": "x", "events": { "Z": 1 } }],\n "later": {}\n}\n';
    const [uri, session] = await opened({ [FILE]: text });
    assert.deepEqual(session.additions.hidden, ["B"]);
    const shown = (): string[] =>
      vscode.languages
        .getDiagnostics(beside(uri))
        .filter(({ source }) => source === "Lightcone")
        .map(({ code, range }) => `${range.start.line + 1} ${code}`)
        .sort();
    await eventually("its faults are shown", () => shown().length === 3);
    assert.deepEqual(shown(), ["3 session-value", "4 session-stray", "5 session-unknown-key"]);
  });

  it("lies beside a folder that is one trace, and beside the first of several files", async () => {
    const files = await writeFiles({ "a.lctrace": TRACE, "b.lctrace": TRACE.replaceAll('"A"', '"C"') });
    const folder = vscode.Uri.joinPath(files["a.lctrace"], "..");
    const { sessions } = await lightcone();
    await vscode.commands.executeCommand("lightcone.diagram.openFolder", folder);
    const whole = await sessions.get(folder);
    const name = folder.path.slice(folder.path.lastIndexOf("/") + 1);
    assert.equal(whole.file.uri?.toString(), beside(folder, `${name}.lightcone.json`).toString());
    whole.addCut({ title: "mine", at: 2 });
    await vscode.commands.executeCommand("lightcone.session.save", folder);
    assert.match(await textOf(beside(folder, `${name}.lightcone.json`)), /"mine"/);
    const both = [files["a.lctrace"], files["b.lctrace"]];
    await vscode.commands.executeCommand("lightcone.diagram.openTogether", both[0], both);
    const together = sessions.all.find(({ uri }) => uri.fragment !== "");
    const expected = beside(files["a.lctrace"], "a.lctrace+b.lctrace.lightcone.json");
    assert.equal(together?.file.uri?.toString(), expected.toString());
  });
});

describe("an exported trace", () => {
  afterEach(closeAll);

  it("has the snapshots and verdicts that were shown", async () => {
    const [uri, session] = await opened();
    await run(uri, { initiators: ["A"], time: 2 });
    await run(uri, { initiators: ["B"], after: { process: "B", events: 1 } });
    const target = beside(uri, "exported.lctrace");
    const written = await vscode.commands.executeCommand<vscode.Uri>("lightcone.trace.export", uri, {
      target,
    });
    assert.equal(written.toString(), target.toString());
    const { sessions } = await lightcone();
    const again = await sessions.get(target);
    assert.deepEqual(told(again), told(session));
    assert.equal(again.opened?.problems.length, 0);
  });
});
