// The events of a trace that a question is about, with their vector clocks: all of them, or those of the computation alone,
// without what snapshots added to it (markers and recordings). Counting and drawing consistent cuts stands on this.

import { linearOrder } from "./clocks.ts";
import type { Cut } from "./cut.ts";
import { NONE } from "./ids.ts";
import { eventCountOf, forEachReceived, forEachSent, MessageFlag, MessageKind, type Trace } from "./trace.ts";

export interface Computation {
  readonly trace: Trace;
  /** For each process its events, as ids of the trace, in their order. */
  readonly events: readonly Uint32Array[];
  /**
   * For each process, the clocks of its events one after the other, as many numbers each as there are processes: how many
   * events of each are in the event's causal past, itself included.
   */
  readonly clocks: readonly Uint32Array[];
  /** The events, as ids of the trace, in an order in which they may have happened: that of their times where there are any. */
  readonly order: Uint32Array;
}

/** Numbers that the clocks may take; more than that and they are not computed. */
const MOST_NUMBERS = 50_000_000;

/** Undefined where effects precede causes, or there are too many events for clocks. */
export function computationOf(trace: Trace, withMarkers: boolean): Computation | undefined {
  const { order, cyclic } = linearOrder(trace);
  const processes = trace.processes.length;
  if (cyclic > 0 || order.length * processes > MOST_NUMBERS) return undefined;
  const left = withMarkers ? undefined : addedBySnapshots(trace);
  const kept = order.filter((event) => left?.[event] !== 1);
  // Every event has a clock while they are walked, since a path may lead over one that is left out of the result.
  const clocks = new Uint32Array(order.length * processes);
  const counted = new Uint32Array(processes);
  const { process } = trace.events;
  for (const event of order) {
    const p = process[event];
    const at = event * processes;
    if (event > trace.firstEvent[p]) clocks.copyWithin(at, at - processes, at);
    forEachReceived(trace, event, (message) => {
      const { send, flags, kind } = trace.messages;
      if (send[message] === NONE || (flags[message] & MessageFlag.replayed) !== 0) return;
      if (!withMarkers && kind[message] === MessageKind.marker) return;
      const from = send[message] * processes;
      for (let q = 0; q < processes; q++) clocks[at + q] = Math.max(clocks[at + q], clocks[from + q]);
    });
    if (left?.[event] !== 1) counted[p]++;
    clocks[at + p] = counted[p];
  }
  const events = trace.processes.map((_, p) => kept.filter((event) => process[event] === p));
  return {
    trace,
    events: events.map((list) => list.slice().sort()),
    clocks: events.map((list) => {
      const own = new Uint32Array(list.length * processes);
      list
        .slice()
        .sort()
        .forEach((event, i) => {
          own.set(clocks.subarray(event * processes, (event + 1) * processes), i * processes);
        });
      return own;
    }),
    order: kept,
  };
}

/** A cut of the trace as a cut of the computation: how many of its events are inside. */
export function cutWithin({ events }: Computation, trace: Trace, cut: Cut): Cut {
  return cut.map((frontier, p) => {
    const limit = trace.firstEvent[p] + Math.min(frontier, eventCountOf(trace, p));
    const after = events[p].findIndex((event) => event >= limit);
    return after < 0 ? events[p].length : after;
  });
}

/** 1 for each event that is there because of a snapshot: recordings, and what sends or receives markers only. */
function addedBySnapshots(trace: Trace): Uint8Array {
  const added = new Uint8Array(trace.events.process.length);
  for (const { recordEvents, algorithm } of trace.snapshots) {
    if (algorithm === "recorded") continue;
    for (const event of recordEvents) if (event !== NONE) added[event] = 1;
  }
  for (let event = 0; event < added.length; event++) {
    let markers = 0;
    let others = 0;
    const look = (message: number): void => {
      if (trace.messages.kind[message] === MessageKind.marker) markers++;
      else others++;
    };
    forEachReceived(trace, event, look);
    forEachSent(trace, event, look);
    if (markers > 0 && others === 0) added[event] = 1;
    else if (others > 0) added[event] = 0;
  }
  return added;
}
