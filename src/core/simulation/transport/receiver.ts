// The receiving end of a reliable channel, as a pure function: a state and a packet give the next state, what is handed
// to the application, and what is acknowledged. Each mechanism that is switched off is left out right here.

import type { Reliability } from "../../scenario/transport.ts";
import { type MessageId, NONE } from "../../trace/ids.ts";

/** A packet with a message in it, as it arrives. */
export interface DataPacket {
  /** Its place in the order of sending; NONE where packets have no numbers. */
  readonly number: number;
  readonly message: MessageId;
  /** What it carries was spoilt on the way. */
  readonly spoilt: boolean;
}

export interface ReceiverState {
  /** All packets before it have come. */
  readonly expected: number;
  /** Those that came before what they follow, by their numbers; handed over already where nothing is put in order. */
  readonly early: readonly DataPacket[];
}

/** What a receiver does with a packet. */
export interface Receiving {
  readonly state: ReceiverState;
  /** Handed to the application, in this order. */
  readonly deliver: readonly DataPacket[];
  /** To acknowledge: all before it have come; NONE where there are no numbers, undefined where nothing is acknowledged. */
  readonly acknowledge: number | undefined;
  /** Whether the packet itself is thrown away. */
  readonly dropped: boolean;
}

export const NEW_RECEIVER: ReceiverState = { expected: 0, early: [] };

export function arrived(state: ReceiverState, packet: DataPacket, options: Reliability): Receiving {
  if (packet.spoilt && options.checksum) return { state, deliver: [], acknowledge: undefined, dropped: true };
  const acknowledge = (next: number): number | undefined => (options.retransmission ? next : undefined);
  if (packet.number === NONE)
    return { state, deliver: [packet], acknowledge: acknowledge(NONE), dropped: false };
  const { expected, early } = state;
  const isKnown = packet.number < expected || early.some(({ number }) => number === packet.number);
  if (isKnown && options.deduplication)
    return { state, deliver: [], acknowledge: acknowledge(expected), dropped: true };
  const isPast = packet.number < expected;
  const waiting = isPast ? early : inserted(early, packet);
  const after = advanced(expected, waiting);
  const inOrder = isPast ? [packet] : waiting.slice(0, waiting.length - after.early.length);
  return {
    state: after,
    deliver: options.ordering ? inOrder : [packet],
    acknowledge: acknowledge(after.expected),
    dropped: false,
  };
}

/** Behind those of its own number and smaller ones. */
function inserted(early: readonly DataPacket[], packet: DataPacket): readonly DataPacket[] {
  const at = early.findIndex(({ number }) => number > packet.number);
  return at < 0 ? [...early, packet] : [...early.slice(0, at), packet, ...early.slice(at)];
}

/** Passes over what now follows without a gap. */
function advanced(expected: number, early: readonly DataPacket[]): ReceiverState {
  let next = expected;
  let passed = 0;
  while (passed < early.length && early[passed].number <= next) {
    next = Math.max(next, early[passed].number + 1);
    passed++;
  }
  return { expected: next, early: early.slice(passed) };
}
