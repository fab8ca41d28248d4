// The question "is this snapshot possible?": a system with its initial state, and a global state that somebody claims a
// snapshot of it recorded. Asked of free token passing: any process may send any tokens that it holds on any outgoing
// channel at any time, in messages on which it writes what it likes. docs/possible.md says what follows from that.

import type { ExpectedState } from "../../scenario/expectation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { ChannelId } from "../../trace/ids.ts";
import { EMPTY_STATE, type LocalState } from "../../trace/localState.ts";
import type { Payload } from "../../trace/trace.ts";

/** What of a scenario a puzzle is about: who is there, with which tokens, and which channels there are. */
export type PuzzleSystem = Pick<Scenario, "processes" | "channels">;

/** A claimed global state over such a system. */
export interface ClaimedState {
  /** One a process. Of its fields, only those named here are claimed. */
  readonly processes: readonly LocalState[];
  /** One a channel: its messages, in the order of receipt. */
  readonly channels: readonly (readonly Payload[])[];
}

export interface PuzzleQuestion {
  readonly system: PuzzleSystem;
  readonly claim: ClaimedState;
  /** One a channel: the messages that are in it when the run begins, in the order of receipt. Absent where there are none. */
  readonly underWay?: readonly (readonly Payload[])[];
}

/** A state as an author wrote it, with what it does not name as empty. Channels that the system lacks are left out. */
export function questionOf(
  {
    processes,
    channels,
    steps = [],
    payloads = [],
  }: PuzzleSystem & Partial<Pick<Scenario, "steps" | "payloads">>,
  state: ExpectedState,
): PuzzleQuestion {
  const states: LocalState[] = processes.map(() => EMPTY_STATE);
  for (const { process, state: held } of state.processes) states[process] = held;
  const channelOf = new Map(channels.map(({ from, to }, c) => [from * processes.length + to, c]));
  const contents: (readonly Payload[])[] = channels.map(() => []);
  for (const { from, to, messages } of state.channels) {
    const channel = channelOf.get(from * processes.length + to);
    if (channel !== undefined) contents[channel] = messages;
  }
  const question = { system: { processes, channels }, claim: { processes: states, channels: contents } };
  const underWay: Payload[][] = channels.map(() => []);
  for (const step of steps) {
    if (step.kind === "send" && step.underWay) underWay[step.channel].push(payloads[step.payload]);
  }
  return underWay.every((messages) => messages.length === 0) ? question : { ...question, underWay };
}

/** The channels that the claim leaves empty. */
export function emptyChannels({ system, claim }: PuzzleQuestion): ChannelId[] {
  return system.channels.flatMap((_, c) => (claim.channels[c].length === 0 ? [c as ChannelId] : []));
}
