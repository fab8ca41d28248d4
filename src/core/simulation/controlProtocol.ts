// The engine's socket for a protocol that runs beside the application: it sees what is sent and received,
// and may record local states and send control messages of its own. Snapshot algorithms plug in here.

import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";
import type { EventHandle, TraceBuilder } from "../trace/traceBuilder.ts";
import type { HoldingNetwork, Network } from "./network.ts";
import type { System } from "./system.ts";

/** How a control message that is no plain marker is sent. */
export interface Manner {
  /** What the sending event is called. */
  readonly label?: string;
  /** Bits of MessageFlag. */
  readonly flags?: number;
  /** Whether it overtakes everything on its channel, FIFO or not. */
  readonly overtakes?: boolean;
  /** The channels on which others follow that count as sent at once with it, as one multicast. */
  readonly further?: readonly ChannelId[];
}

/** How a protocol holds the application back. */
export interface Holds {
  /** Keeps back what arrives on a channel, application and control messages alike, or lets it come, in its order. */
  deliveries(channel: ChannelId, held: boolean): void;
  /** Keeps a process from sending and from steps of its own; what it would have done, it does afterwards, in its order. */
  sends(process: ProcessId, held: boolean): void;
}

/** What the engine lets the protocol do. */
export interface ProtocolPort {
  readonly system: System;
  /** The current time, in the trace's unit. */
  now(): number;
  /** Adds an internal event with a label to a process, at the current time. Gives its handle. */
  addEvent(process: ProcessId, label: string, file: number, line: number): EventHandle;
  /** Sends a control message of a snapshot, after everything that the process has sent before. */
  sendMarker(channel: ChannelId, snapshot: number, file: number, line: number, manner?: Manner): MessageId;
  /** How many events the process has. */
  frontierOf(process: ProcessId): number;
  /** How many events the process had before the engine's current step (an action or a delivery). */
  frontierBeforeStep(process: ProcessId): number;
  /** Absent where nothing can be held back: in a replay. */
  readonly holds?: Holds;
}

/** A control protocol under way in one run. Snapshots are named by their index, 0 … snapshots−1. */
export interface ControlProtocol {
  /** Whether something that was started has not ended. */
  readonly busy: boolean;
  /** A process starts a snapshot, asked for at a line of a file. */
  start(snapshot: number, process: ProcessId, file: number, line: number): void;
  /** A process has sent an application message, which is now handed to the network. */
  sent(message: MessageId, channel: ChannelId): void;
  /** An application message has come to its process, which is about to receive it. */
  arriving(message: MessageId, channel: ChannelId): void;
  /** An application message has been received. */
  received(message: MessageId, channel: ChannelId): void;
  /** A control message has been received. */
  markerReceived(snapshot: number, channel: ChannelId, message: MessageId): void;
  /** The network delivers a message, of the application or a control message, a second time, as another one. */
  copied(message: MessageId, copy: MessageId, isControl: boolean): void;
  /** A process crashes: what it had recorded for what is still under way is lost. */
  crashed(process: ProcessId): void;
  restarted(process: ProcessId): void;
  /** The run is over: writes the snapshots into the trace. */
  finish(builder: TraceBuilder): void;
  /** The whole state as plain data. */
  save(): unknown;
  restore(state: unknown): void;
}

/** What a protocol wants between the network and the processes. */
export interface Layers {
  /** Each a network on top of another, from below. */
  readonly over: readonly ((system: System, network: Network) => Network)[];
  /** The top, where the protocol holds deliveries back. */
  readonly gate?: (system: System, network: Network) => HoldingNetwork;
}

/** Makes the protocol for one run. `ids`: the snapshots' ids in ascending order; their places are the indices. */
export interface ProtocolFactory {
  (port: ProtocolPort, ids: readonly number[]): ControlProtocol;
  /** Absent where it needs nothing. */
  readonly layers?: (ids: readonly number[]) => Layers;
}
