// What was found of a predicate's stability, in words that say over which cuts: a claim about one trace must not read as
// one about the system.

import { cutText } from "../../trace/cutText.ts";
import { describeEvent } from "../../trace/describe.ts";
import type { Trace } from "../../trace/trace.ts";
import { counted } from "../../trace/verdict.ts";
import type { Stability } from "./stability.ts";

/** The verdict first, then its witnesses. */
export function stabilityLines(trace: Trace, stability: Stability, over: "run" | "cuts"): string[] {
  const { kind, cuts, holds, first, ceases } = stability;
  const where =
    over === "run"
      ? `the ${counted(cuts, "cut")} along this run`
      : `${counted(cuts, "consistent cut")} of this trace`;
  const lines = [`${verdictWords(stability, where)} (true at ${holds} of ${cuts})`];
  if (first !== undefined) lines.push(`  first true at cut ${cutText(trace, first)}`);
  if (kind === "unstable" && ceases !== undefined)
    lines.push(
      `  true at cut ${cutText(trace, ceases.cut)}, no longer after ${describeEvent(trace, ceases.event)}`,
    );
  return lines;
}

function verdictWords({ kind, reason }: Stability, where: string): string {
  switch (kind) {
    case "never":
      return `never true over ${where}`;
    case "stable":
      return `stable over ${where}: once true, it stays true`;
    case "unstable":
      return `not stable over ${where}: it ceases to be true`;
    case "unknown":
      return `unknown whether it is stable over ${where}: ${reason ?? "it is not known everywhere"}`;
  }
}
