// Logical clocks, computed when they are shown and never stored: Lamport's clock of every event,
// the vector clock of one event, and a linear order of the events that respects happened-before.

import { causalPast } from "./cut.ts";
import { type EventId, NONE } from "./ids.ts";
import { forEachReceived, forEachSent, type Trace } from "./trace.ts";

/**
 * Whether `a` happened before `b` (Lamport 1978): a path leads from a to b. An event did not happen before itself.
 */
export function happenedBefore(trace: Trace, a: EventId, b: EventId): boolean {
  if (a === b) return false;
  const p = trace.events.process[a];
  if (p === trace.events.process[b]) return a < b;
  return causalPast(trace, b)[p] > a - trace.firstEvent[p];
}

/** The vector clock of an event: for each process, how many of its events are in the event's causal past, itself included. */
export function vectorClock(trace: Trace, event: EventId): Uint32Array {
  return causalPast(trace, event);
}

/** Whether the events' order is free of cycles, and if so the order. */
export interface LinearOrder {
  /** Every event once; what happened before comes first. Shorter than the trace where there is a cycle. */
  readonly order: Uint32Array;
  /** Events in or behind a cycle of messages: a trace in which effects precede causes. */
  readonly cyclic: number;
}

/**
 * A linear extension of happened-before: at each step the earliest event (by time, then by process) of those whose
 * predecessors are all placed. Takes O(n log p).
 */
export function linearOrder(trace: Trace): LinearOrder {
  const { time } = trace.events;
  const n = time.length;
  const waiting = new Int32Array(n);
  for (let m = 0; m < trace.messages.send.length; m++) {
    const receive = trace.messages.receive[m];
    if (receive !== NONE && trace.messages.send[m] !== NONE) waiting[receive]++;
  }
  const before = (a: number, b: number): boolean => {
    const difference = time[a] - time[b];
    return difference < 0 || (!(difference > 0) && a < b);
  };
  const heap = new EventHeap(trace.processes.length, before);
  const head = trace.firstEvent.slice(0, trace.processes.length);
  const offerHead = (p: number): void => {
    if (head[p] < trace.firstEvent[p + 1] && waiting[head[p]] === 0) heap.push(head[p]);
  };
  for (let p = 0; p < trace.processes.length; p++) offerHead(p);
  const order = new Uint32Array(n);
  let placed = 0;
  const release = (message: number): void => {
    const receive = trace.messages.receive[message];
    if (receive === NONE || --waiting[receive] > 0) return;
    if (head[trace.events.process[receive]] === receive) heap.push(receive);
  };
  while (heap.size > 0) {
    const event = heap.pop();
    order[placed++] = event;
    const p = trace.events.process[event];
    head[p]++;
    offerHead(p);
    forEachSent(trace, event, release);
  }
  return { order: order.subarray(0, placed), cyclic: n - placed };
}

/** Lamport's clock of every event: 1 + the largest clock among its direct predecessors. Events of a cycle keep 0. */
export function lamportClocks(trace: Trace, order: Uint32Array = linearOrder(trace).order): Uint32Array {
  const clock = new Uint32Array(trace.events.time.length);
  for (const event of order) {
    let latest = event > trace.firstEvent[trace.events.process[event]] ? clock[event - 1] : 0;
    forEachReceived(trace, event, (message) => {
      const send = trace.messages.send[message];
      if (send !== NONE && clock[send] > latest) latest = clock[send];
    });
    clock[event] = latest + 1;
  }
  return clock;
}

/** A binary heap that holds at most one event a process. */
class EventHeap {
  size = 0;
  readonly #events: Int32Array;
  readonly #before: (a: number, b: number) => boolean;

  constructor(capacity: number, before: (a: number, b: number) => boolean) {
    this.#events = new Int32Array(capacity + 1);
    this.#before = before;
  }

  push(event: number): void {
    const events = this.#events;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(event, events[parent])) break;
      events[at] = events[parent];
      at = parent;
    }
    events[at] = event;
  }

  pop(): number {
    const events = this.#events;
    const top = events[0];
    const last = events[--this.size];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.#before(events[child + 1], events[child])) child++;
      if (!this.#before(events[child], last)) break;
      events[at] = events[child];
      at = child;
    }
    events[at] = last;
    return top;
  }
}
