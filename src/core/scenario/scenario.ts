// A scenario: a system (processes with their initial state, channels) and what is to happen in it.
// Running it gives a trace. The actions are columns, since a generated scenario has as many as a trace has events.

import type { ChannelId, ProcessId } from "../trace/ids.ts";
import type { LocalState } from "../trace/localState.ts";
import type { SourcePosition } from "../trace/problem.ts";
import type { Payload, TimeUnit } from "../trace/trace.ts";

export interface ScenarioProcess {
  readonly name: string;
  readonly initial: LocalState;
  /** Where the source declares it; absent for one made by a program. */
  readonly position?: SourcePosition;
}

export interface ScenarioChannel {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly position?: SourcePosition;
}

/** What an action does. The value stands in `actions.kind`. */
export const ActionKind = {
  /** The process sends a message with a payload on a channel. */
  send: 0,
  /** The process starts a snapshot. Several of one id are several initiators of one snapshot. */
  snapshot: 1,
} as const;

/** Columns over actions, sorted by time; at one time they are done in their order. */
export interface ActionColumns {
  readonly kind: Uint8Array;
  readonly time: Float64Array;
  /** Who acts: the sender, or the initiator. */
  readonly process: Uint32Array;
  /** Of a send: its channel. NONE otherwise. */
  readonly channel: Int32Array;
  /** Of a send: index into the scenario's payloads. Of a snapshot: the snapshot's id. */
  readonly argument: Uint32Array;
  /** Index into `files`. */
  readonly file: Uint16Array;
  /** Line, from 1; 0 where it has none. */
  readonly line: Uint32Array;
}

/** How the network delivers: by the rules of the course's simulator, which draws each delay from Go's generator. */
export interface CourseDelivery {
  readonly kind: "course";
  /** Seed of Go's math/rand. A decimal text, since it may exceed 2^53. */
  readonly seed: string;
}

export type Delivery = CourseDelivery;

export interface Scenario {
  readonly name: string;
  readonly timeUnit: TimeUnit;
  readonly files: readonly string[];
  readonly processes: readonly ScenarioProcess[];
  /** In the order of their declaration; at most one for each ordered pair. */
  readonly channels: readonly ScenarioChannel[];
  readonly payloads: readonly Payload[];
  readonly actions: ActionColumns;
  /** The time that the script reaches, at least that of its last action. */
  readonly endTime: number;
  readonly delivery: Delivery;
}

/** The channel between two processes of a scenario, or NONE. A linear search: keep a map where it is asked often. */
export function findChannel(scenario: Scenario, from: ProcessId, to: ProcessId): ChannelId {
  return scenario.channels.findIndex((channel) => channel.from === from && channel.to === to) as ChannelId;
}
