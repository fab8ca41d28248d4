// What is open, as a learner may see it who has not predicted yet: without the snapshots that he is to predict, as if nobody
// had taken them, and without what was said of them and of his cuts and puzzles.

import { withoutSnapshots } from "../trace/withoutSnapshots.ts";
import { verifyCut } from "./consistency.ts";
import type { OpenedWith } from "./openedWith.ts";
import type { Exercise } from "./prediction.ts";

/** `hidden`: what is still to be predicted. */
export function veiled(opened: OpenedWith, hidden: readonly Exercise[]): OpenedWith {
  const { trace } = opened;
  if (trace === undefined || hidden.length === 0) return opened;
  const gone = (kind: Exercise["kind"]): Set<number> =>
    new Set(hidden.filter((exercise) => exercise.kind === kind).map(({ index }) => index));
  const [snapshots, cuts] = [gone("snapshot"), gone("cut")];
  const stripped = withoutSnapshots(trace, (i) => !snapshots.has(i));
  return {
    ...opened,
    trace: stripped.trace,
    verdicts: opened.verdicts.filter((_, i) => !snapshots.has(i)),
    cuts: opened.cuts.flatMap((drawn, i) => {
      if (cuts.has(i)) return [];
      const cut = stripped.cutOf(drawn.cut);
      return [{ ...drawn, cut, verdict: verifyCut(stripped.trace, cut) }];
    }),
    // What is expected of them, and whether it is so, would tell.
    expectations: [],
    problems: opened.problems.filter(
      ({ code, args }) =>
        !code.startsWith("expectation-") && code !== "unreachable" && args?.snapshot === undefined,
    ),
    findings: [],
  };
}
