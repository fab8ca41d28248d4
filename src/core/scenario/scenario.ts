// A scenario: a system (processes with their initial state, channels) and what is to happen in it.
// Running it gives a trace. The actions are columns, since a generated scenario has as many as a trace has events.

import type { ChannelId, ProcessId } from "../trace/ids.ts";
import type { LocalState } from "../trace/localState.ts";
import type { SourcePosition } from "../trace/problem.ts";
import type { OwnClock, Payload, TimeUnit } from "../trace/trace.ts";
import type { Expectation, PlannedCut, Puzzle } from "./expectation.ts";
import type { Step } from "./step.ts";
import type { Partition, Transport } from "./transport.ts";

export interface ScenarioProcess {
  readonly name: string;
  readonly initial: LocalState;
  /** Its own clock; absent where it shows the time. */
  readonly clock?: OwnClock;
  /** Where the source declares it; absent for one made by a program. */
  readonly position?: SourcePosition;
}

export interface ScenarioChannel {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly position?: SourcePosition;
  /** Absent where the network treats all channels alike. */
  readonly transport?: Transport;
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

/** Each channel delivers by its own transport. */
export interface ChannelDelivery {
  readonly kind: "channels";
  /** Seed of every draw: of latencies and of all that the network does to messages. A decimal text. */
  readonly seed: string;
}

export type Delivery = CourseDelivery | ChannelDelivery;

export interface Scenario {
  readonly name: string;
  /** The first and the last line of its block; absent where it is the whole file. */
  readonly lines?: { readonly first: number; readonly last: number };
  readonly timeUnit: TimeUnit;
  readonly files: readonly string[];
  readonly processes: readonly ScenarioProcess[];
  /** In the order of their declaration; at most one for each ordered pair. */
  readonly channels: readonly ScenarioChannel[];
  readonly payloads: readonly Payload[];
  readonly actions: ActionColumns;
  /**
   * What an authored scenario says instead of actions: steps in the order of each process. Its run goes on until all
   * is done and everything has arrived.
   */
  readonly steps?: readonly Step[];
  /** The time that the script reaches, at least that of its last action. */
  readonly endTime: number;
  /** When the run ends though not all is done; absent where it may go on. */
  readonly stopTime?: number;
  /** The algorithms of the snapshots that ask for one, by its id; the others take the one that the host chooses. */
  readonly algorithms?: readonly { readonly snapshot: number; readonly algorithm: string }[];
  /** Names of snapshots, by their ids; one without a name goes by its id. */
  readonly snapshotNames?: readonly { readonly snapshot: number; readonly name: string }[];
  readonly cuts?: readonly PlannedCut[];
  readonly puzzles?: readonly Puzzle[];
  readonly expectations?: readonly Expectation[];
  readonly delivery: Delivery;
  /** When and where the network is cut; absent for never. Only where each channel delivers by its own transport. */
  readonly partitions?: readonly Partition[];
}

/** The channel between two processes of a scenario, or NONE. A linear search: keep a map where it is asked often. */
export function findChannel(scenario: Scenario, from: ProcessId, to: ProcessId): ChannelId {
  return scenario.channels.findIndex((channel) => channel.from === from && channel.to === to) as ChannelId;
}
