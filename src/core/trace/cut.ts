// Cuts: a cut says of each process how many of its events are inside (the frontier). Here is what a cut does
// to the messages: inside, in transit (sent inside, received outside), orphans (received inside, sent outside).
// A cut is consistent exactly when it has no orphan (Chandy and Lamport 1985, §2; Mattern 1989).

import { asMessage, type EventId, type MessageId, NONE, type ProcessId } from "./ids.ts";
import {
  eventCountOf,
  forEachReceived,
  forEachSent,
  localIndex,
  MessageFlag,
  OUTSIDE_CUTS,
  type Trace,
} from "./trace.ts";

/** One frontier a process: the first `cut[p]` events of process p are inside. */
export type Cut = Uint32Array;

/** What a cut does to the messages of a trace; ids ascend. */
export interface CutMessages {
  /** Received inside, sent outside. One is enough to make the cut inconsistent. */
  readonly orphans: readonly MessageId[];
  /** Sent inside, not received inside, not lost: together they are the state of the channels. */
  readonly inTransit: readonly MessageId[];
  /** Received inside, but the trace does not say where they were sent: nobody can tell whether they are orphans. */
  readonly unknown: readonly MessageId[];
}

/** The cut before every event. */
export function emptyCut(trace: Trace): Cut {
  return new Uint32Array(trace.processes.length);
}

/** The cut after every event. */
export function fullCut(trace: Trace): Cut {
  return Uint32Array.from(trace.processes, (_, p) => eventCountOf(trace, p));
}

