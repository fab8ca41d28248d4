// A flood of problems: the first of each kind and file are kept, the others are counted at the place of the last.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSources } from "../../../src/core/analysis/opened.ts";
import { ProblemList } from "../../../src/core/analysis/problemList.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import { textSource } from "../../support/textSource.ts";

const problem = (file: string, line: number, code: string): Problem => ({
  position: { file, line, column: 1 },
  severity: "error",
  code,
  message: `${code} on line ${line}`,
});

describe("the problems of a reading", () => {
  it("are all there where they are few", () => {
    const list = new ProblemList();
    const all = Array.from({ length: 500 }, (_, i) => problem("a", i + 1, "json"));
    for (const each of all) list.add(each);
    assert.deepEqual(list.all(), all);
  });

  it("are counted by kind and file where they are many", () => {
    const list = new ProblemList();
    for (let line = 1; line <= 2000; line++) {
      list.add(problem("a", line, "json"));
      if (line <= 600) list.add(problem("b", line, "json"));
      if (line <= 10) list.add(problem("a", line, "other"));
    }
    const all = list.all();
    assert.equal(all.length, 500 + 500 + 10 + 2);
    const counts = all.slice(-2);
    assert.match(counts[0].message, /^1500 more problems of this kind \(json\)/);
    assert.deepEqual(counts[0].position, { file: "a", line: 2000, column: 1 });
    assert.match(counts[1].message, /^100 more problems/);
  });

  it("of a file that is wrong throughout stay few", async () => {
    const text = `{"lctrace":1,"processes":["P"]}\n${"no line of it\n".repeat(5000)}{"p":"P"}\n`;
    const { problems, trace } = await openSources([textSource("a.lctrace", text)]);
    assert.ok(problems.length <= 502, `${problems.length} problems`);
    assert.equal(trace?.events.time.length, 1);
  });
});
