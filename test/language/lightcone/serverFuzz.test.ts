// Texts that are broken at random, as typing breaks them: every service answers without an error, every problem has a place
// inside the text, and none takes long. A failure prints the seed and the smallest text that fast-check finds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import fc from "fast-check";
import { at, lsp, open } from "./serverSupport.ts";
import { SYSTEM } from "./support.ts";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 60);
const SLOW_MS = 5000;
const folder = path.resolve(import.meta.dirname, "../../../samples/lecture");
const sample = (name: string): string => readFileSync(path.join(folder, name), "utf8");
const TEXTS = [
  `${SYSTEM}P -> Q : Y as y at 2..5\nQ receives y\nP does "a" { - G, x += 1 }\nsnapshot s by P at 3\ncut c { P after 1, Q after y }\nexpect snapshot s { P { G } P -> Q [ Y ] }\n`,
  'import "other.lightcone"\nscenario one {\n  random 20 sends seed 7\n  snapshot by P, Q at 3\n  expect consistent\n}\nscenario two {\n  possible p { P { G } }\n  expect puzzle p impossible\n}\n',
  "process N1..N4 { 3 tokens }\nchannel mesh latency 1..5 not fifo loss 10 %\nclock N1 skew 2 drift 0.1\npartition { N1 } at 2..4\nN1 crashes at 3\nN1 restarts with its state at 5\nsnapshot by clocks at 4\n",
  sample("03-disappearing-tokens.lightcone"),
];
const PIECES = fc.oneof(
  fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    "->",
    "<->",
    ":",
    ",",
    '"',
    "/*",
    "//",
    "\n",
    "\r\n",
    "\t",
    "..",
    "@",
    "é",
    "\u{1F600}",
    "-",
    "%",
  ),
  fc.constantFrom(
    "P",
    "process",
    "channel",
    "at",
    "snapshot",
    "by",
    "expect",
    "cut",
    "import",
    "scenario",
    "receives",
    "does",
    "as",
    "9e9",
    "2..1",
    "1000000",
  ),
  fc.string({ maxLength: 4 }),
);

/** A text after some strokes: pieces put in, parts taken out. */
const broken = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(fc.tuple(fc.nat(10_000), fc.nat(12), PIECES), { minLength: 1, maxLength: 6 }),
    fc.nat(10_000),
  )
  .map(([text, strokes, cursor]) => {
    const typed = strokes.reduce(
      (now, [place, taken, piece]) => {
        const start = place % (now.length + 1);
        return now.slice(0, start) + piece + now.slice(start + taken);
      },
      text.replaceAll("|", ""),
    );
    const clean = typed.replaceAll("|", "");
    const place = cursor % (clean.length + 1);
    return `${clean.slice(0, place)}|${clean.slice(place)}`;
  });

it("broken texts have services and problems with places", async () => {
  await fc.assert(
    fc.asyncProperty(broken, async (marked) => {
      const start = performance.now();
      const opened = await open(marked, { "other.lightcone": SYSTEM });
      const { document } = opened;
      const lines = document.textDocument.lineCount;
      for (const { range, message } of document.diagnostics ?? []) {
        const { start: from, end: to } = range;
        assert.ok(
          from.line >= 0 && from.line < lines && from.character >= 0,
          `${message}: ${JSON.stringify(range)}`,
        );
        assert.ok(
          to.line > from.line || to.character >= from.character,
          `${message}: ${JSON.stringify(range)}`,
        );
      }
      const params = at(opened);
      const range = { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } };
      const context = { diagnostics: [...(document.diagnostics ?? [])] };
      await lsp.CompletionProvider?.getCompletion(document, params);
      await lsp.HoverProvider?.getHoverContent(document, params);
      await lsp.SignatureHelp?.provideSignatureHelp(document, params);
      await lsp.CodeLensProvider?.provideCodeLens(document, params);
      await lsp.InlayHintProvider?.getInlayHints(document, { ...params, range });
      await lsp.DocumentLinkProvider?.getDocumentLinks(document, params);
      await lsp.DefinitionProvider?.getDefinition(document, params);
      await lsp.ReferencesProvider?.findReferences(document, {
        ...params,
        context: { includeDeclaration: true },
      });
      await lsp.RenameProvider?.rename(document, { ...params, newName: "new" });
      await lsp.DocumentSymbolProvider?.getSymbols(document, params);
      await lsp.FoldingRangeProvider?.getFoldingRanges(document, params);
      await lsp.SemanticTokenProvider?.semanticHighlight(document, params);
      const cursor = { start: params.position, end: params.position };
      await lsp.CodeActionProvider?.getCodeActions(document, { ...params, range: cursor, context });
      await lsp.Formatter?.formatDocument(document, {
        ...params,
        options: { tabSize: 4, insertSpaces: true },
      });
      assert.ok(performance.now() - start < SLOW_MS, "it took too long");
    }),
    {
      numRuns: RUNS,
      ...(process.env["FUZZ_SEED"] === undefined ? {} : { seed: Number(process.env["FUZZ_SEED"]) }),
    },
  );
});
