// The answer to a puzzle as plain data: possible, impossible or unknown, each with what shows it.
// decide.ts finds it, words.ts says it.

import type { Scenario } from "../../scenario/scenario.ts";
import type { ChannelId, ProcessId } from "../../trace/ids.ts";
import type { TokenCount } from "../../trace/localState.ts";
import type { Splittable } from "./splits.ts";
import type { Shortage } from "./transport.ts";

/** How many processes may start the snapshot: one, as in the lecture, or as many as it takes. */
export type Initiators = "one" | "any";

/** Processes into which no channel that the claim leaves empty leads from outside, and the channels that do lead there. */
export interface Enclosed {
  readonly processes: readonly ProcessId[];
  /** All channels from outside; the claim has messages in each. */
  readonly entering: readonly ChannelId[];
}

/** Two sets that cannot both get their first marker from one initiator. */
export type MarkerReason =
  /** Even if all channels were empty, markers of one initiator would not reach everybody: both lack a way in. */
  | { readonly kind: "unreachable"; readonly enclosed: readonly [Enclosed, Enclosed] }
  /**
   * A first marker comes over a channel that is recorded as empty, but no such channel leads into either of these sets, and
   * an initiator is in one of them at most.
   */
  | { readonly kind: "first-marker"; readonly enclosed: readonly [Enclosed, Enclosed] };

/** Of the messages that are under way on a channel at first, the last so many are still in it when it is recorded. */
export interface Split {
  readonly channel: ChannelId;
  readonly kept: number;
}

/** Tokens of one kind cannot get there in this topology. */
export interface Stranded {
  readonly token: string;
  readonly shortage: Shortage;
  /** How many of those that can get there were under way at first. */
  readonly arriving: number;
  /** What this assumes of the messages under way at first. Of other channels it assumes nothing. */
  readonly splits: readonly Split[];
}

/** Why no run records the claim. */
export type Reason =
  | MarkerReason
  /** There is no process, so nobody can start a snapshot. */
  | { readonly kind: "nobody" }
  /** The claim has not the tokens that the system has. */
  | {
      readonly kind: "tokens";
      readonly missing: readonly TokenCount[];
      readonly surplus: readonly TokenCount[];
    }
  /** Whatever was received of the messages that are under way at first: it assumes nothing of them. */
  | ({ readonly kind: "stranded" } & Stranded)
  /** For each way to receive them there is one: no two of these cases can hold at once, and one always does. */
  | { readonly kind: "stranded-anyhow"; readonly cases: readonly Stranded[] };

/** Why nobody can tell. */
export type Doubt =
  /** The claim wants a field of a process to have changed, and passing tokens changes none. */
  | {
      readonly kind: "field";
      readonly process: ProcessId;
      readonly name: string;
      readonly initial: number | string | undefined;
      readonly claimed: number | string;
    }
  /** What is under way on these channels at first may have been received in too many ways; the search saw so many. */
  | { readonly kind: "under-way"; readonly splittable: readonly Splittable[]; readonly tried: number }
  /** These channels overtake, lose or repeat messages, and the question is answered for channels that do not. */
  | { readonly kind: "unreliable"; readonly channels: readonly ChannelId[] };

/** What a run must do before anybody records. */
export interface Way {
  /** Tokens of one kind that go from process to process over channels, each a message of its own. */
  readonly carriages: readonly {
    readonly token: string;
    readonly from: ProcessId;
    readonly to: ProcessId;
    readonly count: number;
  }[];
  /**
   * Messages that are sent in all, those of the claim's channels among them. No run records the claim with fewer, where a
   * message carries one token unless the claim shows it with others, if `isFewest`.
   */
  readonly sends: number;
  /** False where what is under way at first may be received in so many ways that not all were compared. */
  readonly isFewest: boolean;
  /** The channels in which something that is under way at first stays until they are recorded. */
  readonly splits: readonly Split[];
}

interface Known {
  readonly asked: Initiators;
  /** Whether the claim is at least a global state of some run; absent where nobody can tell. */
  readonly consistent?: boolean;
  /**
   * Over the channels that the claim leaves empty nothing leads into any of these sets: there must be an initiator in each, and
   * one in each is enough. So a single initiator can do it where there is one set, and every process in it can.
   */
  readonly groups: readonly (readonly ProcessId[])[];
}

export type PuzzleAnswer =
  | (Known & { readonly kind: "possible"; readonly way: Way })
  /** At least one reason; the first is the one to tell. */
  | (Known & { readonly kind: "impossible"; readonly reasons: readonly Reason[] })
  | (Known & { readonly kind: "unknown"; readonly doubts: readonly Doubt[] });

/** The processes that can each start it alone. */
export function soleInitiators({ groups }: Pick<Known, "groups">): readonly ProcessId[] {
  return groups.length === 1 ? groups[0] : [];
}

/** The fewest initiators, the first of each set. */
export function fewestInitiators({ groups }: Pick<Known, "groups">): ProcessId[] {
  return groups.map(([first]) => first);
}

/** A run that records the claim, as a scenario that expects just that. */
export type Witness =
  | { readonly kind: "written"; readonly scenario: Scenario }
  /** More sends than a file can usefully hold. */
  | { readonly kind: "too-long"; readonly sends: number };
