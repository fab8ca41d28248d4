// What an exploration is asked: which orders it goes through, whether it may leave out equivalent ones, and when it gives
// up. docs/explorer.md defines each of these words.

import type { SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";

export interface ExploreOptions {
  /** Of the snapshots that do not name their own; Chandy–Lamport where absent. */
  readonly algorithm?: SnapshotAlgorithm;
  /**
   * `free`: times say nothing; what stands in a lane is done in its order, all else in any. `timed`: steps with a time are
   * done in the order of their times, those of one time in the order of the text.
   */
  readonly order?: "free" | "timed";
  /** Snapshots start where the script has them, or at any moment, whatever stands before them. */
  readonly starts?: "script" | "any";
  /** Whether equivalent orders may be left out. The final states are the same with it and without; counts are not. */
  readonly reduce?: boolean;
  /** Leaves out the snapshots: the states of the computation alone. */
  readonly withoutSnapshots?: boolean;
  /** States after which it gives up. */
  readonly mostStates?: number;
  /** Bytes for the states after which it gives up. */
  readonly mostBytes?: number;
}

export const DEFAULT_MOST_STATES = 1_000_000;
export const DEFAULT_MOST_BYTES = 512 * 1024 * 1024;

/** Why an exploration is not complete. */
export type Limit = "states" | "memory" | "cancelled";

/** That a scenario cannot be explored, with the reason in words. */
export class NotExplorable extends Error {}
