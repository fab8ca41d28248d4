// The puzzles of a document, solved for the extension: the verdict with its reasons, and a run that shows it, as a text.
// The command line's counterpart is `lightcone possible`.

import type { LangiumDocument } from "langium";
import type { PuzzleAnswer } from "../../../core/analysis/possibility/answer.ts";
import { type PuzzleSystem, questionOf } from "../../../core/analysis/possibility/puzzle.ts";
import { solve } from "../../../core/analysis/possibility/solve.ts";
import {
  describeAnswer,
  describeDoubt,
  describeInitiators,
  describeReason,
} from "../../../core/analysis/possibility/words.ts";
import type { PuzzleOutcome } from "../../../protocol/language.ts";
import { printWitness } from "../printing/printWitness.ts";
import type { Judgements } from "./judgements.ts";

export async function puzzleOutcomes(
  document: LangiumDocument,
  judgements: Judgements,
): Promise<PuzzleOutcome[]> {
  const { runs } = await judgements.of(document);
  return runs.flatMap(({ scenario }) =>
    (scenario?.puzzles ?? []).flatMap(({ name, state, position }) => {
      // Imported puzzles are their own file's.
      if (scenario === undefined || position.file !== document.uri.toString()) return [];
      const title = name === "" ? "this puzzle" : `puzzle ${name}`;
      const { answer, witness } = solve(questionOf(scenario, state), "one", title);
      const outcome = {
        ...{ title, line: position.line, kind: answer.kind },
        words: describeAnswer(scenario, answer),
        details: detailsOf(scenario, answer),
      };
      if (answer.kind !== "possible" || witness?.kind !== "written") return [outcome];
      return [{ ...outcome, witness: printWitness(title, scenario, answer, witness.scenario) }];
    }),
  );
}

function detailsOf(system: PuzzleSystem, answer: PuzzleAnswer): string[] {
  const initiators = describeInitiators(system, answer);
  switch (answer.kind) {
    case "possible":
      return [initiators];
    case "unknown":
      return answer.doubts.slice(1).map((doubt) => describeDoubt(system, doubt));
    case "impossible": {
      const reasons = answer.reasons.slice(1).map((reason) => describeReason(system, reason));
      const isState = answer.consistent === true && answer.groups.length > 0;
      return isState ? [...reasons, `it is a consistent global state, though; ${initiators}`] : reasons;
    }
  }
}
