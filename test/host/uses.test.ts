// What snapshots are for, as commands with arguments: a deadlock found and shown, a predicate judged along the run, a scenario
// restarted from a snapshot into a file of its own, the recovery line as a cut.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, lightcone, writeFiles } from "./support.ts";

const DEADLOCK = `process A { holds = { lock1 } }
process B { holds = { lock2 } }
channel A <-> B latency 2
A does { waits = { lock2 } } at 2
B does { waits = { lock1 } } at 3
snapshot early by A at 1
snapshot late by A at 6
`;
const BANK = `process P { 9 coin }
process Q
channel P <-> Q latency 3
P -> Q : 4 coin at 1
Q -> P : coin at 6
snapshot first by Q at 2
P -> Q : 2 coin at 8
`;

const run = <Told>(command: string, uri: vscode.Uri, options?: object) =>
  vscode.commands.executeCommand<Told>(`lightcone.${command}`, uri, options);

interface Told {
  readonly kind: string;
  readonly words: string;
  readonly cut?: string;
  readonly stability?: string;
  readonly first?: readonly number[];
}

describe("what snapshots are for", () => {
  afterEach(closeAll);

  it("a deadlock is found at the snapshot that shows it, though another is selected", async () => {
    const { "locks.lightcone": uri } = await writeFiles({ "locks.lightcone": DEADLOCK });
    const { sessions, panels } = await lightcone();
    const told = await run<Told>("deadlock.find", uri);
    assert.deepEqual([told.kind, told.words], ["violated", "deadlock: A waits for B, which waits for A"]);
    const session = await sessions.get(uri);
    assert.equal(session.selectedCut?.id, told.cut);
    assert.equal(session.selectedCut?.title, "snapshot late");
    assert.equal(panels.size, 1);
    // The event of the process that the answer is about.
    const event = panels.find(uri)?.selectedEvent ?? -1;
    assert.equal(session.opened?.trace?.events.process[event], 0);
  });

  it("garbage, the end of the computation and a kept sum are asked of the selected snapshot", async () => {
    const { "bank.lightcone": uri, "objects.lightcone": objects } = await writeFiles({
      "bank.lightcone": BANK,
      "objects.lightcone":
        "process P { objects = { a, b }, refs = { a } }\nprocess Q\nchannel P <-> Q\nsnapshot first by P at 3\n",
    });
    const { sessions } = await lightcone();
    const garbage = await run<Told>("garbage.find", objects);
    assert.equal(garbage.kind, "violated");
    assert.match(garbage.words, /\bb\b/);
    assert.equal((await sessions.get(objects)).selectedCut?.title, "snapshot first");

    const kept = await run<Told>("sum.check", uri, { field: "tokens" });
    assert.deepEqual([kept.kind, kept.words], ["holds", "tokens conserved"]);
    const ended = await run<Told>("termination.check", uri);
    assert.deepEqual([ended.kind, ended.words], ["violated", "not terminated: 1 in channels"]);
  });

  it("a snapshot in hand could have been recorded by Chandy–Lamport, and the run that shows it opens", async () => {
    const { "bank.lightcone": uri } = await writeFiles({ "bank.lightcone": BANK });
    const { sessions } = await lightcone();
    const session = await sessions.get(uri);
    session.selectCut(session.cuts[0].id);
    const told = await run<{ kind: string; words: readonly string[]; run: string }>(
      "snapshot.couldRecord",
      uri,
    );
    assert.equal(told.kind, "possible");
    assert.match(told.words[0], /starts it/);
    assert.match(told.run, /^\{"lctrace":1/);
    const { "run.lctrace": file } = await writeFiles({ "run.lctrace": told.run });
    const shown = await sessions.get(file);
    assert.equal(shown.cuts[0].verdict, "consistent");
  });

  it("a predicate is judged at the selected cut and along the run", async () => {
    const { "locks.lightcone": uri } = await writeFiles({ "locks.lightcone": DEADLOCK });
    const { sessions } = await lightcone();
    const session = await sessions.get(uri);
    const told = await run<Told>("predicate.check", uri, {
      predicate: "known(A.waits) and lock2 in A.waits",
    });
    assert.deepEqual([told.kind, told.stability], ["violated", "stable"]);
    assert.ok(told.first !== undefined && told.first[0] > 0);
    session.selectCut(session.cuts[1].id);
    const late = await run<Told>("predicate.check", uri, { predicate: "lock2 in A.waits" });
    assert.equal(late.kind, "holds");
  });

  it("a predicate that is none is refused with its place", async () => {
    const { "locks.lightcone": uri } = await writeFiles({ "locks.lightcone": DEADLOCK });
    assert.equal(await run("predicate.check", uri, { predicate: "A.wait =" }), undefined);
  });

  it("a restart becomes a scenario of its own, whose diagram is shown", async () => {
    const { "bank.lightcone": uri } = await writeFiles({ "bank.lightcone": BANK });
    const { sessions, panels } = await lightcone();
    const told = await run<{ uri: string; sound: boolean; words: string }>("snapshot.restart", uri, {
      snapshot: 1,
    });
    assert.equal(told.sound, true);
    assert.match(told.words, /the same tokens as without the crash; every process ends in the same state/);
    const restarted = vscode.Uri.parse(told.uri);
    assert.equal(restarted.scheme, "untitled");
    const document = vscode.workspace.textDocuments.find(({ uri: each }) => each.toString() === told.uri);
    assert.match(document?.getText() ?? "", /^underway P -> Q : 4 coin$/m);
    const session = await sessions.get(restarted);
    await session.settled();
    assert.equal(session.failure, undefined);
    assert.equal(session.opened?.trace?.messages.kind.length, 3);
    assert.ok(panels.find(restarted));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("a second restart has a name of its own, whether the first is open or was saved", async () => {
    const { "bank.lightcone": uri } = await writeFiles({
      "bank.lightcone": BANK,
      "bank-restarted-1.lightcone": BANK,
    });
    const names: string[] = [];
    for (let i = 0; i < 2; i++) {
      const told = await run<{ uri: string }>("snapshot.restart", uri, { snapshot: 1 });
      names.push(told.uri.slice(told.uri.lastIndexOf("/") + 1));
    }
    assert.deepEqual(names, ["bank-restarted-1-2.lightcone", "bank-restarted-1-3.lightcone"]);
  });

  it("the recovery line is a cut, and who falls is told", async () => {
    const { "domino.lightcone": uri } = await writeFiles({
      "domino.lightcone": `process P, Q
channel P <-> Q
P -> Q : "a" at 2..3
Q does "checkpoint q1" at 4
Q -> P : "b" at 5..6
P does "checkpoint p1" at 7
P -> Q : "c" at 8..9
`,
    });
    const { sessions } = await lightcone();
    const told = await run<{ domino: readonly string[]; cut: string }>("recovery.show", uri);
    assert.deepEqual(told.domino, ["P", "Q"]);
    const session = await sessions.get(uri);
    assert.equal(session.selectedCut?.id, told.cut);
    assert.deepEqual([...(session.selectedCut?.frontier ?? [])], [0, 0]);
  });

  it("a recorded trace cannot be restarted, and says so", async () => {
    const { "r.lctrace": uri } = await writeFiles({
      "r.lctrace": '{"lctrace":1,"processes":["A"]}\n{"p":"A","label":"x"}\n',
    });
    assert.equal(await run("snapshot.restart", uri, { snapshot: 1 }), undefined);
  });
});
