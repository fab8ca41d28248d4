// The global state at a cut: the state of every process and of every channel. A channel's state is
// the messages in transit on it, in the order of their sending.

import { stateAt } from "./checkpoints.ts";
import { type Cut, classifyMessages } from "./cut.ts";
import { type MessageId, NONE } from "./ids.ts";
import { countTokens, EMPTY_STATE, type LocalState, type TokenCount, tokenList } from "./localState.ts";
import { MessageKind, type Snapshot, type Trace } from "./trace.ts";

/** What a channel holds. Only channels that hold something are listed. */
export interface ChannelState {
  readonly from: number;
  readonly to: number;
  /** Application messages in order. */
  readonly messages: readonly MessageId[];
}

export interface GlobalState {
  /** One a process, in the trace's order. */
  readonly processes: readonly LocalState[];
  /** Sorted by source, then destination. */
  readonly channels: readonly ChannelState[];
}

/** What an application message carries; nothing for a marker or where the source does not tell. */
export function contentOf(trace: Trace, message: number): LocalState {
  const { kind, payload } = trace.messages;
  if (kind[message] !== MessageKind.application || payload[message] === NONE) return EMPTY_STATE;
  return trace.payloads[payload[message]];
}

/**
 * The state that the system was in, or may have been in, at a consistent cut. Of an inconsistent cut it is no state of any
 * run. `messages`: what is in transit at the cut, where the caller knows it already.
 */
export function globalStateAt(
  trace: Trace,
  cut: Cut,
  messages: readonly MessageId[] = classifyMessages(trace, cut).inTransit,
): GlobalState {
  const inTransit = messages.slice();
  inTransit.sort((a, b) => trace.messages.send[a] - trace.messages.send[b] || a - b);
  return {
    processes: trace.processes.map((_, p) => stateAt(trace, p, cut[p])),
    channels: channelStates(trace, inTransit),
  };
}

/** The global state that a snapshot recorded: each process where it recorded itself, and the channels as recorded. */
export function recordedState(trace: Trace, snapshot: Snapshot): GlobalState {
  return {
    processes: trace.processes.map((_, p) => stateAt(trace, p, snapshot.frontier[p])),
    channels: channelStates(trace, Array.from(snapshot.channelMessages) as MessageId[]),
  };
}

/** All tokens of a global state, in processes and channels. */
export function tokensOf(trace: Trace, state: GlobalState): TokenCount[] {
  const counts = new Map<string, number>();
  for (const process of state.processes) countTokens(counts, process);
  for (const channel of state.channels) {
    for (const message of channel.messages) countTokens(counts, contentOf(trace, message));
  }
  return tokenList(counts);
}

/** Groups messages by channel, each in the given order; markers are left out, for they are no part of the computation. */
function channelStates(trace: Trace, messages: readonly MessageId[]): ChannelState[] {
  const byChannel = new Map<number, MessageId[]>();
  for (const message of messages) {
    const channel = trace.messages.channel[message];
    if (trace.messages.kind[message] !== MessageKind.application || channel === NONE) continue;
    const list = byChannel.get(channel);
    if (list === undefined) byChannel.set(channel, [message]);
    else list.push(message);
  }
  return [...byChannel]
    .sort(([a], [b]) => a - b)
    .map(([channel, list]) => ({
      from: trace.channels.from[channel],
      to: trace.channels.to[channel],
      messages: list,
    }));
}
