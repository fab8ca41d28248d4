// The language server's services on texts with a cursor, drawn as `|`, without a connection: what an editor gets.
// Completion, hovers and what else helps while typing are tried in assistance.test.ts.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applied, at, lsp, open } from "./serverSupport.ts";
import { SYSTEM } from "./support.ts";

describe("names", () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
    ["process P\nprocess Q\nchannel P -> Q\n|P -> Q", "0:8 a"],
    [`${SYSTEM}P -> Q as m1\nQ receives |m1`, "3:10 a"],
    [`${SYSTEM}P -> Q : Y\nP -> Q : Y\nQ receives Y\nQ receives |Y`, "4:0 a"],
    [`${SYSTEM}snapshot s1 by P\nexpect snapshot |s1 consistent`, "3:9 a"],
    ["process N1..N9\nsnapshot by |N4", "0:8 a"],
    ['import "b.lightcone"\nsnapshot by |Far', "1:8 b", { "b.lightcone": "\nprocess Far" }],
  ];
  for (const [marked, expected, others] of cases) {
    it(`lead to their declaration: ${marked.split("\n").at(-1)}`, async () => {
      const opened = await open(marked, others);
      const [link] = (await lsp.DefinitionProvider?.getDefinition(opened.document, at(opened))) ?? [];
      const { line, character } = link.targetRange.start;
      const file = link.targetUri.endsWith("/a.lightcone") ? "a" : "b";
      const [start] = expected.split(" ");
      const own = `${link.targetSelectionRange.start.line}:${link.targetSelectionRange.start.character}`;
      assert.ok([`${line}:${character}`, own].includes(start), `${line}:${character} ${own}`);
      assert.equal(file, expected.split(" ")[1]);
    });
  }

  it("are found wherever they stand, and renamed there, with quotes where need be", async () => {
    const marked = `${SYSTEM}|P -> Q : Y\nsnapshot by P\nexpect snapshot 1 { P { G } Q { R, P, B, O, Y } }`;
    const opened = await open(marked);
    const found = await lsp.ReferencesProvider?.findReferences(opened.document, {
      ...at(opened),
      context: { includeDeclaration: true },
    });
    assert.equal(found?.length, 5);
    const edit = await lsp.RenameProvider?.rename(opened.document, { ...at(opened), newName: "New York" });
    const edits = edit?.changes?.[opened.document.uri.toString()] ?? [];
    const renamed = applied(opened.text, opened.document, edits);
    assert.equal(renamed.match(/"New York"/g)?.length, 5);
    assert.match(renamed, /Q \{ R, P, B, O, Y \}/);
  });

  it("of a range are not renamed one by one", async () => {
    const opened = await open("process N1..N9\nsnapshot by |N4");
    assert.equal(
      await lsp.RenameProvider?.rename(opened.document, { ...at(opened), newName: "X" }),
      undefined,
    );
  });
});

describe("diagnostics", () => {
  it("are the problems of the file, with places, codes and what fixes need", async () => {
    const { document } = await open("process Paris\nprocess Rome\nchannel Paris -> Rom\nsnapshot by at");
    assert.deepEqual(
      document.diagnostics?.map(({ range, code, data }) => [
        range.start.line,
        range.start.character,
        range.end.character,
        code,
        data,
      ]),
      [
        [3, 9, 11, "syntax", {}],
        [2, 17, 20, "unknown-process", { name: "Rom", nearest: "Rome" }],
      ],
    );
  });

  it("of an expectation lead to the lines that show why", async () => {
    const { document } = await open(`${SYSTEM}P -> Q : Y as y\ncut c { Q after y }\nexpect consistent`);
    const [diagnostic] = document.diagnostics ?? [];
    assert.equal(diagnostic.code, "expectation-failed");
    assert.deepEqual(
      diagnostic.relatedInformation?.map(({ location }) => location.range.start.line),
      [3],
    );
  });

  const fixes: readonly (readonly [string, string, string, string])[] = [
    [
      "the nearest name",
      "process Paris\nprocess Rome\nchannel Paris -> Rom",
      "Change to Rome",
      "process Paris\nprocess Rome\nchannel Paris -> Rome",
    ],
    ["a process", 'process P\nX does "a"', "Declare process X", 'process P\nprocess X\nX does "a"'],
    ["a channel", "process P, Q\nP -> Q", "Declare channel P -> Q", "process P, Q\nchannel P -> Q\nP -> Q"],
    [
      "a verdict",
      `${SYSTEM}snapshot by P\nexpect inconsistent`,
      "Expect consistent",
      `${SYSTEM}snapshot by P\nexpect consistent`,
    ],
  ];
  for (const [shows, text, title, fixed] of fixes) {
    it(`are mended: ${shows}`, async () => {
      const { document } = await open(text);
      const diagnostics = document.diagnostics ?? [];
      const range = diagnostics[0].range;
      const params = { textDocument: { uri: document.uri.toString() }, range, context: { diagnostics } };
      const actions = (await lsp.CodeActionProvider?.getCodeActions(document, params)) ?? [];
      const action = actions.find((each) => each.title === title);
      assert.ok(action && "edit" in action, JSON.stringify(actions.map((each) => each.title)));
      const edits = action.edit?.changes?.[document.uri.toString()] ?? [];
      assert.equal(applied(text, document, edits), fixed);
      const again = await open(fixed);
      assert.deepEqual(again.document.diagnostics, []);
    });
  }
});

