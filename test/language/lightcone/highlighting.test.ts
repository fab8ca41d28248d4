// The editor's grammar of patterns for the authored language: every word of the language is coloured as one, and no name.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { AstUtils, GrammarAST } from "langium";
import { LightconeGrammar } from "../../../src/language/lightcone/grammar/generated/grammar.ts";

const file = path.resolve(import.meta.dirname, "../../../syntaxes/lightcone.tmLanguage.json");
const { patterns } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly patterns: readonly { readonly name: string; readonly match?: string }[];
};

/** The scope of the first pattern that matches just this word. */
const scopeOf = (word: string): string | undefined =>
  patterns.find(({ match }) => match !== undefined && new RegExp(match).exec(word)?.[0] === word)?.name;

describe("highlighting", () => {
  it("knows every word and sign of the language that is no bracket", () => {
    const keywords = AstUtils.streamAst(LightconeGrammar())
      .filter(GrammarAST.isKeyword)
      .map(({ value }) => value)
      .toSet();
    for (const word of keywords) {
      if (/^[{}[\],:]$/.test(word)) continue;
      assert.match(scopeOf(word) ?? "", /^(keyword|constant\.language)\./, word);
    }
    assert.ok(keywords.size > 60);
  });

  it("leaves names alone, also those that begin as a word of the language", () => {
    for (const name of ["P", "processor", "at-home", "Zürich", "in_"])
      assert.equal(scopeOf(name), undefined, name);
    assert.equal(scopeOf('"New York"'), "string.quoted.double.lightcone");
    assert.equal(scopeOf("2.5"), "constant.numeric.lightcone");
    assert.equal(scopeOf("// a"), "comment.line.double-slash.lightcone");
  });
});
