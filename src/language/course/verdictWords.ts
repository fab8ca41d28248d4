// Verdicts on snapshots as one line, for lenses and hovers: is the cut consistent, and are the tokens all there? The
// words themselves are the core's.

import { holdsTokens } from "../../core/analysis/conservation.ts";
import { recordedState, tokensOf } from "../../core/trace/globalState.ts";
import { describeTokens } from "../../core/trace/localState.ts";
import type { Snapshot, Trace } from "../../core/trace/trace.ts";
import {
  describeSnapshotVerdict,
  describeTokenDifference,
  isConserved,
  type SnapshotVerdict,
} from "../../core/trace/verdict.ts";

/** `consistent, 2 messages in transit · 10 tokens recorded, all there`. */
export function verdictWords(trace: Trace, snapshot: Snapshot, verdict: SnapshotVerdict): string {
  const words = describeSnapshotVerdict(trace, verdict);
  const tokens = tokenWords(trace, snapshot, verdict);
  return tokens === undefined ? words : `${words} · ${tokens}`;
}

function tokenWords(trace: Trace, snapshot: Snapshot, { tokens }: SnapshotVerdict): string | undefined {
  if (tokens === undefined || snapshot.unfinished !== undefined || !holdsTokens(trace)) return undefined;
  const recorded = describeTokens(tokensOf(trace, recordedState(trace, snapshot)));
  return `${recorded} recorded, ${isConserved(tokens) ? "all there" : describeTokenDifference(tokens)}`;
}
