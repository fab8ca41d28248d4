// The language server at the other end of a connection, with a client that knows the files, as the extension is: imports,
// what happens when they change, settings, lenses with commands, and the extension's own requests.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { CodeLens, CompletionList, InlayHint } from "vscode-languageserver";
import type { LanguageRequests } from "../../../src/protocol/language.ts";
import { FOLDER, languageClient } from "../../support/languageClient.ts";

const SYSTEM = "process P { Y }\nprocess Q\nchannel P -> Q\n";

describe("the language server over a connection", () => {
  const ends: (() => void)[] = [];
  after(() => {
    for (const end of ends) end();
  });
  const start = async (files: Readonly<Record<string, string>>) => {
    const named = Object.entries(files).map(([name, text]) => [FOLDER + name, text] as const);
    const started = await languageClient(new Map(named));
    ends.push(started.end);
    return started;
  };
  const TOLD = 'import "system.lightcone"\nsnapshot by P\n';

  it("follows what a file imports: typed, closed without being saved, written, removed, there again", async () => {
    const editor = await start({ "system.lightcone": SYSTEM });
    await editor.open("told.lightcone", TOLD);
    await editor.shows("told.lightcone");
    await editor.open("system.lightcone", SYSTEM);
    await editor.change("system.lightcone", SYSTEM.replaceAll("P", "X"));
    await editor.shows("told.lightcone", "unknown-process");
    await editor.close("system.lightcone");
    await editor.shows("told.lightcone");
    await editor.disk("system.lightcone", "process A");
    await editor.shows("told.lightcone", "unknown-process");
    await editor.disk("system.lightcone", undefined);
    await editor.shows("told.lightcone", "import-missing", "no-process", "unknown-process");
    await editor.disk("system.lightcone", SYSTEM);
    await editor.shows("told.lightcone");
  });

  it("reads imports of imports, in other folders too, and files that import each other", async () => {
    const editor = await start({
      "deep/system.lightcone": SYSTEM,
      "between.lightcone": 'import "deep/system.lightcone"\nimport "told.lightcone"',
    });
    await editor.open("told.lightcone", 'import "between.lightcone"\nsnapshot by P\n');
    await editor.shows("told.lightcone");
    await editor.disk("deep/system.lightcone", "process A");
    await editor.shows("told.lightcone", "unknown-process");
  });

  it("says nothing of files that are not open, and no more of one that is closed", async () => {
    const editor = await start({ "wrong.lightcone": "snapshot by X" });
    await editor.open("told.lightcone", 'import "wrong.lightcone"\nprocess P\nsnapshot by X');
    await editor.shows("told.lightcone", "unknown-process");
    assert.equal(editor.shown("wrong.lightcone"), undefined);
    await editor.close("told.lightcone");
    await editor.shows("told.lightcone");
  });

  it("answers with what was typed last", async () => {
    const editor = await start({});
    await editor.open("a.lightcone", `${SYSTEM}snapshot by P\nexpect consistent\n`);
    await editor.change("a.lightcone", `${SYSTEM}snapshot by P\nexpect inconsistent\n`);
    const [scenario] = await editor.ask<LanguageRequests["lightcone/outcomes"]["result"]>(
      "lightcone/outcomes",
      "a.lightcone",
    );
    assert.deepEqual(
      scenario.expectations.map(({ kind, position, expected, actual }) => [
        kind,
        position.line,
        expected,
        actual,
      ]),
      [["fails", 5, "inconsistent", "consistent"]],
    );
    assert.equal(await editor.ask("lightcone/outcomes", "unknown.lightcone"), null);
  });

  it("puts hints behind steps as the settings say, and asks for them anew when they change", async () => {
    const editor = await start({});
    await editor.open("a.lightcone", `${SYSTEM}P -> Q : Y\n`);
    await editor.shows("a.lightcone");
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const labels = async () =>
      (await editor.ask<InlayHint[]>("textDocument/inlayHint", "a.lightcone", { range })).map(
        ({ label }) => label,
      );
    assert.deepEqual(await labels(), ["P: none · received at tick 2"]);
    const switched: readonly (readonly [object, readonly string[]])[] = [
      [{ state: false }, ["received at tick 2"]],
      [{ state: false, vectorClock: true, arrival: false }, ["[1, 0]"]],
      [{ state: false, vectorClock: false, arrival: false }, []],
      [{ state: true, vectorClock: true, arrival: true }, ["P: none · [1, 0] · received at tick 2"]],
      [{ enabled: false, state: true }, []],
      [{ state: "no" }, ["P: none · received at tick 2"]],
    ];
    for (const [inlayHints, expected] of switched) {
      await editor.configure({ inlayHints });
      assert.deepEqual(await labels(), expected, JSON.stringify(inlayHints));
    }
    assert.equal(editor.asked("workspace/inlayHint/refresh"), switched.length);

    await editor.open("b.lightcone", 'process P, Q\nchannel P -> Q\nP -> Q : "hello"\n');
    await editor.shows("b.lightcone");
    const [hint] = await editor.ask<InlayHint[]>("textDocument/inlayHint", "b.lightcone", { range });
    assert.equal(hint.label, "received at tick 2", "nobody holds anything, so no state is told");
  });

  it("has lenses and hints asked for anew when only an imported file changes", async () => {
    const editor = await start({});
    const told = (at: number) => `import "base.lightcone"\nQ -> P : R at 2\nsnapshot by P at ${at}\n`;
    const base = (latency: number) => `process P\nprocess Q { R }\nchannel P <-> Q latency ${latency}\n`;
    await editor.open("base.lightcone", base(1));
    await editor.open("told.lightcone", told(6));
    await editor.shows("told.lightcone");
    const lens = async () =>
      (await editor.ask<CodeLens[]>("textDocument/codeLens", "told.lightcone"))[0].command?.title;
    assert.equal(await lens(), "consistent, no message in transit");
    const before = editor.asked("workspace/codeLens/refresh");
    await editor.change("told.lightcone", told(5));
    assert.equal(await lens(), "consistent, no message in transit");
    assert.equal(editor.asked("workspace/codeLens/refresh"), before, "of its own change the editor knows");
    await editor.change("base.lightcone", base(9));
    await editor.shows("told.lightcone");
    assert.equal(await lens(), "consistent, 1 message in transit");
    assert.ok(editor.asked("workspace/codeLens/refresh") > before);
    assert.ok(editor.asked("workspace/inlayHint/refresh") > 0);
  });

  it("offers whole statements where a line begins, and nowhere else", async () => {
    const editor = await start({});
    const offered = async (marked: string) => {
      const before = marked.split("|")[0].split("\n");
      await editor.open("c.lightcone", marked.replace("|", ""));
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      const list = await editor.ask<CompletionList>("textDocument/completion", "c.lightcone", { position });
      await editor.close("c.lightcone");
      return list.items.filter(({ kind }) => kind === 15);
    };
    const all = await offered("process P, Q\nchannel mesh\n|");
    assert.ok(all.length > 20);
    const some = await offered("process P, Q\n  channel r|");
    assert.deepEqual(
      some.map(({ label, textEdit }) => [label, textEdit]),
      [
        [
          "channel reliable",
          {
            range: { start: { line: 1, character: 2 }, end: { line: 1, character: 11 } },
            // biome-ignore lint/suspicious/noTemplateCurlyInString: places to fill in
            newText: "channel ${1:P} <-> ${2:Q} loss ${3:20} % reliable",
          },
        ],
      ],
    );
    assert.deepEqual(await offered("process P, Q\nchannel mesh\nP -> Q : |"), []);
    assert.deepEqual(await offered("process P, Q\nsnapshot by P |"), []);
  });

  it("gives lenses the extension's commands, with the scenario and the cut", async () => {
    const editor = await start({});
    await editor.open(
      "a.lightcone",
      `${SYSTEM}scenario one {\nsnapshot by P\ncut c at 3\nexpect consistent\n}\n`,
    );
    const lenses = await editor.ask<CodeLens[]>("textDocument/codeLens", "a.lightcone");
    assert.deepEqual(
      lenses.map(({ range, command }) => [
        range.start.line,
        command?.title,
        command?.command,
        command?.arguments,
      ]),
      [
        [3, "as expected", "", undefined],
        [3, "Show Diagram", "lightcone.scenario.show", [`${FOLDER}a.lightcone`, "one"]],
        [3, "Run", "lightcone.scenario.run", [`${FOLDER}a.lightcone`, "one"]],
        [
          4,
          "consistent, no message in transit",
          "lightcone.scenario.show",
          [`${FOLDER}a.lightcone`, "one", "snapshot:1"],
        ],
        [4, "Show Diagram", "lightcone.scenario.show", [`${FOLDER}a.lightcone`, "one", "snapshot:1"]],
        [
          5,
          "consistent, no message in transit",
          "lightcone.scenario.show",
          [`${FOLDER}a.lightcone`, "one", "drawn:c"],
        ],
        [5, "Show Diagram", "lightcone.scenario.show", [`${FOLDER}a.lightcone`, "one", "drawn:c"]],
      ],
    );
  });
});
