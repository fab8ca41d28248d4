// Ok and bad twins of authored texts. The place of the problem is marked «so» in the bad text, and the words are compared,
// for beginners read them.

import assert from "node:assert/strict";
import { it } from "node:test";
import { openText } from "./support.ts";

/** `[what the pair shows, ok, bad with the place marked, code, words]`. */
export type Pair = readonly [shows: string, ok: string, bad: string, code: string, words: RegExp];

function unmarked(marked: string): {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
} {
  const at = Math.max(0, marked.indexOf("«"));
  const before = marked.slice(0, at).split("\n");
  const length = Math.max(0, marked.indexOf("»") - at - 1);
  return {
    text: marked.replaceAll(/[«»]/g, ""),
    line: before.length,
    column: before[before.length - 1].length + 1,
    length,
  };
}

export function checkPairs(pairs: readonly Pair[]): void {
  for (const [shows, ok, bad, code, words] of pairs) {
    it(shows, async () => {
      const right = await openText(ok, { "b.lightcone": "process B" });
      assert.deepEqual(
        right.problems.filter(({ severity }) => severity !== "info"),
        [],
      );
      const { text, line, column, length } = unmarked(bad);
      const { problems } = await openText(text);
      const [first] = problems.filter((problem) => problem.code === code);
      assert.ok(first, `${code} is missing among ${JSON.stringify(problems)}`);
      assert.match(first.message, words);
      assert.deepEqual([first.position.file, first.position.line], ["a.lightcone", line]);
      if (length > 0) {
        assert.deepEqual([first.position.column, first.position.endColumn], [column, column + length]);
      }
    });
  }
}
