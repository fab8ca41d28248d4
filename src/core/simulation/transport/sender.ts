// The sending end of a reliable channel, as pure functions: a state and what happens give the next state and which
// messages to transmit. A sliding window with cumulative acknowledgements and one timer for the oldest packet, as in TCP
// (RFC 9293; the timer and its doubling: RFC 6298 §5; what follows a time-out: RFC 6582 §3.2).

import type { Reliability } from "../../scenario/transport.ts";
import { NONE } from "../../trace/ids.ts";

/** A try takes at most 2^4 times the first time-out. */
const MOST_DOUBLINGS = 4;
/** After so many tries in a row the sender gives the connection up. */
const MOST_TRIES = 10_000;

/** Messages of one connection are named by their places in the order of sending, from 0. */
export interface SenderState {
  /** All before it are acknowledged. */
  readonly base: number;
  /** All before it have been transmitted. */
  readonly next: number;
  /** All before it have been given by the application. */
  readonly queued: number;
  /** How often the oldest has been sent again since the last acknowledgement. */
  readonly tries: number;
  /** When the oldest is sent again; Infinity where nothing is waited for. */
  readonly deadline: number;
  /** What was under way at the last time-out ends before it: presumed lost, and sent again as soon as it is the oldest. */
  readonly recover: number;
}

/** What a sender does next. */
export interface Sending {
  readonly state: SenderState;
  /** What to transmit, by its place. */
  readonly transmit: readonly { readonly place: number; readonly again: boolean }[];
}

export const NEW_SENDER: SenderState = {
  base: 0,
  next: 0,
  queued: 0,
  tries: 0,
  deadline: Number.POSITIVE_INFINITY,
  recover: 0,
};

/** The application sends one message more. */
export function sent(state: SenderState, now: number, options: Reliability): Sending {
  return filled({ ...state, queued: state.queued + 1 }, now, options);
}

/**
 * An acknowledgement arrives. `next`: the receiver has all before it; NONE where packets have no numbers, and then it is
 * taken for the oldest.
 */
export function acknowledged(state: SenderState, next: number, now: number, options: Reliability): Sending {
  const base = next === NONE ? state.base + 1 : next;
  if (base <= state.base || base > state.next) return { state, transmit: [] };
  const deadline = base < state.next ? now + options.timeout : Number.POSITIVE_INFINITY;
  const sending = filled({ ...state, base, tries: 0, deadline }, now, options);
  if (base >= state.recover) return sending;
  return { ...sending, transmit: [{ place: base, again: true }, ...sending.transmit] };
}

/** The deadline has come. `hopeless`: whatever is sent, nothing comes back any more. */
export function timedOut(state: SenderState, now: number, options: Reliability, hopeless: boolean): Sending {
  if (now < state.deadline) return { state, transmit: [] };
  const tries = state.tries + 1;
  if (hopeless || tries > MOST_TRIES)
    return { state: { ...state, deadline: Number.POSITIVE_INFINITY }, transmit: [] };
  const deadline = now + options.timeout * 2 ** Math.min(tries, MOST_DOUBLINGS);
  return {
    state: { ...state, tries, deadline, recover: state.next },
    transmit: [{ place: state.base, again: true }],
  };
}

/** Transmits what the window has room for. */
function filled(state: SenderState, now: number, options: Reliability): Sending {
  const transmit: { place: number; again: boolean }[] = [];
  let { next } = state;
  const end = options.retransmission ? Math.min(state.queued, state.base + options.window) : state.queued;
  for (; next < end; next++) transmit.push({ place: next, again: false });
  if (transmit.length === 0) return { state, transmit };
  if (!options.retransmission) return { state: { ...state, next, base: next }, transmit };
  const isIdle = state.deadline === Number.POSITIVE_INFINITY && state.tries === 0;
  return { state: { ...state, next, deadline: isIdle ? now + options.timeout : state.deadline }, transmit };
}
