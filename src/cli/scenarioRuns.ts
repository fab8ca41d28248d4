// The scenarios of authored files, each run and judged by what it expects; one that expects nothing is judged by its
// snapshots and cuts. How `lightcone verify` prints and counts them.

import { openScenario } from "../core/analysis/opened.ts";
import { checkPuzzle } from "../core/analysis/puzzleCheck.ts";
import type { Scenario } from "../core/scenario/scenario.ts";
import { formatProblem } from "../core/trace/problem.ts";
import { Failure } from "./command.ts";
import { assertSound, type OpenedTrace } from "./files.ts";
import type { Case } from "./reports/junit.ts";

interface JudgedScenario {
  readonly opened: OpenedTrace;
  readonly holds: boolean;
}

/** All scenarios of the files, the first of which is open. Raises `Failure` where one cannot run. */
export async function judgedRuns(first: OpenedTrace): Promise<JudgedScenario[]> {
  const runs: JudgedScenario[] = [];
  for (const scenario of first.reading.scenarios ?? [first.scenario]) {
    if (scenario === undefined) continue;
    const opened = scenario === first.scenario ? first : await openScenario(scenario);
    assertSound(opened);
    const { trace } = opened;
    if (trace === undefined) throw new Failure(`${scenario.name}: cannot be run`);
    runs.push({ opened: { ...opened, trace }, holds: isAsExpected(opened) });
  }
  return runs;
}

/** What comes of each puzzle and expectation, a line each. */
export function linesOf({ opened: { expectations, scenario } }: JudgedScenario): string[] {
  const puzzles = puzzlesOf(scenario).map(({ name, verdict }) => {
    return verdict.kind === "open"
      ? `${name}: waits for the solver`
      : `${name}: impossible: ${verdict.reason}`;
  });
  const lines = expectations.map(({ kind, words, expectation: { position } }) => {
    if (kind === "holds") return `as expected (line ${position.line}): ${words}`;
    const said = kind === "open" ? "not decided" : "NOT as expected";
    return formatProblem({ position, severity: "error", code: "", message: `${said}: ${words}` });
  });
  return [...puzzles, ...lines];
}

function puzzlesOf(scenario: Scenario | undefined) {
  return (scenario?.puzzles ?? []).map(({ name, state }) => ({
    name: name === "" ? "puzzle" : `puzzle ${name}`,
    verdict: checkPuzzle(scenario as Scenario, state),
  }));
}

/** A case for each expectation. One that nobody can decide yet is no failure of the scenario. */
export function casesOf({ opened: { trace, expectations } }: JudgedScenario): Case[] {
  return expectations.map(({ kind, words, expected, actual, expectation: { position } }): Case => {
    const details = [
      expected === undefined ? "" : `expected: ${expected}`,
      actual === undefined ? "" : `actual: ${actual}`,
    ];
    return {
      name: `${trace.name}, line ${position.line}`,
      kind: kind === "fails" ? "inconsistent" : kind === "open" ? "skipped" : "consistent",
      words,
      details: details.filter((line) => line !== ""),
    };
  });
}

export function scenarioRecord({ opened: { trace, scenario, expectations }, holds }: JudgedScenario) {
  return {
    name: trace.name,
    holds,
    puzzles: puzzlesOf(scenario).map(({ name, verdict }) => ({ name, ...verdict })),
    expectations: expectations.map(({ kind, words, expected, actual, expectation: { position } }) => {
      const sides = {
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
      };
      return { line: position.line, result: kind, words, ...sides };
    }),
  };
}

function isAsExpected({ expectations, verdicts, cuts }: Omit<OpenedTrace, "trace">): boolean {
  if (expectations.length > 0) return expectations.every(({ kind }) => kind !== "fails");
  return (
    verdicts.every(({ kind }) => kind === "consistent") &&
    cuts.every(({ verdict }) => verdict.kind === "consistent")
  );
}
