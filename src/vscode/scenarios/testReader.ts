// The expectations of an authored file as tests: which there are, found without running anything, and what comes of them when
// their scenario runs. The files are given as texts, the one with the tests first, then those that it brings by imports.

import type { ExpectationResult } from "../../core/analysis/expectations.ts";
import { openScenario } from "../../core/analysis/opened.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import type { Problem, SourcePosition } from "../../core/trace/problem.ts";
import { importedPath } from "../../language/lightcone/imports.ts";
import { compile, type SourceFile } from "../../language/lightcone/meaning/compile.ts";
import { LightconeParser } from "../../language/lightcone/parsing/parse.ts";

export interface TestFile {
  /** Its URI. */
  readonly name: string;
  readonly text: string;
}

/** A scenario that expects something. */
export interface ScenarioTests {
  /** Which of the file's scenarios it is, from 0. */
  readonly index: number;
  /** Empty where the file is one scenario. */
  readonly name: string;
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly expectations: readonly ExpectationTest[];
}

export interface ExpectationTest {
  /** As it stands in the file. */
  readonly label: string;
  readonly position: SourcePosition;
}

/** What came of a scenario's expectations, in their order; or why it cannot run. */
export type ScenarioOutcome =
  | { readonly kind: "ran"; readonly results: readonly ExpectationResult[] }
  | { readonly kind: "broken"; readonly problems: readonly Problem[] };

export class TestReader {
  readonly #parser = new LightconeParser();

  /** The tests of the first file. What is wrong in it is told when they run, and by the editor. */
  testsIn(files: readonly TestFile[]): ScenarioTests[] {
    const [{ name, text }] = files;
    const { scenarios, file } = this.#compiled(files);
    const lines = text.split(/\r\n|\r|\n/);
    return scenarios.flatMap((scenario, index): ScenarioTests[] => {
      const own = (scenario.expectations ?? []).filter(({ position }) => position.file === name);
      if (own.length === 0) return [];
      const expectations = own.map(({ position }) => ({ label: labelAt(lines, position), position }));
      const written = file.scenarios[index];
      const line = (written?.$cstNode?.range.start.line ?? own[0].position.line - 1) + 1;
      return [{ index, name: written === undefined ? "" : scenario.name, line, expectations }];
    });
  }

  /** Runs a scenario in slices: `progress` is awaited now and then, and may throw to cancel. */
  async run(
    files: readonly TestFile[],
    index: number,
    progress: () => Promise<void>,
  ): Promise<ScenarioOutcome> {
    const { scenarios, problems } = this.#compiled(files);
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0 || scenarios[index] === undefined) return { kind: "broken", problems: errors };
    const opened = await openScenario(scenarios[index], { progress });
    const wrong = opened.problems.filter(
      ({ severity, code }) => severity === "error" && code !== "expectation-failed",
    );
    if (wrong.length > 0) return { kind: "broken", problems: wrong };
    return { kind: "ran", results: opened.expectations };
  }

  #compiled(files: readonly TestFile[]): {
    readonly file: SourceFile["file"];
    readonly scenarios: readonly Scenario[];
    readonly problems: readonly Problem[];
  } {
    const problems: Problem[] = [];
    const parsed = new Map<string, SourceFile>();
    for (const { name, text } of files) {
      const { file, problems: found } = this.#parser.parse(text, name);
      problems.push(...found);
      parsed.set(name, { file, name });
    }
    const own = parsed.get(files[0].name) as SourceFile;
    const compiled = compile(own, (path, from) => parsed.get(importedPath(path, from)));
    problems.push(...compiled.problems);
    return { file: own.file, scenarios: compiled.scenarios, problems };
  }
}

/** The expectation's words without `expect`, as far as they stand on its first line. */
function labelAt(lines: readonly string[], { line, column, endColumn }: SourcePosition): string {
  const text = (lines[line - 1] ?? "").slice(column - 1, endColumn === undefined ? undefined : endColumn - 1);
  const label = text
    .replace(/^expect\s+/, "")
    .replace(/\s*\/\/.*$/, "")
    .trim();
  return label.endsWith("{") ? `${label} …` : label;
}
