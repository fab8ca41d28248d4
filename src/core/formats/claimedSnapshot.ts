// A global state that a file says was recorded, with the place of each part in the file, to be compared with
// what a run really recorded. Names, not ids: the file may speak of what the system does not have.

import type { LocalState } from "../trace/localState.ts";
import type { SourcePosition } from "../trace/problem.ts";

export interface ClaimedProcess {
  readonly name: string;
  readonly state: LocalState;
  readonly position: SourcePosition;
}

export interface ClaimedMessage {
  readonly from: string;
  readonly to: string;
  readonly content: LocalState;
  readonly position: SourcePosition;
}

/** A recorded global state by its file. Messages of one channel stand in the order of their receipt. */
export interface ClaimedSnapshot {
  readonly id: number;
  readonly position: SourcePosition;
  readonly processes: readonly ClaimedProcess[];
  readonly messages: readonly ClaimedMessage[];
}