/** The cut through a moment: all events up to and including `time`, as perfectly synchronised clocks would draw it. */
export function cutAtTime(trace: Trace, time: number): Cut {
  const { time: times } = trace.events;
  return Uint32Array.from(trace.processes, (_, p) => {
    let low = trace.firstEvent[p];
    let high = trace.firstEvent[p + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low - trace.firstEvent[p];
  });
}

/** The first frontier of a process that is not a number of its events, or NONE where the cut fits the trace. */
export function misfit(trace: Trace, cut: Cut): ProcessId {
  if (cut.length !== trace.processes.length) return Math.min(cut.length, trace.processes.length) as ProcessId;
  return cut.findIndex((frontier, p) => frontier > eventCountOf(trace, p)) as ProcessId;
}

/** Whether an event is inside a cut. */
export function isInside(trace: Trace, cut: Cut, event: number): boolean {
  return localIndex(trace, event) < cut[trace.events.process[event]];
}

/** The id after the last event inside the cut, for each process: an event of p is inside if its id is lower. */
function limits(trace: Trace, cut: Cut): Uint32Array {
  return cut.map((frontier, p) => trace.firstEvent[p] + frontier);
}

/**
 * Sorts the messages by what the cut does to them, in one pass over the message columns. Where a message's channel is
 * known, its ends' processes are the channel's: so the pass reads no events, which lie all over memory.
 */
export function classifyMessages(trace: Trace, cut: Cut): CutMessages {
  const { send, receive, channel, flags } = trace.messages;
  const { process } = trace.events;
  const limit = limits(trace, cut);
  const sendLimit = trace.channels.from.map((p) => limit[p]);
  const receiveLimit = trace.channels.to.map((p) => limit[p]);
  const orphans: MessageId[] = [];
  const inTransit: MessageId[] = [];
  const unknown: MessageId[] = [];
  for (let m = 0; m < send.length; m++) {
    const c = channel[m];
    // An end that there is not, NONE, is above every limit. Both ends are looked at without a branch: where they lie is
    // anybody's guess, but mostly they lie on one side, and nothing more is to be done.
    const s = send[m] >>> 0;
    const r = receive[m] >>> 0;
    const sent = s < (c === NONE ? (limit[process[s]] ?? 0) : sendLimit[c]);
    const received = r < (c === NONE ? (limit[process[r]] ?? 0) : receiveLimit[c]);
    const isSent = sent || (flags[m] & MessageFlag.underWay) !== 0;
    if (isSent === received || (flags[m] & OUTSIDE_CUTS) !== 0) continue;
    if (received) (send[m] === NONE ? unknown : orphans).push(asMessage(m));
    else if ((flags[m] & MessageFlag.lost) === 0) inTransit.push(asMessage(m));
  }
  return { orphans, inTransit, unknown };
}

/** Whether every event of `inner` is in `outer`. */
export function isWithin(inner: Cut, outer: Cut): boolean {
  return inner.every((frontier, p) => frontier <= outer[p]);
}

export function sameCut(a: Cut, b: Cut): boolean {
  return a.length === b.length && a.every((frontier, p) => frontier === b[p]);
}

/**
 * The largest consistent cut inside `cut`: every receive whose send is outside goes, with all that comes after it,
 * until none is left. Visits each removed event once.
 */
export function largestConsistentBelow(trace: Trace, cut: Cut): Cut {
  const { process } = trace.events;
  const inside = cut.slice();
  const pending: number[] = [];
  const retract = (event: number): void => {
    const p = process[event];
    const frontier = event - trace.firstEvent[p];
    for (let removed = frontier; removed < inside[p]; removed++) pending.push(trace.firstEvent[p] + removed);
    if (frontier < inside[p]) inside[p] = frontier;
  };
  for (const orphan of classifyMessages(trace, cut).orphans) retract(trace.messages.receive[orphan]);
  for (let event = pending.pop(); event !== undefined; event = pending.pop()) {
    forEachSent(trace, event, (message) => {
      const receive = orderedReceive(trace, message);
      if (receive !== NONE && isInside(trace, inside, receive)) retract(receive);
    });
  }
  return inside;
}

/**
 * The smallest consistent cut that holds `cut`: every send whose receive is inside comes in, with all that comes
 * before it, until none is missing. Visits each added event once.
 */
export function smallestConsistentAbove(trace: Trace, cut: Cut): Cut {
  const sends = classifyMessages(trace, cut).orphans.map((orphan) => trace.messages.send[orphan]);
  return closedUnderPast(trace, cut, sends);
}

/** The causal past of an event, itself included: the smallest consistent cut that holds it. */
export function causalPast(trace: Trace, event: EventId): Cut {
  return closedUnderPast(trace, emptyCut(trace), [event]);
}

/** `cut` with `events` and everything that happened before them. What is in `cut` is taken to be closed already, up to `events`. */
function closedUnderPast(trace: Trace, cut: Cut, events: readonly number[]): Cut {
  const inside = cut.slice();
  const pending: number[] = [];
  const extend = (event: number): void => {
    const p = trace.events.process[event];
    const frontier = event - trace.firstEvent[p] + 1;
    for (let added = inside[p]; added < frontier; added++) pending.push(trace.firstEvent[p] + added);
    if (frontier > inside[p]) inside[p] = frontier;
  };
  events.forEach(extend);
  for (let event = pending.pop(); event !== undefined; event = pending.pop()) {
    forEachReceived(trace, event, (message) => {
      const send = orderedSend(trace, message);
      if (send !== NONE) extend(send);
    });
  }
  return inside;
}

/**
 * The causal future of an event, itself included, as a frontier from which on events belong to it:
 * event i of process p happened after (or is) `event` exactly when i ≥ future[p].
 */
export function causalFuture(trace: Trace, event: EventId): Cut {
  const future = fullCut(trace);
  const pending: number[] = [];
  const extend = (reached: number): void => {
    const p = trace.events.process[reached];
    const frontier = reached - trace.firstEvent[p];
    for (let added = frontier; added < future[p]; added++) pending.push(trace.firstEvent[p] + added);
    if (frontier < future[p]) future[p] = frontier;
  };
  extend(event);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    forEachSent(trace, next, (message) => {
      const receive = orderedReceive(trace, message);
      if (receive !== NONE) extend(receive);
    });
  }
  return future;
}

/** The event that sends a message, NONE where it is unknown or the message orders nothing. */
function orderedSend(trace: Trace, message: MessageId): number {
  return (trace.messages.flags[message] & OUTSIDE_CUTS) === 0 ? trace.messages.send[message] : NONE;
}

/** The event that receives a message, NONE where there is none or the message orders nothing. */
function orderedReceive(trace: Trace, message: MessageId): number {
  return (trace.messages.flags[message] & OUTSIDE_CUTS) === 0 ? trace.messages.receive[message] : NONE;
}
