// Whether Chandy–Lamport could have recorded a cut of a trace, in words: who would start it, or what stands against it.
// The counterpart of words.ts, which speaks of puzzles.

import { describeMessage } from "../../trace/describe.ts";
import type { Trace } from "../../trace/trace.ts";
import { describeCutVerdict, describeSnapshotVerdict } from "../../trace/verdict.ts";
import { type Recordable, type RecordableDoubt, type RecordableReason, systemOfTrace } from "./recordable.ts";
import { describeReason, startWords } from "./words.ts";

/** The answer in one line without a full stop. */
export function describeRecordable(trace: Trace, answer: Recordable): string {
  switch (answer.kind) {
    case "possible":
      return `possible: ${startWords(systemOfTrace(trace), answer)}, in a run of these very events`;
    case "impossible":
      return `impossible: ${describeRecordableReason(trace, answer.reasons[0])}`;
    case "unknown":
      return `unknown: ${describeRecordableReason(trace, answer.doubts[0])}`;
  }
}

export function describeRecordableReason(trace: Trace, reason: RecordableReason | RecordableDoubt): string {
  switch (reason.kind) {
    case "cut":
      return `this is no global state of any run: the cut is ${describeCutVerdict(trace, reason.verdict)}`;
    case "snapshot":
      return `what was recorded is no global state of any run: ${describeSnapshotVerdict(trace, reason.verdict)}`;
    case "overtaken": {
      const { earlier, later } = reason;
      return `no marker fits between ${describeMessage(trace, earlier)} and ${describeMessage(trace, later)}, which overtook it: the channel was not FIFO`;
    }
    default:
      return describeReason(systemOfTrace(trace), reason);
  }
}
