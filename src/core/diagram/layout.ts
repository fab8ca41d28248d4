// Where each event stands along the axis of the diagram, in the axis's own units and not in pixels. Two axes:
// the trace's time, or Lamport's logical time. On both an effect stands after its cause, so no arrow runs backwards.

import { checkpointLabels } from "../trace/checkpointLabel.ts";
import { lamportClocks, linearOrder } from "../trace/clocks.ts";
import { NONE } from "../trace/ids.ts";
import { forEachReceived, type Trace } from "../trace/trace.ts";

/**
 * `reordered`: the places in a run that was reordered around the snapshot with an index, after so many of its moves (−1:
 * after all of them).
 */
export type Axis = "time" | "logical" | ReorderedAxis;
export type ReorderedAxis = `reordered:${number}:${number}`;

/** The snapshot and the moves of a reordered axis; undefined for the others. */
export function reorderedOf(axis: Axis): { readonly snapshot: number; readonly moves: number } | undefined {
  const match = /^reordered:(\d+):(-?\d+)$/.exec(axis);
  return match === null ? undefined : { snapshot: Number(match[1]), moves: Number(match[2]) };
}

/** Places every event one unit after the other; between the first `before` of them and the others a unit is left free. */
export function sequenceLayout(trace: Trace, axis: Axis, sequence: Uint32Array, before: number): Layout {
  const position = new Float64Array(sequence.length);
  sequence.forEach((event, at) => {
    position[event] = at + (at < before ? 1 : 2);
  });
  const end = Math.max(2, sequence.length + 1);
  return { axis, position, start: 1, end, moved: 0, cyclic: 0, ...fixedPart(trace) };
}

export interface Layout {
  readonly axis: Axis;
  /** One an event: never falls along a process, rises along every message (but in a cycle of messages). */
  readonly position: Float64Array;
  /** The first and the last position that the diagram reaches; `end` is greater than `start`. */
  readonly start: number;
  readonly end: number;
  /** Events drawn later than their clocks say, because their cause's clock was ahead (clock skew). */
  readonly moved: number;
  /** Events in or behind a cycle of messages, of which no order is right. */
  readonly cyclic: number;
  /** Labels, as indices into the trace's strings, of events with which a process saves its state by itself. */
  readonly checkpointLabels: ReadonlySet<number>;
  /** The process of each lane, in their order, and the lane of each process; NONE for one that is hidden. */
  readonly lanes: Uint32Array;
  readonly laneOf: Int32Array;
}

/** A lane for each process but the hidden ones. */
export function lanesOf(trace: Trace, hidden: ReadonlySet<string>): Pick<Layout, "lanes" | "laneOf"> {
  const laneOf = new Int32Array(trace.processes.length).fill(NONE);
  const lanes: number[] = [];
  trace.processes.forEach(({ name }, process) => {
    if (!hidden.has(name)) laneOf[process] = lanes.push(process) - 1;
  });
  return { lanes: Uint32Array.from(lanes), laneOf };
}

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** What does not depend on the axis. */
function fixedPart(trace: Trace): Pick<Layout, "lanes" | "laneOf" | "checkpointLabels"> {
  return { ...lanesOf(trace, NOTHING_HIDDEN), checkpointLabels: checkpointLabels(trace.strings) };
}

/** How much of the way to the next moment the events of one moment may take up. */
const SPREAD = 0.84;
/** The largest step between two events of one moment, as a share of the usual distance between moments. */
const LARGEST_STEP = 0.24;

/** The axes that a trace has; the first is the natural one. Time needs a time for every event. */
export function axesOf(trace: Trace): readonly Axis[] {
  if (trace.timeUnit === "none" || trace.events.time.some(Number.isNaN)) return ["logical"];
  return ["time", "logical"];
}

/** Places every event along an axis; falls back to logical time where the trace has no times. */
export function layoutTrace(trace: Trace, axis: Axis): Layout {
  return axis === "time" && axesOf(trace).includes("time") ? timeLayout(trace) : logicalLayout(trace);
}

function logicalLayout(trace: Trace): Layout {
  const { order, cyclic } = linearOrder(trace);
  const position = Float64Array.from(lamportClocks(trace, order));
  if (cyclic > 0) placeAfterPredecessors(trace, position);
  let end = 1;
  for (const place of position) if (place > end) end = place;
  return {
    axis: "logical",
    position,
    start: 1,
    end: Math.max(2, end),
    moved: 0,
    cyclic,
    ...fixedPart(trace),
  };
}

