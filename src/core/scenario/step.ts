// The steps of an authored scenario: what a person wrote down, in the order of each process, with times where they are
// given. Few enough to be objects; the scripts of recorded size are columns (scenario.ts).

import type { ChannelId, ProcessId } from "../trace/ids.ts";

/** What the network does to a message or a packet on its way; what is absent it does not. */
export interface Fate {
  readonly lost?: boolean;
  /** It arrives twice. */
  readonly twice?: boolean;
  /** It arrives spoilt: what it carries cannot be read. */
  readonly spoilt?: boolean;
  /** It takes so much longer. */
  readonly delay?: number;
  /** It is held up for twice its latency. */
  readonly held?: boolean;
  /** It waits for nothing that is under way on its channel, FIFO or not. */
  readonly overtakes?: boolean;
  /** It is one of several that are sent at once: on these channels the others are sent after it. */
  readonly further?: readonly ChannelId[];
}

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
  /**
   * Absent where the channel's chances tell. On a channel with a protocol on top this and `receiveAt` are about the first
   * packet that carries the message.
   */
  readonly fate?: Fate;
  /**
   * It is in its channel when the run begins, as at a restart from a snapshot: nobody sends it, and its sender has parted
   * with what it carries. What is so under way on a channel stands in the order of its sending.
   */
  readonly underWay?: true;
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

/**
 * The process stops. Until it restarts it does nothing, what arrives is lost, and so is what is under way on channels with
 * a protocol on top, whose connections break.
 */
export interface CrashStep extends StepBase {
  readonly kind: "crash";
  readonly process: ProcessId;
  /** How the process will restart: not at all, with its initial state, or with the state that it crashed with. */
  readonly restart: "never" | "initial" | "kept";
}

/** A process that crashed goes on, with the state that its crash says. */
export interface RestartStep extends StepBase {
  readonly kind: "restart";
  readonly process: ProcessId;
}

export type Step = SendStep | ReceiveStep | LocalStep | SnapshotStep | WorkloadStep | CrashStep | RestartStep;
