// Patterns of logs: their groups are looked up by number, which must give what their names give.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compiled } from "../../../src/core/formats/shiviz/patterns.ts";

const PATTERNS: readonly (readonly [pattern: string, text: string])[] = [
  ["(?<a>x)(y)(?<b>z)", "xyz"],
  ["(x)(?:y)(?=z)(?<a>z)(?<!q)(?<b>w)", "xyzw"],
  ["\\(?<a>(?<b>.)", "(<a>b"],
  ["[(?<a>\\](]+(?<a>b)(?<b>c)", "(?<a>]bc"],
  ["(?<a>x)\\k<a>(?<b>y)", "xxy"],
  ["(?<a>x)\\1(?<b>y)", "xxy"],
  ["(?:(?<a>x)|(?<a>y))(?<b>z)", "yz"],
  ["(?<a>x)?(?<b>y)", "y"],
  ["[^](?<a>[])?(?<b>/)", "a/"],
  ["(?<name1>(?<a>(?<b>x)))", "x"],
];

describe("a pattern's named groups", () => {
  for (const [source, text] of PATTERNS) {
    it(`are found without names as with them: ${source}`, () => {
      const ready = compiled(source, []);
      assert.ok(ready.kind === "pattern");
      const named = new RegExp(source, "m").exec(text);
      const match = ready.ready.pattern.exec(text);
      assert.ok(named !== null && match !== null);
      for (const group of ["a", "b", "c"])
        assert.equal(ready.ready.group(match, group), named.groups?.[group], group);
    });
  }

  it("must all be there", () => {
    const missing = compiled("(?<host>x)", ["host", "clock"]);
    assert.ok(missing.kind === "wrong" && missing.message.includes("(?<clock>…)"));
    assert.equal(compiled("(?<host>x", ["host"]).kind, "wrong");
  });
});
