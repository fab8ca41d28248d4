// What a person adds to a trace and wants to keep: further snapshots, cuts, notes, hidden processes, clock offsets, the
// chosen execution. All by names and by counts of recorded events, so that it outlives a change of the trace.

import type { FurtherSnapshot } from "../analysis/openedWith.ts";

/** Keys that this version does not know, kept as they are. */
export type Rest = Readonly<Record<string, unknown>>;

export interface SavedSnapshot extends FurtherSnapshot {
  readonly note?: string;
  readonly rest?: Rest;
}

export interface SavedCut {
  readonly title: string;
  /** How many recorded events of each process are inside (one not named has none), or the time that the cut goes through. */
  readonly at: ReadonlyMap<string, number> | number;
  readonly note?: string;
  readonly rest?: Rest;
}

/** A note on an event: the process's first recorded event is 1. */
export interface EventNote {
  readonly process: string;
  readonly event: number;
  readonly text: string;
  readonly rest?: Rest;
}

/** A note on a snapshot that the trace itself holds, by its name where it has one, else its number. */
export interface SnapshotNote {
  readonly snapshot: string | number;
  readonly text: string;
  readonly rest?: Rest;
}

export interface SavedSession {
  readonly execution?: string;
  /** Added to the times of a process, by its name, in the trace's unit. */
  readonly clockOffsets: Readonly<Record<string, number>>;
  /** Names of processes that are not drawn. */
  readonly hidden: readonly string[];
  readonly snapshots: readonly SavedSnapshot[];
  readonly cuts: readonly SavedCut[];
  readonly notes: readonly (EventNote | SnapshotNote)[];
  readonly rest?: Rest;
}

export const EMPTY_SESSION: SavedSession = {
  clockOffsets: {},
  hidden: [],
  snapshots: [],
  cuts: [],
  notes: [],
};

/** The version of the file, under the key `lightcone`. */
export const SESSION_VERSION = 1;

/** What the name of a session file ends in; before it stands the whole name of the trace's file. */
export const SESSION_ENDING = ".lightcone.json";