it("imports are links to files that are there", async () => {
  const { document } = await open('import "b.lightcone"\nimport "gone.lightcone"', {
    "b.lightcone": "process P",
  });
  const links = await lsp.DocumentLinkProvider?.getDocumentLinks(document, { textDocument: { uri: "" } });
  assert.deepEqual(
    links?.map(({ range, target }) => [range.start.line, range.start.character, target?.split("/").at(-1)]),
    [[0, 7, "b.lightcone"]],
  );
});

describe("what a run shows in the text", () => {
  const text = `${SYSTEM}scenario one {\n    P -> Q : Y as y\n    P does { - G }\n    snapshot by P at 5\n    cut c { Q after y }\n    expect consistent\n}\nscenario two {\n    possible { P { } }\n}`;

  it("verdicts over scenarios, snapshots, cuts and puzzles", async () => {
    const { document } = await open(text);
    const lenses = await lsp.CodeLensProvider?.provideCodeLens(document, { textDocument: { uri: "" } });
    assert.deepEqual(
      lenses?.map(({ range, command }) => `${range.start.line}: ${command?.title}`),
      [
        "3: 1 of 1 expectation not as expected",
        "6: wrong: missing: G",
        "7: inconsistent, 1 orphan message",
        "10: 0 events",
        "11: impossible: the system has B, G, O, P, R, Y, which this snapshot lacks",
      ],
    );
  });

  it("states and times behind steps", async () => {
    const { document } = await open(text);
    const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    const hints = await lsp.InlayHintProvider?.getInlayHints(document, { textDocument: { uri: "" }, range });
    assert.deepEqual(
      hints?.map(({ position, label }) => `${position.line}: ${label}`),
      ["4: P: G · received at tick 2", "5: P: none"],
    );
  });

  it("of a message that is waited for, what its receiver holds then", async () => {
    const { document } = await open(`${SYSTEM}P -> Q : Y as y\nQ receives y`);
    const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } };
    const hints = await lsp.InlayHintProvider?.getInlayHints(document, { textDocument: { uri: "" }, range });
    assert.deepEqual(
      hints?.map(({ label }) => label),
      ["Q: B, O, P, R, Y"],
    );
  });
});

describe("the form of a text", () => {
  it("is coloured by what names mean", async () => {
    const { document } = await open(`${SYSTEM}P -> Q : Y as m\nQ receives m`);
    const tokens = await lsp.SemanticTokenProvider?.semanticHighlight(document, {
      textDocument: { uri: "" },
    });
    const { data = [] } = tokens ?? {};
    // Five numbers a token: two processes, two ends of the channel, sender, receiver, name; receiver, name.
    assert.equal(data.length / 5, 7 + 2 + 7);
  });

  it("is outlined, folded and formatted", async () => {
    const { document } = await open("scenario s {\n  process P\n  cut c at 1\n}\nprocess  Q");
    const symbols = await lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument: { uri: "" } });
    assert.deepEqual(
      symbols?.map(({ name, children }) => [name, children?.map((child) => child.name)]),
      [
        ["s", ["P", "c"]],
        ["Q", undefined],
      ],
    );
    const folds = await lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument: { uri: "" } });
    assert.equal(folds?.[0].startLine, 0);
    const options = { tabSize: 4, insertSpaces: true };
    const edits = await lsp.Formatter?.formatDocument(document, { textDocument: { uri: "" }, options });
    assert.equal(edits?.[0].newText, "scenario s {\n    process P\n    cut c at 1\n}\nprocess Q\n");
  });
});
