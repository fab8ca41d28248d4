// The theorem of Chandy and Lamport (1985, §4) on a run that happened: its events reordered so that all that come before
// the recording stand first, by swapping neighbours that are concurrent. What comes out must be a run of the same system
// that passes through the recorded state; that is checked, and where it fails the two events are told.

import { classifyMessages, isInside } from "./cut.ts";
import { type EventId, type MessageId, NONE } from "./ids.ts";
import { MessageKind, OUTSIDE_CUTS, type Snapshot, type Trace } from "./trace.ts";

/** A run in another order. */
export interface Reordering {
  /** The events as they happened, and reordered: the first `before` of them come before the recording. */
  readonly order: Uint32Array;
  readonly sequence: Uint32Array;
  readonly before: number;
  /** So many pairs change places: one of after the recording stood before one of before it. */
  readonly swaps: number;
  /** The events that move forward, in order: each past all events of after the recording that stood before it. */
  readonly moved: Uint32Array;
  /** How many events each of them passes. */
  readonly passes: Uint32Array;
  /** Outside these places of the order nothing moves: the snapshot's own first event, and one past its last. */
  readonly begin: number;
  readonly end: number;
}

/** Why nobody can reorder the run. */
export type UnorderedReason = "unfinished" | "cycle" | "send-unknown";

/** Whether the reordered events are a run through the recorded state. */
export type ReorderVerdict =
  | { readonly kind: "holds"; readonly reordering: Reordering }
  /** `after` must come before `before`, for it sends the message that the other receives. */
  | {
      readonly kind: "violated";
      readonly fault: "not-concurrent";
      readonly reordering: Reordering;
      readonly after: EventId;
      readonly before: EventId;
      readonly message: MessageId;
    }
  /** The channels hold other messages there than were recorded; this is one of them. */
  | {
      readonly kind: "violated";
      readonly fault: "other-state";
      readonly reordering: Reordering;
      readonly message: MessageId;
    }
  /** This event would move although it stands outside the snapshot. */
  | {
      readonly kind: "violated";
      readonly fault: "outside";
      readonly reordering: Reordering;
      readonly event: EventId;
    }
  | { readonly kind: "unknown"; readonly reason: UnorderedReason };

/**
 * Reorders a run around a snapshot and checks the result. `order`: its events in an order that respects happened-before;
 * shorter than the trace where there is a cycle. Takes O(events + messages): a swapped pair is concurrent exactly where no
 * message leads out of what comes after the recording into what comes before it, for the order has no other way.
 */
export function reorderRun(trace: Trace, snapshot: Snapshot, order: Uint32Array): ReorderVerdict {
  if (snapshot.unfinished !== undefined) return { kind: "unknown", reason: "unfinished" };
  if (order.length < trace.events.time.length) return { kind: "unknown", reason: "cycle" };
  const { orphans, inTransit, unknown } = classifyMessages(trace, snapshot.frontier);
  const reordering = reordered(trace, snapshot, order);
  if (orphans.length > 0) {
    const [message] = orphans;
    const { send, receive } = trace.messages;
    return {
      ...{ kind: "violated", fault: "not-concurrent", reordering, message },
      after: send[message] as EventId,
      before: receive[message] as EventId,
    };
  }
  if (unknown.length > 0) return { kind: "unknown", reason: "send-unknown" };
  const moved = movedOutside(trace, snapshot, reordering);
  if (moved !== NONE) return { kind: "violated", fault: "outside", reordering, event: moved as EventId };
  const other = otherContent(trace, snapshot, inTransit);
  if (other !== NONE) {
    return { kind: "violated", fault: "other-state", reordering, message: other as MessageId };
  }
  return { kind: "holds", reordering };
}

function reordered(trace: Trace, snapshot: Snapshot, order: Uint32Array): Reordering {
  const isBefore = (event: number): boolean => isInside(trace, snapshot.frontier, event);
  const moved: number[] = [];
  const passes: number[] = [];
  const after: number[] = [];
  const sequence = new Uint32Array(order.length);
  let before = 0;
  let swaps = 0;
  for (const event of order) {
    if (!isBefore(event)) {
      after.push(event);
      continue;
    }
    sequence[before++] = event;
    if (after.length === 0) continue;
    swaps += after.length;
    moved.push(event);
    passes.push(after.length);
  }
  sequence.set(after, before);
  return {
    ...{ order, sequence, before, swaps },
    ...{ moved: Uint32Array.from(moved), passes: Uint32Array.from(passes) },
    ...extentOf(trace, snapshot, order),
  };
}

/** The order after the first so many of `moved` have moved: up to the last of them, before and after are apart. */
export function sequenceAfter(trace: Trace, cut: Uint32Array, run: Reordering, moves: number): Uint32Array {
  if (moves >= run.moved.length) return run.sequence;
  if (moves === 0) return run.order;
  const end = run.order.indexOf(run.moved[moves - 1]) + 1;
  const sequence = run.order.slice();
  let at = 0;
  for (const isWanted of [true, false]) {
    for (let i = 0; i < end; i++) {
      if (isInside(trace, cut, run.order[i]) === isWanted) sequence[at++] = run.order[i];
    }
  }
  return sequence;
}

/** The places of the snapshot's own events: its recordings, and the sends and receipts of its markers. */
function extentOf(trace: Trace, snapshot: Snapshot, order: Uint32Array) {
  const own = new Set<number>(snapshot.recordEvents);
  const { kind, payload, send, receive } = trace.messages;
  const index = trace.snapshots.indexOf(snapshot);
  for (let m = 0; m < kind.length; m++) {
    if (kind[m] !== MessageKind.marker || payload[m] !== index) continue;
    own.add(send[m]);
    own.add(receive[m]);
  }
  own.delete(NONE);
  let begin = order.length;
  let end = 0;
  order.forEach((event, at) => {
    if (!own.has(event)) return;
    begin = Math.min(begin, at);
    end = at + 1;
  });
  // Where a process never records, its snapshot is not over before the run is.
  if (snapshot.recordEvents.includes(NONE)) end = order.length;
  return { begin: Math.min(begin, end), end };
}

/** The first event that stands elsewhere although it is none of the snapshot's span; NONE where there is none. */
function movedOutside(trace: Trace, snapshot: Snapshot, { order, begin, end }: Reordering): number {
  const isBefore = (event: number): boolean => isInside(trace, snapshot.frontier, event);
  for (let at = 0; at < begin; at++) if (!isBefore(order[at])) return order[at];
  for (let at = end; at < order.length; at++) if (isBefore(order[at])) return order[at];
  return NONE;
}

/** A message that is in transit at the cut or recorded, but not both; NONE where there is none. */
function otherContent(trace: Trace, snapshot: Snapshot, inTransit: readonly number[]): number {
  const { kind, flags } = trace.messages;
  const recorded = new Set<number>(snapshot.channelMessages);
  for (const message of inTransit) {
    if (kind[message] !== MessageKind.application) continue;
    if ((flags[message] & OUTSIDE_CUTS) !== 0) continue;
    if (!recorded.delete(message)) return message;
  }
  return recorded.values().next().value ?? NONE;
}
