// The engine's socket for a protocol that runs beside the application: it sees what is sent and received,
// and may record local states and send control messages of its own. Snapshot algorithms plug in here.

import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";
import type { EventHandle, TraceBuilder } from "../trace/traceBuilder.ts";
import type { System } from "./system.ts";

/** What the engine lets the protocol do. */
export interface ProtocolPort {
  readonly system: System;
  /** Adds an internal event with a label to a process, at the current time. Gives its handle. */
  addEvent(process: ProcessId, label: string, file: number, line: number): EventHandle;
  /** Sends a control message of a snapshot, after everything that the process has sent before. */
  sendMarker(channel: ChannelId, snapshot: number, file: number, line: number): void;
  /** How many events the process had before the engine's current step (an action or a delivery). */
  frontierBeforeStep(process: ProcessId): number;
}

/** A control protocol under way in one run. Snapshots are named by their index, 0 … snapshots−1. */
export interface ControlProtocol {
  /** Whether something that was started has not ended. */
  readonly busy: boolean;
  /** A process starts a snapshot, asked for at a line of a file. */
  start(snapshot: number, process: ProcessId, file: number, line: number): void;
  /** An application message has been received. */
  received(message: MessageId, channel: ChannelId): void;
  /** A control message has been received. */
  markerReceived(snapshot: number, channel: ChannelId): void;
  /** A process crashes: what it had recorded for what is still under way is lost. */
  crashed(process: ProcessId): void;
  restarted(process: ProcessId): void;
  /** The run is over: writes the snapshots into the trace. */
  finish(builder: TraceBuilder): void;
  /** The whole state as plain data. */
  save(): unknown;
  restore(state: unknown): void;
}

/** Makes the protocol for one run. `ids`: the snapshots' ids in ascending order; their places are the indices. */
export type ProtocolFactory = (port: ProtocolPort, ids: readonly number[]) => ControlProtocol;
