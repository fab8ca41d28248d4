// What a snapshot algorithm is: it sees a process start a snapshot, messages being sent and received, and control messages
// of its own, and answers by recording local states and channel contents and by sending markers and other control
// messages. One file an algorithm, in algorithms/.

import type { Layers, Manner } from "../simulation/controlProtocol.ts";
import type { System } from "../simulation/system.ts";
import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";

/** What a control message tells besides its kind: numbers, 32 bits each. */
export type Words = readonly number[];

/** How an algorithm holds the application back, for a snapshot. What several snapshots hold is held until all let go. */
export interface SnapshotHolds {
  /** Keeps back what arrives on a channel. */
  deliveries(snapshot: number, channel: ChannelId, held: boolean): void;
  /** Keeps a process from sending and from steps of its own. */
  sends(snapshot: number, process: ProcessId, held: boolean): void;
}

/** What an algorithm may do. Snapshots are named by their index in the run. */
export interface SnapshotActions {
  readonly system: System;
  /** The process records its own state, as it is; a marker that it is receiving is not part of it. */
  recordProcess(snapshot: number, process: ProcessId): void;
  /** The message is part of the channel's recorded state. */
  recordMessage(snapshot: number, channel: ChannelId, message: MessageId): void;
  /** The channel's recorded state is complete. */
  finishChannel(snapshot: number, channel: ChannelId): void;
  /** Sends the snapshot's marker on a channel. */
  sendMarker(snapshot: number, channel: ChannelId, words?: Words): void;
  /** Sends a control message that is no marker on a channel: what goes further takes several of them. */
  sendControl(
    snapshot: number,
    channel: ChannelId,
    kind: string,
    words: Words,
    manner?: Pick<Manner, "overtakes" | "further">,
  ): void;
  /** The snapshot does not end before `end`, though everything is recorded. */
  awaitEnd(snapshot: number): void;
  end(snapshot: number): void;
  readonly holds: SnapshotHolds;
}

/** An algorithm at work in one run, for every snapshot in it. Its state is plain data that can be saved. */
export interface SnapshotRun {
  /** A process starts a snapshot of its own accord. */
  start(snapshot: number, process: ProcessId): void;
  /** A process sends an application message. Gives what it carries for the algorithm: a whole number. */
  sending?(message: MessageId, channel: ChannelId): number;
  /** An application message is about to be received, with what it carries. What is recorded now comes before its receipt. */
  arriving?(message: MessageId, channel: ChannelId, carried: number): void;
  /** A process has received an application message. Called only while a snapshot is under way. */
  received(message: MessageId, channel: ChannelId): void;
  /** A process has received a marker. */
  markerReceived(snapshot: number, channel: ChannelId, words: Words): void;
  /** A process has received another control message. */
  controlReceived?(snapshot: number, channel: ChannelId, kind: string, words: Words): void;
  save(): unknown;
  restore(state: unknown): void;
}

/** What an algorithm needs of the system for its snapshots to be consistent, and to end. */
export interface Assumptions {
  /** Channels deliver in the order of sending. */
  readonly fifo: boolean;
  /** Channels lose, duplicate and invent nothing. */
  readonly reliable: boolean;
  /** Every process can be reached from an initiator, or the snapshot cannot end. */
  readonly reachable: boolean;
  /** Messages are delivered in causal order, over all channels together; the engine sees to it (causalDelivery.ts). */
  readonly causal?: boolean;
  /** The initiator can be reached from every process, or it never hears of the end. */
  readonly returns?: boolean;
  /** The initiator has a channel to every other process. */
  readonly direct?: boolean;
  /** Where there is a channel, there is one back. */
  readonly bothWays?: boolean;
  /** One process starts the snapshot; a further one changes nothing. */
  readonly oneInitiator?: boolean;
}

export interface SnapshotAlgorithm {
  /** Kebab-case, as the command line takes it. */
  readonly id: string;
  readonly name: string;
  /** Authors, title, place and year, and the section where it stands. */
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
  /** Who has to start it: some process, or each for itself, since nothing tells the others. */
  readonly startedBy: "initiators" | "everyone";
  /** Bits that every application message carries for a snapshot under way. */
  readonly carriedBits?: number;
  /** What it wants between the network and the processes. */
  readonly layer?: Layers["over"][number];
  /** Where it holds deliveries back: what does it. */
  readonly gate?: Layers["gate"];
  /** Why it cannot run on a recorded trace; absent where it can. */
  readonly notReplayable?: string;
  begin(actions: SnapshotActions, snapshots: number): SnapshotRun;
}
