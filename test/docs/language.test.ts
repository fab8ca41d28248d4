// The pages on the language and on the network: every example runs without a problem and as it says, and together they show every rule of
// the grammar.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { AstUtils } from "langium";
import { snapshotCut } from "../../src/core/analysis/shownCut.ts";
import { traceToSvg } from "../../src/core/diagram/svg.ts";
import { LightconeAstReflection } from "../../src/language/lightcone/grammar/generated/ast.ts";
import { LightconeParser } from "../../src/language/lightcone/parsing/parse.ts";
import { formatText } from "../../src/language/lightcone/printing/formatText.ts";
import { openText, SYSTEM } from "../language/lightcone/support.ts";

const examples: { readonly heading: string; readonly text: string }[] = [];
for (const name of ["language.md", "network.md"]) {
  const page = readFileSync(path.resolve(import.meta.dirname, "../../docs", name), "utf8");
  for (const [, heading, text] of page.matchAll(/^#+ (.*)$|```lightcone\n([^`]*)```/gm)) {
    examples.push({ heading: heading ?? examples.at(-1)?.heading ?? "", text: text ?? "" });
  }
}

describe("the examples of docs/language.md and docs/network.md", () => {
  for (const { heading, text } of examples.filter((example) => example.text !== "")) {
    it(`${heading}: ${text.split("\n")[0]} …`, async () => {
      const { problems, expectations, trace } = await openText(text, { "lecture.lightcone": SYSTEM });
      assert.deepEqual(problems, []);
      assert.deepEqual(
        expectations.filter(({ kind }) => kind !== "holds"),
        [],
      );
      assert.ok(trace);
      const aligned = (each: string): string => each.replaceAll(/ +\/\//g, "  //");
      assert.equal(formatText(text), aligned(text));
    });
  }

  it("show every rule of the grammar", () => {
    const parser = new LightconeParser();
    const shown = new Set<string>();
    for (const { text } of examples) {
      for (const node of AstUtils.streamAst(parser.parse(text, "example").file)) shown.add(node.$type);
    }
    const reflection = new LightconeAstReflection();
    const abstract = new Set<string>(Object.values(reflection.types).flatMap(({ superTypes }) => superTypes));
    const missing = reflection.getAllTypes().filter((type) => !shown.has(type) && !abstract.has(type));
    assert.deepEqual(missing, []);
    assert.ok(shown.size > 30);
  });
});

it("the picture in docs/network.md is that of its example", async () => {
  const example = examples.find(({ heading, text }) => heading === "A picture of it" && text !== "");
  const { trace, verdicts } = await openText(example?.text ?? "");
  assert.ok(trace);
  const cut = snapshotCut(trace, 0, verdicts[0]);
  const svg = traceToSvg(trace, { packets: true, cut, title: "P and Q over a reliable channel" });
  const file = path.resolve(import.meta.dirname, "../../docs/images/transport.svg");
  if (process.env.UPDATE_DOCS) writeFileSync(file, svg);
  assert.equal(readFileSync(file, "utf8"), svg);
});
