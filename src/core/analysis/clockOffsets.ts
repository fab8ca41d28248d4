// Clock offsets: a number added to the times of one process, because its clock was wrong. Nothing moves by itself: the
// user applies offsets, and every process keeps its own on it. Which ones would do is a system of difference constraints.

import { asProcess, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import type { Trace } from "../trace/trace.ts";

/** Offsets that leave no message received before it was sent, or why there are none. */
export type OffsetsFound =
  /** In the trace's unit, one a process, none below 0, each as small as can be. */
  | { readonly kind: "found"; readonly offsets: Float64Array }
  /** The messages around these processes ask for more than any constant offsets give: the clocks drift. */
  | {
      readonly kind: "none";
      readonly processes: readonly ProcessId[];
      readonly messages: readonly MessageId[];
    };

interface Constraint {
  readonly from: number;
  readonly to: number;
  /** offset(to) must be at least offset(from) + atLeast. */
  readonly atLeast: number;
  readonly witness: MessageId;
}

/** Steps smaller than this part of a value are rounding, not drift. */
const NOISE = 1e-9;

/**
 * The smallest offsets with which no message is received before it is sent: longest paths in the graph of what each pair
 * of processes asks for (Bellman 1958). One pass over the messages, then processes × pairs.
 */
export function suggestedOffsets(trace: Trace): OffsetsFound {
  const constraints = constraintsOf(trace);
  const offsets = new Float64Array(trace.processes.length);
  const by = new Array<Constraint | undefined>(offsets.length).fill(undefined);
  for (let round = 0; round <= offsets.length; round++) {
    let moved: Constraint | undefined;
    for (const constraint of constraints) {
      const least = offsets[constraint.from] + constraint.atLeast;
      const before = offsets[constraint.to];
      if (before >= least) continue;
      offsets[constraint.to] = least;
      by[constraint.to] = constraint;
      if (least - before > NOISE * (1 + Math.abs(least))) moved = constraint;
    }
    if (moved === undefined) return { kind: "found", offsets };
    if (round === offsets.length) return around(by, moved.to);
  }
  return { kind: "found", offsets };
}

/** What the message that asks for most between each ordered pair asks for. */
function constraintsOf(trace: Trace): readonly Constraint[] {
  const { send, receive } = trace.messages;
  const { time, process } = trace.events;
  const strongest = new Map<number, Constraint>();
  for (let m = 0; m < send.length; m++) {
    if (send[m] === NONE || receive[m] === NONE) continue;
    const atLeast = time[send[m]] - time[receive[m]];
    if (Number.isNaN(atLeast)) continue;
    const from = process[send[m]];
    const to = process[receive[m]];
    const key = from * trace.processes.length + to;
    const known = strongest.get(key);
    if (from !== to && (known === undefined || known.atLeast < atLeast))
      strongest.set(key, { from, to, atLeast, witness: m as MessageId });
  }
  return [...strongest.values()];
}

/** The cycle of constraints that raised a process for ever. */
function around(by: readonly (Constraint | undefined)[], start: number): OffsetsFound {
  // As many steps back as there are processes lead into the cycle.
  let at = start;
  for (let step = 0; step < by.length; step++) at = by[at]?.from ?? at;
  const processes: ProcessId[] = [];
  const messages: MessageId[] = [];
  let process = at;
  do {
    const constraint = by[process];
    if (constraint === undefined) break;
    processes.unshift(asProcess(process));
    messages.unshift(constraint.witness);
    process = constraint.from;
  } while (process !== at);
  return { kind: "none", processes, messages };
}

/** The trace with offsets added to the times of processes, by name; each moved process says so. Shares all other columns. */
export function withOffsets(trace: Trace, offsets: Readonly<Record<string, number>>): Trace {
  const added = trace.processes.map(({ name }) => (Object.hasOwn(offsets, name) ? offsets[name] : 0));
  if (trace.timeUnit === "none" || added.every((offset) => offset === 0)) return trace;
  const time = trace.events.time.slice();
  let endTime = trace.endTime;
  added.forEach((offset, p) => {
    for (let event = trace.firstEvent[p]; event < trace.firstEvent[p + 1]; event++) time[event] += offset;
    const last = time[trace.firstEvent[p + 1] - 1];
    if (trace.firstEvent[p] < trace.firstEvent[p + 1] && last > endTime) endTime = last;
  });
  const processes = trace.processes.map((process, p) =>
    added[p] === 0 ? process : { ...process, clockOffset: (process.clockOffset ?? 0) + added[p] },
  );
  return { ...trace, endTime, processes, events: { ...trace.events, time } };
}
