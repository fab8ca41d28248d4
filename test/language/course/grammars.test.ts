// Highlighting: which words of a line get which scope. The grammars match whole lines with expressions that JavaScript
// reads as Oniguruma does, so the first pattern that matches a line tells what VS Code will show.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";

interface Pattern {
  readonly match: string;
  readonly name?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
}

const FOLDER = path.resolve(import.meta.dirname, "../../../syntaxes");

/** `WORD=SCOPE` of each captured word, or the whole line's scope; scopes without their language. */
function scopes(grammar: string, line: string): string {
  const text = readFileSync(path.join(FOLDER, `cos418-${grammar}.tmLanguage.json`), "utf8");
  const { patterns } = JSON.parse(text) as { patterns: readonly Pattern[] };
  for (const { match, name, captures } of patterns) {
    const found = new RegExp(match).exec(line);
    if (found === null) continue;
    const words = Object.entries(captures ?? {}).flatMap(([group, scope]) => {
      const word = found[Number(group)];
      return word === undefined ? [] : [`${word}=${scope.name.replace(/\.cos418$/, "")}`];
    });
    return [...(name === undefined ? [] : [name.replace(/\.cos418$/, "")]), ...words].join(" ");
  }
  return "";
}

const SERVER = "variable.other.server";
const CASES: Readonly<Record<string, readonly (readonly [line: string, scopes: string])[]>> = {
  topology: [
    ["3", "3=constant.numeric.count"],
    ["N1 10", "N1=entity.name.type.server 10=constant.numeric.tokens"],
    ["N1 N2", `N1=${SERVER} N2=${SERVER}`],
    ["  # note", "comment.line.number-sign"],
    ["[ moleculetype ]", ""],
    ["; name nrexcl", ""],
  ],
  events: [
    ["send A B 3", `send=support.function.send A=${SERVER} B=${SERVER} 3=constant.numeric.tokens`],
    ["send A", `send=support.function.send A=${SERVER}`],
    ["snapshot A", `snapshot=keyword.control.snapshot A=${SERVER}`],
    ["tick", "tick=support.function.tick"],
    ["tick 4", "tick=support.function.tick 4=constant.numeric.ticks"],
    [
      "# topology: two words",
      "comment.line.number-sign topology:=keyword.other.topology two words=string.unquoted.file-name",
    ],
    ["# anything", "comment.line.number-sign"],
    ["sned A B 3", ""],
  ],
  snapshot: [
    ["0", "0=keyword.control.snapshot"],
    ["N1 5", `N1=${SERVER} 5=constant.numeric.tokens`],
    [
      "A B token(2)",
      `A=${SERVER} B=${SERVER} token=support.function.token (=punctuation.section.parens.begin ` +
        "2=constant.numeric.tokens )=punctuation.section.parens.end",
    ],
    ["exports[`renders 1`] = `", ""],
    ["// Jest Snapshot v1, https://goo.gl/fbAQLP", ""],
  ],
};

for (const [grammar, cases] of Object.entries(CASES)) {
  describe(`the grammar of ${grammar}`, () => {
    for (const [line, expected] of cases) {
      it(`${expected === "" ? "leaves" : "marks"} ${line}`, () =>
        assert.equal(scopes(grammar, line), expected));
    }
  });
}
