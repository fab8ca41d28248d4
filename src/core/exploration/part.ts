// One process's part of a state: where its lanes stand, what it holds, what it waits for, and what was seen of the
// snapshots and cuts at it. Parts are plain data and get numbers; a step makes a new part of an old one.

import { type CausalPast, pastKey } from "./causalPast.ts";

/** What a process has recorded of a channel for one snapshot; mostly the receiver, with some algorithms a collector. */
export interface RecordedChannel {
  readonly channel: number;
  /** Handles of messages, in the order of recording. */
  readonly messages: readonly number[];
  readonly finished: boolean;
}

/** How what was seen of a cut differs from a consistent cut whose channels are recorded as they are. */
export interface CutFaults {
  /** Items received inside that were sent outside: `channel:handle`, of a marker `channel:mSNAPSHOT`. */
  readonly orphans: readonly string[];
  /** In transit and not recorded by this process; of a planned cut, all that is in transit. */
  readonly inTransit: readonly string[];
  /** Recorded and not in transit. */
  readonly wrong: readonly string[];
}

/** What an algorithm holds back at a process. */
export interface Held {
  /** How many snapshots keep it from sending and from steps of its own. */
  readonly sends: number;
  /** The channels into it of which nothing comes, one entry for each snapshot that holds one, ascending. */
  readonly channels: readonly number[];
}

export interface Part {
  /** One for each lane of the process: its next step. */
  readonly places: readonly number[];
  /** The number of its local state. */
  readonly local: number;
  /** Steps whose messages it has received and still waits for, ascending. */
  readonly awaited: readonly number[];
  /** Events so far, where a cut counts them; else 0. */
  readonly events: number;
  /** For each cut: the local state with which it passed the cut, or NONE. Snapshots come first, then planned cuts. */
  readonly passed: readonly number[];
  /** For each snapshot, the channels of which it has recorded anything, ascending. */
  readonly recorded: readonly (readonly RecordedChannel[])[];
  /** For each cut. */
  readonly faults: readonly CutFaults[];
  readonly held: Held;
  /** How many messages have taken the passage that is given to them, for each channel; absent where none is given. */
  readonly taken?: readonly number[];
  /** What causal delivery keeps for the process; absent where delivery need not be causal. */
  readonly past?: CausalPast;
}

/** In the place of a channel: that the snapshot is to be waited for, and, finished, that it has ended. */
export const END = -1;

export const NOTHING_HELD: Held = { sends: 0, channels: [] };

export const NO_FAULTS: CutFaults = { orphans: [], inTransit: [], wrong: [] };

/** A text that is the same exactly for equal parts of one process. */
export function partKey(process: number, part: Part): string {
  const { places, local, awaited, events, passed, recorded, faults, held, taken = [], past } = part;
  const channels = recorded
    .map((row) =>
      row.map(({ channel, messages, finished }) => `${channel}:${messages.join()}${finished ? "!" : "?"}`),
    )
    .join("/");
  const wrong = faults
    .map(
      ({ orphans, inTransit, wrong: surplus }) => `${orphans.join()}|${inTransit.join()}|${surplus.join()}`,
    )
    .join("/");
  const order = `${held.sends} ${held.channels.join()};${taken.join()};${past === undefined ? "" : pastKey(past)}`;
  return `${process};${places.join()};${local};${awaited.join()};${events};${passed.join()};${channels};${wrong};${order}`;
}
