// Expectations in VS Code's Testing view: which tests there are, how they follow the typing, and what a run tells of them.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ExpectationTests } from "../../src/vscode/testing/expectationTests.ts";
import { closeAll, eventually, lightcone, replaceText, writeFiles } from "./support.ts";

const SYSTEM = "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\n";
const ORPHAN = "P -> Q : Y as y at 2\nsnapshot by P at 1, Q at 4 using independent\n";
const TEXT = `${SYSTEM}scenario wrong {\n${ORPHAN}expect consistent\nexpect duplicated { Y }\n}\nscenario right {\nexpect tokens conserved\n}\n`;

/** A run that only listens. The controller's own would show in the view, but tell nothing. */
function listen(tests: ExpectationTests) {
  const told = new Map<string, { state: string; message?: vscode.TestMessage }>();
  const say =
    (state: string) =>
    (item: vscode.TestItem, message?: vscode.TestMessage | number): void => {
      told.set(item.label, { state, message: typeof message === "object" ? message : undefined });
    };
  const create = tests.controller.createTestRun.bind(tests.controller);
  tests.controller.createTestRun = (request) => {
    const run = create(request);
    run.passed = say("passed");
    run.failed = say("failed") as vscode.TestRun["failed"];
    run.errored = say("errored") as vscode.TestRun["errored"];
    run.skipped = say("skipped");
    return run;
  };
  return { told, stop: () => Object.assign(tests.controller, { createTestRun: create }) };
}

const runAll = (): Thenable<unknown> => vscode.commands.executeCommand("testing.runAll");

describe("expectations as tests", () => {
  afterEach(closeAll);

  it("are those of the files that are open, and follow the typing", async () => {
    const files = await writeFiles({ "a.lightcone": TEXT });
    const uri = files["a.lightcone"];
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const { tests } = (await lightcone()).tests;
    const file = () => tests.controller.items.get(uri.toString());
    await eventually("the file's tests are listed", () => file()?.children.size === 2);
    const labels = (item: vscode.TestItem | undefined): string[] =>
      [...(item?.children ?? [])].map(([, child]) => child.label).sort();
    assert.deepEqual(labels(file()), ["right", "wrong"]);
    const wrong = [...(file()?.children ?? [])]
      .map(([, child]) => child)
      .find(({ label }) => label === "wrong");
    assert.deepEqual(labels(wrong), ["consistent", "duplicated { Y }"]);
    assert.deepEqual(
      [...(wrong?.children ?? [])].map(([, child]) => child.range?.start.line),
      [6, 7],
    );
    await replaceText(document, `${SYSTEM}expect tokens conserved\n`);
    await eventually("they are those of the text", () => labels(file()).join() === "tokens conserved");
    await replaceText(document, SYSTEM);
    await eventually("a file without any is not listed", () => file() === undefined);
  });

  it("are found in the whole workspace when the view asks", async () => {
    const { tests } = (await lightcone()).tests;
    const files = await writeFiles({ "b.lightcone": TEXT });
    await tests.discover();
    const item = tests.controller.items.get(files["b.lightcone"].toString());
    assert.ok(item);
    assert.equal(item.children.size, 0);
    await tests.controller.resolveHandler?.(item);
    assert.equal(item.children.size, 2);
    const names = [...tests.controller.items].map(([, { label }]) => label);
    assert.ok(names.some((name) => name.endsWith("03-disappearing-tokens.lightcone")));
  });

  it("tell a failure with both sides, its place and the lines that it is about", async () => {
    const files = await writeFiles({
      "c.lightcone": TEXT,
      "d.lightcone": `${SYSTEM}Q -> P : G\nexpect consistent\n`,
    });
    const { tests } = (await lightcone()).tests;
    const { told, stop } = listen(tests);
    try {
      for (const uri of Object.values(files)) await tests.update(uri);
      await runAll();
      await eventually("all have run", () => told.has("duplicated { Y }") && told.size >= 4);
      await eventually("the lecture has run", () => told.get("missing { Y, B, O }")?.state === "passed");
    } finally {
      stop();
    }
    const uri = files["c.lightcone"];
    assert.equal(told.get("duplicated { Y }")?.state, "passed");
    const item = [...tests.controller.items].map(([, each]) => each).find(({ id }) => id === uri.toString());
    assert.ok(item);
    const own = new Map<string, { state: string; message?: vscode.TestMessage }>();
    const listener = listen(tests);
    try {
      const request = new vscode.TestRunRequest([item]);
      const { runTests } = tests;
      await runTests(request, new vscode.CancellationTokenSource().token);
      for (const [label, state] of listener.told) own.set(label, state);
    } finally {
      listener.stop();
    }
    const { state, message } = own.get("consistent") ?? {};
    assert.equal(state, "failed");
    assert.deepEqual([message?.expectedOutput, message?.actualOutput], ["consistent", "inconsistent"]);
    assert.match(String(message?.message), /snapshot 1 is inconsistent, 1 orphan message: Y from P to Q/);
    assert.deepEqual(
      [message?.location?.uri.toString(), message?.location?.range.start.line],
      [uri.toString(), 6],
    );
    assert.deepEqual(
      message?.stackTrace?.map(({ position }) => position?.line),
      [4],
    );
    const broken = [...tests.controller.items]
      .map(([, each]) => each)
      .find(({ id }) => id.endsWith("d.lightcone"));
    assert.ok(broken);
    const second = listen(tests);
    try {
      await tests.runTests(new vscode.TestRunRequest([broken]), new vscode.CancellationTokenSource().token);
    } finally {
      second.stop();
    }
    const error = second.told.get("consistent");
    assert.equal(error?.state, "errored");
    assert.equal(error?.message?.location?.range.start.line, 3);
  });
});
