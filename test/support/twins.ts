// Ok and bad twins: a text without a problem and one that differs in one thing, with the problem that it must give.

import assert from "node:assert/strict";
import { it } from "node:test";
import { readSources } from "../../src/core/formats/readSources.ts";
import { FORMATS } from "../../src/core/formats/registry.ts";
import type { Problem } from "../../src/core/trace/problem.ts";
import { textSource } from "./textSource.ts";

/** `[what the pair shows, ok, bad, "SEVERITY LINE:COLUMN-END code"]`; several problems are joined by commas. */
export type Twins = readonly [shows: string, ok: string, bad: string, problem: string];

/** Reads the files of one trace; a file that is not looked at here may stand beside it. */
export async function problemsOf(files: Readonly<Record<string, string>>): Promise<Problem[]> {
  const problems: Problem[] = [];
  const sources = Object.entries(files).map(([name, text]) => textSource(name, text));
  await readSources(sources, FORMATS, { report: (problem) => problems.push(problem) });
  return problems;
}

/** A problem by its severity, place and code. */
export function short({ position, severity, code }: Problem): string {
  const end = position.endColumn === undefined ? "" : `-${position.endColumn}`;
  return `${severity} ${position.line}:${position.column}${end} ${code}`;
}

/** A test for each pair. `name`: the file that the text is; `beside`: further files of the trace. */
export function checkTwins(
  name: string,
  beside: Readonly<Record<string, string>>,
  twins: readonly Twins[],
): void {
  for (const [shows, ok, bad, problem] of twins) {
    it(shows, async () => {
      assert.deepEqual((await problemsOf({ ...beside, [name]: ok })).map(short), [], "the good twin");
      const problems = await problemsOf({ ...beside, [name]: bad });
      assert.deepEqual(problems.map(short).join(", "), problem);
      for (const { position } of problems) assert.equal(position.file, name);
    });
  }
}
