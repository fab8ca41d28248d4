// What the author of a scenario draws and expects: cuts through the run, claims about them, about its snapshots and
// its end, and puzzles: global states of which he asks whether a snapshot could have recorded them.
// Whether it is so is for analysis/ to say.

import type { ProcessId } from "../trace/ids.ts";
import type { LocalState, TokenCount } from "../trace/localState.ts";
import type { SourcePosition } from "../trace/problem.ts";
import type { Payload } from "../trace/trace.ts";

/** A global state as somebody wrote it. What it does not name is empty. */
export interface ExpectedState {
  readonly processes: readonly {
    readonly process: ProcessId;
    /** Of its fields, only those named here count. */
    readonly state: LocalState;
    readonly position: SourcePosition;
  }[];
  readonly channels: readonly {
    readonly from: ProcessId;
    readonly to: ProcessId;
    /** In the order of receipt. */
    readonly messages: readonly Payload[];
    readonly position: SourcePosition;
  }[];
}

/** Up to where a cut goes in one process. */
export interface CutPoint {
  readonly process: ProcessId;
  /** After so many events, or after the event that sends or receives what a step sends (its index in `steps`). */
  readonly after:
    | { readonly kind: "events"; readonly count: number }
    | { readonly kind: "message"; readonly send: number };
  readonly position: SourcePosition;
}

/** A cut of the run: through one moment, or point by point; a process without a point has no event inside. */
export interface PlannedCut {
  readonly name: string;
  readonly position: SourcePosition;
  readonly through:
    | { readonly kind: "time"; readonly time: number }
    | { readonly kind: "points"; readonly points: readonly CutPoint[] };
}

/** A global state of the system of which is asked whether a snapshot can record it, whatever the script does. */
export interface Puzzle {
  readonly name: string;
  readonly state: ExpectedState;
  readonly position: SourcePosition;
}

/** What an expectation is about: all that it can be about, a snapshot by its id, a cut or puzzle by its place, the end. */
export type Subject =
  | { readonly kind: "all" }
  | { readonly kind: "snapshot"; readonly id: number }
  | { readonly kind: "cut"; readonly index: number }
  | { readonly kind: "puzzle"; readonly index: number }
  | { readonly kind: "end" };

export type ExpectedVerdict = "consistent" | "inconsistent" | "unfinished" | "possible" | "impossible";

export type Claim =
  | { readonly kind: "verdict"; readonly verdict: ExpectedVerdict }
  /** All tokens of the beginning are there, each once. */
  | { readonly kind: "conserved" }
  /** Just these tokens are missing, or there too often. */
  | { readonly kind: "missing" | "duplicated"; readonly tokens: readonly TokenCount[] }
  | { readonly kind: "state"; readonly state: ExpectedState };

export interface Expectation {
  readonly subject: Subject;
  readonly claim: Claim;
  readonly position: SourcePosition;
}
