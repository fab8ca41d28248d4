// The steps of an authored scenario: what a person wrote down, in the order of each process, with times where they are
// given. Few enough to be objects; the scripts of recorded size are columns (scenario.ts).

import type { ChannelId, ProcessId } from "../trace/ids.ts";

/** What happens to a message on its way, where the author says so. */
export type Fate = "lost" | "twice";

interface StepBase {
  /**
   * Steps of one lane are done in their order: a step without a time comes one unit after the one before it, the first
   * at 1. A process's own steps have its id as their lane; what runs beside them has a lane of its own.
   */
  readonly lane: number;
  /** When it happens; absent where the order alone tells. Does not decrease along a lane. */
  readonly at?: number;
  /** Index into the scenario's files. */
  readonly file: number;
  /** Line, from 1; 0 where it has none. */
  readonly line: number;
  /** Where in that line it stands, from 1; absent where nobody knows. */
  readonly column?: number;
  readonly endColumn?: number;
}

/** The process sends a message with a payload on a channel. */
export interface SendStep extends StepBase {
  readonly kind: "send";
  readonly process: ProcessId;
  readonly channel: ChannelId;
  /** Index into the scenario's payloads. */
  readonly payload: number;
  /** When it is received; absent where the channel tells. */
  readonly receiveAt?: number;
  readonly fate?: Fate;
}

/** The process waits until it has received a message; it takes no time of its own. */
export interface ReceiveStep extends StepBase {
  readonly kind: "receive";
  readonly process: ProcessId;
  /** The step that sends it: an index into the scenario's steps. */
  readonly send: number;
}

/** What a local step does to its process's state. */
export type StateChange =
  /** So many tokens more, or fewer. */
  | { readonly kind: "token"; readonly token: string; readonly count: number }
  | { readonly kind: "set"; readonly field: string; readonly value: number | string }
  /** Adds to a number; a field that is none yet counts as 0. */
  | { readonly kind: "add"; readonly field: string; readonly amount: number };

export interface LocalStep extends StepBase {
  readonly kind: "local";
  readonly process: ProcessId;
  readonly label: string;
  readonly changes: readonly StateChange[];
}

/** The process starts a snapshot. Several of one id are several initiators of one snapshot. */
export interface SnapshotStep extends StepBase {
  readonly kind: "snapshot";
  readonly process: ProcessId;
  readonly id: number;
}

/**
 * Sends at random, one a unit of time: each time one of the tokens that anybody holds and can send goes over one of
 * its holder's channels. Where nobody can send, that unit passes.
 */
export interface WorkloadStep extends StepBase {
  readonly kind: "workload";
  readonly sends: number;
  /** A decimal text, as every seed. */
  readonly seed: string;
}

export type Step = SendStep | ReceiveStep | LocalStep | SnapshotStep | WorkloadStep;
