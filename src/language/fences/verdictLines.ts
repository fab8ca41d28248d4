// What is said below the diagram of a fence: of each snapshot, cut and puzzle its verdict, and of each expectation
// whether it is so. The words are the core's, as everywhere.

import { decide } from "../../core/analysis/possibility/decide.ts";
import { questionOf } from "../../core/analysis/possibility/puzzle.ts";
import { describeAnswer } from "../../core/analysis/possibility/words.ts";
import { describeUnfinished, snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import { describeCutVerdict, describeSnapshotVerdict } from "../../core/trace/verdict.ts";
import type { FenceRun } from "./readFence.ts";

export interface VerdictLine {
  /** It holds, it does not, or nobody knows. */
  readonly kind: "good" | "bad" | "open";
  readonly words: string;
  /** Of an expectation: its line in the fence, from 1. */
  readonly line?: number;
  /** Of an expectation that fails: what was expected and what is there, some lines each. */
  readonly expected?: string;
  readonly actual?: string;
}

const KIND = { consistent: "good", inconsistent: "bad", unknown: "open" } as const;
const PUZZLE_KIND = { possible: "good", impossible: "bad", unknown: "open" } as const;

export function verdictLines({ opened }: FenceRun): VerdictLine[] {
  const { trace, verdicts, cuts, expectations } = opened;
  const snapshots = trace.snapshots.map((snapshot, i): VerdictLine => {
    const { unfinished } = snapshot;
    const title = snapshotTitle(snapshot);
    if (unfinished !== undefined && verdicts[i].kind !== "inconsistent")
      return { kind: "open", words: `${title}: unfinished: ${describeUnfinished(trace, unfinished)}` };
    const words = `${title}: ${describeSnapshotVerdict(trace, verdicts[i])}`;
    return { kind: KIND[verdicts[i].kind], words };
  });
  const drawn = cuts.map(({ planned, verdict }): VerdictLine => {
    return { kind: KIND[verdict.kind], words: `cut ${planned.name}: ${describeCutVerdict(trace, verdict)}` };
  });
  const expected = expectations.map(({ kind, words, expected, actual, expectation }): VerdictLine => {
    const line = expectation.position.line;
    if (kind === "holds") return { kind: "good", words: `as expected: ${words}`, line };
    if (kind === "open") return { kind: "open", words: `not decided: ${words}`, line };
    return { kind: "bad", words: `not as expected: ${words}`, line, expected, actual };
  });
  return [...snapshots, ...drawn, ...puzzleLines(opened), ...expected];
}

function puzzleLines({ scenario }: FenceRun["opened"]): VerdictLine[] {
  if (scenario === undefined) return [];
  return (scenario.puzzles ?? []).map(({ name, state }): VerdictLine => {
    const title = name === "" ? "puzzle" : `puzzle ${name}`;
    const answer = decide(questionOf(scenario, state));
    return { kind: PUZZLE_KIND[answer.kind], words: `${title}: ${describeAnswer(scenario, answer)}` };
  });
}
