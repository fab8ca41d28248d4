// Every check in this folder stands on the masking of what is not code, so its hard cases are spelled out: a comment
// sign in a string, code in a template, a slash that may divide.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { maskNonCode } from "./mask.ts";

/** The masked text with runs of spaces drawn together. */
function masked(text: string): string {
  return maskNonCode(text).replaceAll(/ +/g, " ").trim();
}

describe("masking", () => {
  it("keeps length and lines", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source file
    const text = 'a; // b\n/* c\n d */ const e = "f\\"g"; const h = `i\n${j}`;\n';
    const code = maskNonCode(text);
    assert.equal(code.length, text.length);
    assert.equal(code.split("\n").length, text.split("\n").length);
  });

  const cases: readonly (readonly [what: string, text: string, code: string])[] = [
    ["a line comment", "a; // let x", "a;"],
    ["a block comment", "a /* { */ b", "a b"],
    ["strings with quotes in them", `f("it's", 'a "b"', "\\"")`, `f(" ", ' ', " ")`],
    ["comment signs in a string", 'f("// no") + g', 'f(" ") + g'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source file
    ["a template with code in it", "x = `a { ${f({ b: `c } ${d}` })} e`;", "x = ` ${f({ b: ` ${d}` })} `;"],
    ["a regular expression with brackets and quotes", "x = /[/\"'{]+\\/(/g.test(y)", "x = / /g.test(y)"],
    ["a regular expression after a word", "return /'/.test(y)", "return / /.test(y)"],
    ["division", "a = b / c; d = (e) / f; g = h[0] / 2; // i", "a = b / c; d = (e) / f; g = h[0] / 2;"],
    ["a shebang", "#!/usr/bin/env node\na", "a"],
  ];
  for (const [what, text, code] of cases) {
    it(`handles ${what}`, () => assert.equal(masked(text), code));
  }
});
