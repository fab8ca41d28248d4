// What the engine asks of a script: when it acts next, and to do what is due. What a script can do in a run is the
// Actor's. One file a kind of script: timed columns, and the steps of an authored scenario.

import type { CrashStep, Fate, LocalStep, RestartStep, SendStep } from "../scenario/step.ts";
import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** Where in the sources an action stands: an index into the scenario's files and a line, and its columns where known. */
export interface Origin {
  readonly file: number;
  readonly line: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** A message that is to be sent. */
export interface SendOrder extends Origin {
  readonly process: ProcessId;
  readonly channel: ChannelId;
  readonly payload: number;
  readonly receiveAt?: number;
  readonly fate?: Fate;
}

/** What the engine does for a script, at the current time. */
export interface Actor {
  /** Gives the message; NONE where its sender lacks what it is to carry, which is reported. */
  send(order: SendOrder): MessageId;
  local(step: LocalStep): void;
  crash(step: CrashStep): void;
  restart(step: RestartStep): void;
  snapshot(id: number, process: ProcessId, origin: Origin): void;
  sendAnything(random: SeededRandom, origin: Origin): void;
  /** Says that something does not happen as it is written. */
  report(
    origin: Origin,
    code: string,
    message: string,
    args: Readonly<Record<string, string | number>>,
  ): void;
}

export interface Script {
  /** Share that is done, 0 to 1. */
  readonly progress: number;
  /** Whether the run goes on until everything has arrived, past the scenario's `endTime`. */
  readonly drains: boolean;
  /** The ids of the snapshots that it asks for, ascending. */
  readonly snapshotIds: readonly number[];
  /** Which step or action `act` did last, as an index into the scenario's; NONE before the first. */
  readonly lastStep: number;
  /** The run begins: `underWay` puts a message into its channel that is there from the start. */
  begin(underWay: (step: SendStep) => MessageId): void;
  /** When it acts next; Infinity where it is done, or waits for messages. */
  nextMoment(): number;
  /** Does the next action that is due. Gives false where there is none. */
  act(now: number, actor: Actor): boolean;
  /** A message has been received. */
  received(message: MessageId, now: number): void;
  /** The run is over: reports what never came about. */
  finish(actor: Actor): void;
  save(): unknown;
  restore(state: unknown): void;
}

/** Different ids in ascending order. */
export function ascending(ids: Iterable<number>): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}
