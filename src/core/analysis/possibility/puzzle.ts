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
  /** How many messages are in the channels when the run begins; absent for none. */
  readonly underWay?: number;
}

/** A state as an author wrote it, with what it does not name as empty. Channels that the system lacks are left out. */
export function questionOf(
  { processes, channels, steps = [] }: PuzzleSystem & Pick<Scenario, "steps">,
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
  const underWay = steps.filter((step) => step.kind === "send" && step.underWay === true).length;
  const question = { system: { processes, channels }, claim: { processes: states, channels: contents } };
  return underWay === 0 ? question : { ...question, underWay };
}

/** So many tokens of one kind at some processes; a process that is not there has none. */
export type Holdings = ReadonlyMap<number, number>;

/** How many tokens of one kind each process has at the beginning, and must have had for the claim. */
export interface KindBalance {
  readonly token: string;
  readonly supply: Holdings;
  /** What a process holds in the claim and what it put into its outgoing channels. */
  readonly demand: Holdings;
  /** Sums over all processes. */
  readonly existing: number;
  readonly claimed: number;
}

/** One for each kind of token that the system or the claim knows, sorted by name. */
export function balancesOf({ system, claim }: PuzzleQuestion): KindBalance[] {
  const supplies = new Map<string, Map<number, number>>();
  const demands = new Map<string, Map<number, number>>();
  const add = (into: Map<string, Map<number, number>>, process: number, { tokens }: LocalState): void => {
    for (const { token, count } of tokens) {
      const row = into.get(token);
      if (row === undefined) into.set(token, new Map([[process, count]]));
      else row.set(process, (row.get(process) ?? 0) + count);
    }
  };
  system.processes.forEach(({ initial }, p) => {
    add(supplies, p, initial);
    add(demands, p, claim.processes[p]);
  });
  system.channels.forEach(({ from }, c) => {
    for (const message of claim.channels[c]) add(demands, from, message);
  });
  const sum = (row: Holdings): number => [...row.values()].reduce((total, each) => total + each, 0);
  const nothing: Holdings = new Map();
  const kinds = [...new Set([...supplies.keys(), ...demands.keys()])].sort();
  return kinds.map((token) => {
    const supply = supplies.get(token) ?? nothing;
    const demand = demands.get(token) ?? nothing;
    return { token, supply, demand, existing: sum(supply), claimed: sum(demand) };
  });
}

/** The channels that the claim leaves empty. */
export function emptyChannels({ system, claim }: PuzzleQuestion): ChannelId[] {
  return system.channels.flatMap((_, c) => (claim.channels[c].length === 0 ? [c as ChannelId] : []));
}

/** How many messages the claim has in its channels. */
export function claimedMessages({ claim }: PuzzleQuestion): number {
  return claim.channels.reduce((sum, messages) => sum + messages.length, 0);
}
