// What a snapshot algorithm is: it sees a process start a snapshot and messages being received, and answers by
// recording local states and channel contents and by sending markers. One file an algorithm, in algorithms/.

import type { System } from "../simulation/system.ts";
import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";

/** What an algorithm may do. Snapshots are named by their index in the run. */
export interface SnapshotActions {
  readonly system: System;
  /** The process records its own state, as it was before the current step. */
  recordProcess(snapshot: number, process: ProcessId): void;
  /** The message is part of the channel's recorded state. */
  recordMessage(snapshot: number, channel: ChannelId, message: MessageId): void;
  /** The channel's recorded state is complete. */
  finishChannel(snapshot: number, channel: ChannelId): void;
  /** Sends the snapshot's marker on a channel. */
  sendMarker(snapshot: number, channel: ChannelId): void;
}

/** An algorithm at work in one run, for every snapshot in it. Its state is plain data that can be saved. */
export interface SnapshotRun {
  /** A process starts a snapshot of its own accord. */
  start(snapshot: number, process: ProcessId): void;
  /** A process has received an application message. */
  received(message: MessageId, channel: ChannelId): void;
  /** A process has received a marker. */
  markerReceived(snapshot: number, channel: ChannelId): void;
  save(): unknown;
  restore(state: unknown): void;
}

/** What an algorithm needs of the system for its snapshots to be consistent. */
export interface Assumptions {
  /** Channels deliver in the order of sending. */
  readonly fifo: boolean;
  /** Channels lose, duplicate and invent nothing. */
  readonly reliable: boolean;
  /** Every process can be reached from an initiator, or the snapshot cannot end. */
  readonly reachable: boolean;
}

export interface SnapshotAlgorithm {
  /** Kebab-case, as the command line takes it. */
  readonly id: string;
  readonly name: string;
  /** Authors, title, place and year. */
  readonly source: string;
  readonly assumes: Assumptions;
  /**
   * What the explorer of all runs may rely on to see fewer states; absent where nothing of it holds. `markers`: its processes
   * send markers never, or only in the step in which they record themselves. `forgetsMessages`: it keeps no message in its
   * state, so that messages with the same content are the same to it.
   */
  readonly exploration?: { readonly markers: "none" | "with-record"; readonly forgetsMessages: boolean };
  /** Whether every snapshot that ends is consistent where the assumptions hold; false for what only shows why that is hard. */
  readonly consistent: boolean;
  begin(actions: SnapshotActions, snapshots: number): SnapshotRun;
}
