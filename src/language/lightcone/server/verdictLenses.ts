// Over each scenario, snapshot, cut and puzzle its verdict in words.
// The words are the core's, as the command line and the diagram say them.

import type { LangiumDocument } from "langium";
import type { CodeLensProvider } from "langium/lsp";
import type { CodeLens } from "vscode-languageserver";
import type { Opened } from "../../../core/analysis/opened.ts";
import { decide } from "../../../core/analysis/possibility/decide.ts";
import { questionOf } from "../../../core/analysis/possibility/puzzle.ts";
import { describeAnswer } from "../../../core/analysis/possibility/words.ts";
import { describeUnfinished } from "../../../core/trace/describeSnapshot.ts";
import { counted, describeCutVerdict, describeSnapshotVerdict } from "../../../core/trace/verdict.ts";
import type { File } from "../grammar/generated/ast.ts";
import { Places } from "../meaning/places.ts";
import type { Judgements } from "./judgements.ts";

export class VerdictLenses implements CodeLensProvider {
  readonly #judgements: Judgements;

  constructor(judgements: Judgements) {
    this.#judgements = judgements;
  }

  async provideCodeLens(document: LangiumDocument): Promise<CodeLens[]> {
    const { runs } = await this.#judgements.of(document);
    const { scenarios } = document.parseResult.value as File;
    const places = new Places(document.uri.toString());
    return runs.flatMap((run, i) => {
      const lenses = lensesOf(run);
      const line = scenarios[i] === undefined ? undefined : places.of(scenarios[i]).line;
      return line === undefined ? lenses : [lens(line, summary(run)), ...lenses];
    });
  }
}

function lensesOf({ trace, scenario, verdicts, cuts }: Opened): CodeLens[] {
  if (trace === undefined || scenario === undefined) return [];
  const snapshots = trace.snapshots.map((snapshot, i) => {
    const unfinished = snapshot.unfinished;
    const words =
      unfinished === undefined
        ? describeSnapshotVerdict(trace, verdicts[i])
        : describeUnfinished(trace, unfinished);
    return lens(snapshot.line, words);
  });
  const drawn = cuts.map(({ planned, verdict }) =>
    lens(planned.position.line, describeCutVerdict(trace, verdict)),
  );
  const puzzles = (scenario.puzzles ?? []).map(({ state, position }) =>
    lens(position.line, describeAnswer(scenario, decide(questionOf(scenario, state)))),
  );
  return [...snapshots, ...drawn, ...puzzles];
}

function summary({ expectations, trace }: Opened): string {
  const failed = expectations.filter(({ kind }) => kind === "fails").length;
  if (expectations.length === 0) return counted(trace?.events.time.length ?? 0, "event");
  return failed === 0
    ? "as expected"
    : `${failed} of ${counted(expectations.length, "expectation")} not as expected`;
}

/** A lens without a command is a text. */
function lens(line: number, title: string): CodeLens {
  const at = { line: Math.max(0, line - 1), character: 0 };
  return { range: { start: at, end: at }, command: { title, command: "" } };
}
