// The scenarios of authored files, each run and judged by what it expects; one that expects nothing is judged by its
// snapshots and cuts. How `lightcone verify` prints and counts them.

import { openScenario } from "../core/analysis/opened.ts";
import { decide } from "../core/analysis/possibility/decide.ts";
import { questionOf } from "../core/analysis/possibility/puzzle.ts";
import { describeAnswer } from "../core/analysis/possibility/words.ts";
import type { Scenario } from "../core/scenario/scenario.ts";
import { formatProblem, type Problem } from "../core/trace/problem.ts";
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
  const puzzles = puzzlesOf(scenario).map(({ name, words }) => `${name}: ${words}`);
  const lines = expectations.map(({ kind, words, expectation: { position } }) => {
    if (kind === "holds") return `as expected (line ${position.line}): ${words}`;
    const said = kind === "open" ? "not decided" : "NOT as expected";
    return formatProblem({ position, severity: "error", code: "", message: `${said}: ${words}` });
  });
  return [...puzzles, ...lines];
}

function puzzlesOf(scenario: Scenario | undefined) {
  if (scenario === undefined) return [];
  return (scenario.puzzles ?? []).map(({ name, state }) => {
    const answer = decide(questionOf(scenario, state));
    const title = name === "" ? "puzzle" : `puzzle ${name}`;
    return { name: title, kind: answer.kind, words: describeAnswer(scenario, answer) };
  });
}

/** A case for each expectation. One that nobody can decide is no failure of the scenario. */
export function casesOf({ opened: { trace, expectations } }: JudgedScenario): Case[] {
  return expectations.map(({ kind, words, expected, actual, related, expectation: { position } }): Case => {
    const at = (place: Problem["position"], message: string): string =>
      formatProblem({ position: place, severity: "error", code: "", message });
    const details = [
      kind === "fails" ? at(position, words) : "",
      expected === undefined ? "" : `expected: ${expected}`,
      actual === undefined ? "" : `actual: ${actual}`,
      ...related.map((other) => at(other.position, other.message)),
    ];
    return {
      position,
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
    puzzles: puzzlesOf(scenario),
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
