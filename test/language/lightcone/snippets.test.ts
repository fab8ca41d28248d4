// The snippets: each is of the language as it stands when it has just been put in, where its choices and placeholders have
// their first values, and each construct has one.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AstUtils } from "langium";
import { LightconeParser } from "../../../src/language/lightcone/parsing/parse.ts";
import {
  STATEMENT_SNIPPETS,
  type StatementSnippet,
} from "../../../src/language/lightcone/server/statementSnippets.ts";

const parser = new LightconeParser();

/** What stands in the text before the user has changed anything. */
function expanded({ body: text }: StatementSnippet): string {
  const values = new Map<string, string>();
  const filled = text.replaceAll(
    /\$\{(\d+)(?::([^{}]*(?:\{[^{}]*\}[^{}]*)*)|\|([^,|]*)[^|]*\|)\}/g,
    (_, n, value, choice) => {
      values.set(n, value ?? choice);
      return value ?? choice;
    },
  );
  return filled.replaceAll(/\$(\d+)/g, (_, n) => values.get(n) ?? "");
}

describe("the snippets", () => {
  for (const snippet of STATEMENT_SNIPPETS) {
    it(`are of the language: ${snippet.prefix}`, () => {
      const text = expanded(snippet);
      const { problems } = parser.parse(text, "a.lightcone");
      assert.deepEqual(problems, [], text);
    });
  }

  it("have one for each construct", () => {
    const types = new Set<string>();
    for (const snippet of STATEMENT_SNIPPETS) {
      const { file: tree } = parser.parse(expanded(snippet), "a.lightcone");
      for (const node of AstUtils.streamAst(tree)) types.add(node.$type);
    }
    const wanted =
      "Import Scenario Processes Channels Clock Partition Send Receive Local Crash Restart Snapshot Cut Workload Fault Delay Expectation Puzzle";
    for (const type of wanted.split(" ")) assert.ok(types.has(type), type);
  });

  it("have prefixes of their own", () => {
    const prefixes = STATEMENT_SNIPPETS.map(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
  });
});
