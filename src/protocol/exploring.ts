// The messages between the extension host and the thread that explores all runs of a scenario, counts and draws the
// consistent cuts of one, or searches a smallest counter-example to an algorithm. What comes back is in words, so that the host only shows it.

import type { Scenario } from "../core/scenario/scenario.ts";
import type { Trace } from "../core/trace/trace.ts";

export type HostToExplorer =
  | {
      readonly type: "explore";
      readonly scenario: Scenario;
      readonly order: "free" | "timed";
      readonly starts: "script" | "any";
    }
  /** The text of the run that ends in a final state of what was explored last. */
  | { readonly type: "run"; readonly final: number }
  | { readonly type: "lattice"; readonly trace: Trace }
  /** `without`: the name of the assumption that is broken (core/exploration/breakable.ts); absent: none is. */
  | {
      readonly type: "counter-example";
      readonly algorithm: string;
      readonly without?: string;
      readonly mostSize: number;
    }
  | { readonly type: "cancel" };

/** One global state that a snapshot can record. */
export interface FoundState {
  readonly words: string;
  readonly verdict: "consistent" | "inconsistent" | "unknown";
  readonly verdictWords: string;
  /** Different ends of runs with it, and the steps of a shortest such run. */
  readonly finals: number;
  readonly steps: number;
  readonly final: number;
}

export interface FoundExpectation {
  readonly kind: "holds" | "fails" | "unknown" | "apart";
  readonly line: number;
  readonly words: string;
  /** Where it fails: the shortest run. */
  readonly final?: number;
  readonly steps?: number;
}

export interface ExploredReport {
  readonly complete: boolean;
  readonly extent: string;
  readonly remarks: readonly string[];
  readonly snapshots: readonly { readonly title: string; readonly states: readonly FoundState[] }[];
  readonly expectations: readonly FoundExpectation[];
}

export interface LatticeReport {
  readonly title: string;
  readonly words: string;
  /** Absent where there are too many cuts to draw. */
  readonly svg?: string;
  /** The cuts that are drawn, level by level, with what is to be said of each. */
  readonly cuts: readonly string[];
}

export interface CounterReport {
  /** The smallest scenario that goes wrong, as text, and what goes wrong in it; absent where none does. */
  readonly found?: { readonly words: string; readonly text: string };
  /** Of what was found, or else the size up to which was searched. */
  readonly size: number;
  readonly scenarios: number;
  readonly states: number;
  /** Whether all runs of each scenario were seen. */
  readonly complete: boolean;
}

export type ExplorerToHost =
  | { readonly type: "progress"; readonly words: string }
  | { readonly type: "explored"; readonly report: ExploredReport }
  | { readonly type: "run"; readonly text: string }
  | { readonly type: "lattice"; readonly report: LatticeReport }
  /** Without a report the search was cancelled. */
  | { readonly type: "counter-example"; readonly report?: CounterReport }
  | { readonly type: "failed"; readonly words: string };
