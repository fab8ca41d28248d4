// Learner's mode in VS Code: what is to be predicted is nowhere to be seen (diagram, views, lenses, problems), each question
// is told with its difference, and then all is shown.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { comparePrediction, readList } from "../../src/core/analysis/comparedPrediction.ts";
import { MessageKind } from "../../src/core/trace/trace.ts";
import { closeAll, eventually, lightcone, replaceText, writeFiles } from "./support.ts";

const TEXT =
  "process P { G, Y }\nprocess Q { R, P, B, O }\nchannel P <-> Q latency 3\nQ -> P : B at 1\nQ -> P : O at 2\nsnapshot by P at 2\nexpect inconsistent\npossible { P { G }  Q { R, P }  P -> Q [ Y ]  Q -> P [ B, O ] }\n";
const settings = () => vscode.workspace.getConfiguration("lightcone");
const turn = (isOn: boolean | undefined): Thenable<void> =>
  settings().update("learning.enabled", isOn, vscode.ConfigurationTarget.Workspace);

async function lenses(uri: vscode.Uri): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
    50,
  );
  return found.map(({ command }) => command?.title ?? "");
}

const codes = (uri: vscode.Uri): unknown[] => vscode.languages.getDiagnostics(uri).map(({ code }) => code);

describe("learner's mode", () => {
  afterEach(async () => {
    await turn(undefined);
    await closeAll();
  });

  it("hides what a snapshot records until it is predicted, then shows it", async () => {
    const files = await writeFiles({ "lesson.lightcone": TEXT });
    const uri = files["lesson.lightcone"];
    const { authored, sessions, panels } = await lightcone();
    const { learning } = await authored.get();
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const session = await sessions.get(uri);
    await eventually("the server tells of the expectation", () => codes(uri).includes("expectation-failed"));
    assert.equal(session.cuts.length, 1);

    await turn(true);
    await vscode.commands.executeCommand("lightcone.diagram.open", uri);
    assert.equal(panels.find(uri)?.session, session);
    const seen = session.opened?.trace;
    assert.ok(seen);
    assert.deepEqual([seen.snapshots.length, session.cuts.length], [0, 0]);
    assert.ok(!seen.messages.kind.includes(MessageKind.marker));
    assert.equal(seen.messages.kind.length, 2);
    await eventually("no problem tells of it", () => !codes(uri).includes("expectation-failed"));
    const titles = await lenses(uri);
    assert.ok(
      titles.some((title) => title.includes("snapshot 1: predict… (0 of 5 told)")),
      titles.join("\n"),
    );
    assert.ok(
      titles.some((title) => title.includes("puzzle: predict…")),
      titles.join("\n"),
    );
    assert.ok(!titles.some((title) => /in transit|impossible/.test(title)), titles.join("\n"));

    const [exercise] = learning.hidden(uri);
    assert.equal(exercise.group, "snapshot 1");
    const typed: Readonly<Record<string, string>> = { P: "G, Y", Q: "R", "P → Q": "", "Q → P": "O, B" };
    const words: string[] = [];
    for (const question of exercise.questions) {
      assert.deepEqual(session.opened?.trace?.snapshots, [], "it is shown too early");
      const read = readList(typed[question.title] ?? "");
      assert.ok(read.kind === "list");
      const predicted = question.kind === "choice" ? "consistent" : read.items;
      words.push(learning.predicted(uri, question, comparePrediction(question, predicted)));
    }
    assert.deepEqual(words.slice(0, 4), [
      "Right. snapshot 1, P: G, Y.",
      "Not so. Right: R. Missing: P. The answer: P, R.",
      "Right. snapshot 1, P → Q: nothing.",
      "Not so. Right: O, B. All are there, in another order. The answer: B, O.",
    ]);
    assert.equal(session.opened?.trace?.snapshots.length, 1);
    assert.equal(session.cuts[0].words, "consistent, 2 messages in transit");
    const after = await lenses(uri);
    assert.ok(
      after.some((title) => title.includes("snapshot 1: consistent, 2 messages in transit")),
      after.join("\n"),
    );
    assert.ok(
      after.some((title) => title.includes("3 of 5 predicted right")),
      after.join("\n"),
    );
    assert.ok(
      after.some((title) => title.includes("puzzle: predict…")),
      after.join("\n"),
    );

    // Another scenario is another question.
    await replaceText(document, TEXT.replace("snapshot by P at 2", "snapshot by P at 9"));
    await sessions.get(uri);
    assert.equal(session.opened?.trace?.snapshots.length, 0);
  });

  it("shows an answer to who asks for it, and all when it is switched off", async () => {
    const files = await writeFiles({ "lesson.lightcone": TEXT });
    const uri = files["lesson.lightcone"];
    const { sessions } = await lightcone();
    await vscode.window.showTextDocument(uri);
    const session = await sessions.get(uri);
    await vscode.commands.executeCommand("lightcone.learning.toggle");
    assert.equal(settings().get("learning.enabled"), true);
    assert.equal(session.opened?.trace?.snapshots.length, 0);
    await vscode.commands.executeCommand("lightcone.learning.reveal", uri, "snapshot 1");
    assert.equal(session.opened?.trace?.snapshots.length, 1);
    const titles = await lenses(uri);
    assert.ok(!titles.some((title) => title.includes("predicted right")), titles.join("\n"));
    assert.ok(
      titles.some((title) => title.includes("puzzle: predict…")),
      titles.join("\n"),
    );
    await vscode.commands.executeCommand("lightcone.learning.toggle");
    assert.ok((await lenses(uri)).every((title) => !title.includes("predict")));
  });
});
