// The run that shows that a puzzle's snapshot is possible, as a file for people: what it shows stands in comments above it.
// Read again, it runs, and its expectations compare what is recorded with the claim.

import type { PuzzleAnswer } from "../../../core/analysis/possibility/answer.ts";
import type { PuzzleSystem } from "../../../core/analysis/possibility/puzzle.ts";
import { describeInitiators, sendsWords, startWords } from "../../../core/analysis/possibility/words.ts";
import type { Scenario } from "../../../core/scenario/scenario.ts";
import { printScenario } from "./printScenario.ts";

/** `title`: of the puzzle, such as `puzzle 3`. */
export function printWitness(
  title: string,
  system: PuzzleSystem,
  answer: Extract<PuzzleAnswer, { readonly kind: "possible" }>,
  scenario: Scenario,
): string {
  const isUnderWay = scenario.steps?.some((step) => step.kind === "send" && step.underWay === true) ?? false;
  const lines = [
    `A run in which Chandy–Lamport records the snapshot of ${title.replaceAll(/[\n\r]/g, " ")}: ${startWords(system, answer)}.`,
    ...(isUnderWay
      ? [
          "What is under way at first is received, unless it is still to be there when its channel is recorded.",
        ]
      : []),
    "Tokens go where they must have been, then what the channels hold is sent, then the snapshot is taken;",
    `what is on its way then is received after its receiver has recorded. ${sendsWords(answer.way)}.`,
    `${describeInitiators(system, answer).replace(/^./, (first) => first.toUpperCase())}.`,
  ];
  return `${lines.map((line) => `// ${line}\n`).join("")}${printScenario(scenario)}`;
}