/** Events of a cycle have clock 0: each is put one after its process's previous event. */
function placeAfterPredecessors(trace: Trace, position: Float64Array): void {
  for (let event = 0; event < position.length; event++) {
    if (position[event] !== 0) continue;
    const isFirst = event === trace.firstEvent[trace.events.process[event]];
    position[event] = isFirst ? 1 : position[event - 1] + 1;
  }
}

function timeLayout(trace: Trace): Layout {
  const time = trace.events.time;
  const position = time.slice();
  if (timesAreStrict(trace)) return timeResult(trace, position, 0, 0);
  const { order, cyclic } = linearOrder(trace);
  const depth = new Uint32Array(time.length);
  for (const event of order) settle(trace, position, depth, event, true);
  if (cyclic > 0) settleCycles(trace, position, depth, order);
  let moved = 0;
  for (let event = 0; event < time.length; event++) if (position[event] > time[event]) moved++;
  spread(position, depth, trace.timeUnit === "tick" ? 1 : Number.POSITIVE_INFINITY);
  return timeResult(trace, position, moved, cyclic);
}

function timeResult(trace: Trace, position: Float64Array, moved: number, cyclic: number): Layout {
  let start = Number.POSITIVE_INFINITY;
  let end = trace.endTime;
  for (const place of position) {
    if (place < start) start = place;
    if (place > end) end = place;
  }
  if (start > end) start = end;
  const last = end > start ? end : start + 1;
  return { axis: "time", position, start, end: last, moved, cyclic, ...fixedPart(trace) };
}

/** The common case, found in one pass: every effect's time is later than its cause's already. */
function timesAreStrict(trace: Trace): boolean {
  const { time, process } = trace.events;
  for (let event = 1; event < time.length; event++) {
    if (process[event] === process[event - 1] && time[event] <= time[event - 1]) return false;
  }
  const { send, receive } = trace.messages;
  for (let m = 0; m < send.length; m++) {
    if (send[m] !== NONE && receive[m] !== NONE && time[receive[m]] <= time[send[m]]) return false;
  }
  return true;
}

/**
 * A hybrid logical clock: an event's moment is its own time or its latest cause's, whichever is later; its depth
 * counts the causes of the same moment before it. Causes are settled before their effects.
 */
function settle(
  trace: Trace,
  moment: Float64Array,
  depth: Uint32Array,
  event: number,
  withSends: boolean,
): void {
  let latest = moment[event];
  let level = 0;
  const follow = (cause: number): void => {
    if (moment[cause] > latest) {
      latest = moment[cause];
      level = depth[cause] + 1;
    } else if (moment[cause] === latest && depth[cause] >= level) {
      level = depth[cause] + 1;
    }
  };
  if (event > trace.firstEvent[trace.events.process[event]]) follow(event - 1);
  if (withSends && trace.events.received[event] !== NONE) {
    forEachReceived(trace, event, (message) => {
      const send = trace.messages.send[message];
      if (send !== NONE) follow(send);
    });
  }
  moment[event] = latest;
  depth[event] = level;
}

/** What no order places keeps the order of its process; its messages may run backwards. */
function settleCycles(trace: Trace, moment: Float64Array, depth: Uint32Array, order: Uint32Array): void {
  const isPlaced = new Uint8Array(moment.length);
  for (const event of order) isPlaced[event] = 1;
  for (let event = 0; event < moment.length; event++) {
    if (isPlaced[event] === 0) settle(trace, moment, depth, event, false);
  }
}

/** Sets the events of one moment side by side by their depth, within the gap to the next moment. */
function spread(position: Float64Array, depth: Uint32Array, unit: number): void {
  const moments = distinctSorted(position);
  const deepest = new Uint32Array(moments.length);
  const momentOf = new Uint32Array(position.length);
  for (let event = 0; event < position.length; event++) {
    const at = indexIn(moments, position[event]);
    momentOf[event] = at;
    if (depth[event] > deepest[at]) deepest[at] = depth[event];
  }
  const last = moments.length - 1;
  const usual = last > 0 ? Math.min(unit, (moments[last] - moments[0]) / last) : 1;
  for (let event = 0; event < position.length; event++) {
    if (depth[event] === 0) continue;
    const at = momentOf[event];
    const gap = at < last ? Math.min(usual, moments[at + 1] - moments[at]) : usual;
    const step = Math.min((SPREAD * gap) / (deepest[at] + 1), LARGEST_STEP * usual);
    position[event] += depth[event] * step;
  }
}

function distinctSorted(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[count - 1]) sorted[count++] = sorted[i];
  }
  return sorted.subarray(0, count);
}

function indexIn(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first event of a process at or after a position; one past its last where there is none. */
export function firstEventAt(trace: Trace, layout: Layout, process: number, position: number): number {
  let low = trace.firstEvent[process];
  let high = trace.firstEvent[process + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (layout.position[middle] < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
