// What can be said of a cut or a snapshot: it holds, it is violated by these witnesses, or it is unknown for
// this reason. Plain data; analysis/ finds it, the interfaces word it with describe().

import type { MessageId, ProcessId } from "./ids.ts";
import { describeTokens, type TokenCount } from "./localState.ts";
import type { Trace } from "./trace.ts";

/** Why nobody can tell whether a cut is consistent. */
export type UnknownReason =
  /** These messages are received inside, and the trace does not say where they were sent. */
  | { readonly kind: "send-unknown"; readonly messages: readonly MessageId[] }
  /** These processes never recorded themselves, so there is no cut. */
  | { readonly kind: "never-recorded"; readonly processes: readonly ProcessId[] };

interface Witnesses {
  /** Received inside the cut, sent outside it. */
  readonly orphans: readonly MessageId[];
  /** Application messages sent inside, received outside: the channels' states at the cut. */
  readonly inTransit: readonly MessageId[];
}

/** Whether a cut is consistent. `inconsistent` has at least one orphan. */
export type CutVerdict =
  | ({ readonly kind: "consistent" } & Witnesses)
  | ({ readonly kind: "inconsistent" } & Witnesses)
  | ({ readonly kind: "unknown"; readonly reason: UnknownReason } & Witnesses);

export type VerdictKind = CutVerdict["kind"];

/** How the tokens of a global state differ from those that the system began with. */
export interface TokenDifference {
  /** In no process and no channel. */
  readonly missing: readonly TokenCount[];
  /** There more often than at the beginning. */
  readonly surplus: readonly TokenCount[];
}

/** Whether a recorded snapshot is right: its cut, its channels' states, its tokens. */
export interface SnapshotVerdict {
  /**
   * `consistent` where the cut is, the channels were recorded as they were, as far as the trace tells of them, and the
   * tokens are conserved.
   */
  readonly kind: VerdictKind;
  readonly cut: CutVerdict;
  /** In transit at the cut, but not recorded. */
  readonly unrecorded: readonly MessageId[];
  /** Recorded as a channel's content, but not in transit at the cut. */
  readonly wronglyRecorded: readonly MessageId[];
  /** In transit at the cut, on channels of whose recorded content the trace says nothing. */
  readonly untold: readonly MessageId[];
  /** How many messages were recorded that the trace does not know: whether they were in transit nobody can tell. */
  readonly foreign: number;
  /** Absent where the trace holds no tokens. */
  readonly tokens?: TokenDifference;
}

export function isConserved(difference: TokenDifference): boolean {
  return difference.missing.length === 0 && difference.surplus.length === 0;
}

/** `1 message`, `3 messages`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A cut's verdict in one sentence without a full stop: `consistent, 2 messages in transit`. */
export function describeCutVerdict(trace: Trace, verdict: CutVerdict): string {
  if (verdict.kind === "unknown" && verdict.reason.kind === "never-recorded") {
    const names = verdict.reason.processes.map((process) => trace.processes[process].name);
    return `unknown: ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""} never recorded`;
  }
  const isOpen = verdict.kind === "unknown" && verdict.reason.kind === "send-unknown";
  const unknown = isOpen ? verdict.reason.messages.length : 0;
  return describeCutCounts({
    orphans: verdict.orphans.length,
    inTransit: verdict.inTransit.length,
    unknown,
  });
}

/** How many messages a cut makes orphans, puts in transit, or leaves open because nobody knows where they were sent. */
interface CutCounts {
  readonly orphans: number;
  readonly inTransit: number;
  readonly unknown: number;
}

/** The verdict in one sentence, from the counts alone: while a cut is moved nobody lists its messages. */
export function describeCutCounts({ orphans, inTransit, unknown }: CutCounts): string {
  if (orphans > 0) return `inconsistent, ${counted(orphans, "orphan message")}`;
  if (unknown > 0) return `unknown: ${counted(unknown, "message")} received inside, sent nobody knows where`;
  return `consistent, ${inTransit === 0 ? "no message" : counted(inTransit, "message")} in transit`;
}

/** A snapshot's verdict in one sentence without a full stop; the first fault comes first. */
export function describeSnapshotVerdict(trace: Trace, verdict: SnapshotVerdict): string {
  if (verdict.kind === "unknown" && verdict.cut.kind === "consistent") {
    return `unknown: ${counted(verdict.foreign, "recorded message")} not in the trace`;
  }
  if (verdict.kind !== "inconsistent" || verdict.cut.kind === "inconsistent") {
    const words = describeCutVerdict(trace, verdict.cut);
    return verdict.untold.length === 0 ? words : `${words}; ${untoldWords(verdict)}`;
  }
  if (verdict.unrecorded.length > 0) {
    return `wrong: ${counted(verdict.unrecorded.length, "message")} in transit not recorded`;
  }
  if (verdict.wronglyRecorded.length > 0) {
    return `wrong: ${counted(verdict.wronglyRecorded.length, "recorded message")} not in transit`;
  }
  return `wrong: ${describeTokenDifference(verdict.tokens)}`;
}

/** That the trace does not say whether messages in transit were recorded. */
function untoldWords({ untold, cut }: SnapshotVerdict): string {
  const which = untold.length === cut.inTransit.length ? "them" : `${untold.length} of them`;
  return `whether ${untold.length === 1 && cut.inTransit.length === 1 ? "it was" : `${which} were`} recorded is not told`;
}

/** `tokens conserved`, `missing: Y, B`, `there twice: Y`. */
export function describeTokenDifference(difference: TokenDifference | undefined): string {
  if (difference === undefined) return "no tokens";
  const parts: string[] = [];
  if (difference.missing.length > 0) parts.push(`missing: ${describeTokens(difference.missing)}`);
  if (difference.surplus.length > 0) parts.push(`too many: ${describeTokens(difference.surplus)}`);
  return parts.length === 0 ? "tokens conserved" : parts.join("; ");
}
