// What is looked for, and how the panel goes from hit to hit: along the axis, in the order in which they stand there.
// The search itself runs in pieces (finder.ts); here is only what it has found. Pure.

import type { Layout } from "../../src/core/diagram/layout.ts";
import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { Trace } from "../../src/core/trace/trace.ts";

export interface Find {
  readonly isOpen: boolean;
  readonly text: string;
  /** What was found so far, as TextSearch gives it. */
  readonly hits: Uint32Array;
  readonly isDone: boolean;
}

export const NOTHING_SOUGHT: Find = { isOpen: false, text: "", hits: new Uint32Array(0), isDone: true };

/** The event or the message of a hit. */
function selectionOf(trace: Trace, hit: number): Selection {
  const events = trace.events.time.length;
  return hit < events ? { event: hit, message: NONE } : { event: NONE, message: hit - events };
}

function hitOf(trace: Trace, { event, message }: Selection): number {
  if (event !== NONE) return event;
  return message === NONE ? NONE : trace.events.time.length + message;
}

/** Where a hit stands on the axis: a message where it is sent, or else received. */
function placeOf(trace: Trace, layout: Layout, hit: number): number {
  const { event, message } = selectionOf(trace, hit);
  if (event !== NONE) return layout.position[event];
  const { send, receive } = trace.messages;
  const end = send[message] === NONE ? receive[message] : send[message];
  return end === NONE ? layout.start : layout.position[end];
}

/** The hit that comes next along the axis, or before; from the last to the first. One look at each hit. */
export function nextHit(
  trace: Trace,
  layout: Layout,
  hits: Uint32Array,
  from: Selection,
  direction: 1 | -1,
): Selection {
  const current = hitOf(trace, from);
  const start = current === NONE ? Number.NEGATIVE_INFINITY : placeOf(trace, layout, current);
  /** Negative where a stands before b in the direction wanted. */
  const compare = (a: number, aPlace: number, b: number, bPlace: number): number =>
    direction * (aPlace - bPlace || a - b);
  let best: number = NONE;
  let bestPlace = 0;
  let first: number = NONE;
  let firstPlace = 0;
  for (const hit of hits) {
    const place = placeOf(trace, layout, hit);
    if (first === NONE || compare(hit, place, first, firstPlace) < 0) [first, firstPlace] = [hit, place];
    const isBeyond = current === NONE ? direction === 1 : compare(hit, place, current, start) > 0;
    if (!isBeyond) continue;
    if (best === NONE || compare(hit, place, best, bestPlace) < 0) [best, bestPlace] = [hit, place];
  }
  const found = best === NONE ? first : best;
  return found === NONE ? NO_SELECTION : selectionOf(trace, found);
}

/** The place of the selection among the hits along the axis, from 1; 0 where it is none of them. */
export function rankOf(trace: Trace, layout: Layout, hits: Uint32Array, selection: Selection): number {
  const current = hitOf(trace, selection);
  if (current === NONE || !contains(hits, current)) return 0;
  const place = placeOf(trace, layout, current);
  let before = 0;
  for (const hit of hits) {
    const other = placeOf(trace, layout, hit);
    if (other < place || (other === place && hit < current)) before++;
  }
  return before + 1;
}

/** Whether something is among the hits, which ascend. */
export function contains(hits: Uint32Array, hit: number): boolean {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hits[middle] < hit) low = middle + 1;
    else high = middle;
  }
  return low < hits.length && hits[low] === hit;
}
