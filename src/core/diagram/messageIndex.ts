// Finds the messages whose arrows cross a part of the axis without looking at all of them, those that begin and
// end outside it among them. Messages are put in classes by how long they travel, each class twice as long as the
// one before, and sorted by their beginning within a class: what crosses a window is then one run of each class.

import { NONE } from "../trace/ids.ts";
import { MessageFlag, type Trace } from "../trace/trace.ts";
import type { Layout } from "./layout.ts";

export interface MessageIndex {
  /** How long a message usually travels, in units of the axis: how far arrows without an end are drawn. */
  readonly usual: number;
  /** Messages by class, then roughly by beginning. */
  readonly order: Uint32Array;
  /** Class c is order[classStart[c]] … order[classStart[c+1]−1]. */
  readonly classStart: Uint32Array;
  /** The longest arrow of each class. */
  readonly longest: Float64Array;
  /** Beginnings are sorted by this many to a unit of the axis, from the layout's start. */
  readonly bucketsPerUnit: number;
}

/** Where an arrow begins and ends on the axis, and how much of the way from lane to lane it covers. */
export interface ArrowSpan {
  readonly from: number;
  readonly to: number;
  /** 1: arrives. Less: lost or in flight, drawn to where it got. */
  readonly covered: number;
}

const BUCKETS = 1 << 20;
/** Classes halve from the whole axis down; what is shorter than that is in class 0. */
const CLASSES = 24;
/** How much of its way a lost message is drawn. */
const LOST_AT = 0.55;
/** An in-flight message goes on to the end of the trace, but not over the whole picture. */
const LONGEST_IN_FLIGHT = 3;
/** It is never drawn as if it had arrived, nor as if it had hardly left. */
const MOST_COVERED = 0.8;
const LEAST_COVERED = 0.35;
/** The shortest drawn part of a usual message. */
const SHORTEST = 0.08;
/** A message from nobody knows where is a stub: so much of a usual arrow, and of the way from lane to lane. */
export const STUB = 0.4;

/** Where the arrow of a message runs; undefined where neither end is known. */
export function arrowSpan(
  trace: Trace,
  layout: Layout,
  usual: number,
  message: number,
): ArrowSpan | undefined {
  const { send, receive, flags } = trace.messages;
  const from = send[message] === NONE ? Number.NaN : layout.position[send[message]];
  const to = receive[message] === NONE ? Number.NaN : layout.position[receive[message]];
  if (send[message] === NONE) {
    return receive[message] === NONE ? undefined : { from: to - STUB * usual, to, covered: 1 };
  }
  if (receive[message] !== NONE) return { from, to, covered: 1 };
  // It is drawn no further than the trace goes, but far enough to be seen.
  const until = Math.max(SHORTEST * usual, layout.end - from);
  if ((flags[message] & MessageFlag.lost) !== 0) {
    return { from, to: from + Math.min(LOST_AT * usual, until), covered: LOST_AT };
  }
  const reached = Math.min(LONGEST_IN_FLIGHT * usual, until);
  const covered = Math.max(LEAST_COVERED, Math.min(MOST_COVERED, (MOST_COVERED * reached) / usual));
  return { from, to: from + reached, covered };
}

/** Sorts the messages of a trace for `forEachCrossing`. Takes O(messages). */
export function indexMessages(trace: Trace, layout: Layout): MessageIndex {
  const n = trace.messages.send.length;
  const usual = usualDuration(trace, layout);
  const extent = layout.end - layout.start;
  const bucketsPerUnit = (BUCKETS - 1) / extent;
  const bucket = new Uint32Array(n);
  const classOf = new Uint8Array(n).fill(CLASSES);
  const longest = new Float64Array(CLASSES);
  for (let m = 0; m < n; m++) {
    const span = endsOf(trace, layout, usual, m);
    if (span === undefined) continue;
    const [low, high] = span;
    const duration = high - low;
    const level = Math.max(0, Math.min(CLASSES - 1, CLASSES - 1 + Math.ceil(Math.log2(duration / extent))));
    classOf[m] = level;
    if (duration > longest[level]) longest[level] = duration;
    bucket[m] = bucketOf(low, layout.start, bucketsPerUnit);
  }
  const byBucket = countingSort(
    Uint32Array.from({ length: n }, (_, m) => m),
    bucket,
    BUCKETS,
  );
  const order = countingSort(byBucket, classOf, CLASSES + 1);
  const classStart = new Uint32Array(CLASSES + 1);
  for (let m = 0; m < n; m++) if (classOf[m] < CLASSES) classStart[classOf[m] + 1]++;
  for (let c = 0; c < CLASSES; c++) classStart[c + 1] += classStart[c];
  return { usual, order, classStart, longest, bucketsPerUnit };
}

/**
 * Visits one of every `stride` (a power of 2) messages that may cross the axis between two positions: all that do, and some
 * beside. Which those are depends on the stride alone, so that a picture does not flicker while it is moved; twice the
 * stride visits some of the same.
 */
export function forEachCrossing(
  trace: Trace,
  layout: Layout,
  index: MessageIndex,
  from: number,
  to: number,
  stride: number,
  visit: (message: number) => void,
): void {
  for (let c = 0; c < CLASSES; c++) {
    const [first, last] = runOf(trace, layout, index, c, from, to);
    for (let block = Math.floor(first / stride); block * stride < last; block++) {
      const place = placeIn(block, stride);
      if (place >= first && place < last) visit(index.order[place]);
    }
  }
}

/**
 * The place that stands for a block of `stride` places: down a tree of halves, each chosen by a hash. Every so many-th
 * place would do, were it not for traces that repeat themselves in step with it: then one channel would stand for all.
 */
function placeIn(block: number, stride: number): number {
  let place = block;
  for (let size = stride; size > 1; size /= 2) {
    const mixed = Math.imul(place ^ Math.imul(size, 0x9e3779b1), 0x85ebca6b);
    place = 2 * place + ((mixed ^ (mixed >>> 15)) & 1);
  }
  return place;
}

/** How many messages `forEachCrossing` would visit with a stride of 1. */
export function countCrossing(
  trace: Trace,
  layout: Layout,
  index: MessageIndex,
  from: number,
  to: number,
): number {
  let count = 0;
  for (let c = 0; c < CLASSES; c++) {
    const [first, last] = runOf(trace, layout, index, c, from, to);
    count += last - first;
  }
  return count;
}

function runOf(
  trace: Trace,
  layout: Layout,
  index: MessageIndex,
  level: number,
  from: number,
  to: number,
): readonly [number, number] {
  const begin = index.classStart[level];
  const end = index.classStart[level + 1];
  if (begin === end) return [begin, begin];
  const lowest = bucketOf(from - index.longest[level], layout.start, index.bucketsPerUnit);
  const highest = bucketOf(to, layout.start, index.bucketsPerUnit);
  return [
    firstInBucket(trace, layout, index, begin, end, lowest),
    firstInBucket(trace, layout, index, begin, end, highest + 1),
  ];
}

function firstInBucket(
  trace: Trace,
  layout: Layout,
  index: MessageIndex,
  begin: number,
  end: number,
  bucket: number,
): number {
  let low = begin;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = endsOf(trace, layout, index.usual, index.order[middle]);
    const place = span === undefined ? 0 : bucketOf(span[0], layout.start, index.bucketsPerUnit);
    if (place < bucket) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lower and the upper end of an arrow; in a cycle it may run backwards. */
function endsOf(
  trace: Trace,
  layout: Layout,
  usual: number,
  message: number,
): readonly [number, number] | undefined {
  const span = arrowSpan(trace, layout, usual, message);
  if (span === undefined) return undefined;
  return span.from <= span.to ? [span.from, span.to] : [span.to, span.from];
}

function bucketOf(position: number, start: number, bucketsPerUnit: number): number {
  return Math.max(0, Math.min(BUCKETS - 1, Math.floor((position - start) * bucketsPerUnit)));
}

/** The items in ascending order of key[item], those of one key in their former order. */
function countingSort(items: Uint32Array, key: Uint8Array | Uint32Array, keys: number): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (const item of items) next[key[item] + 1]++;
  for (let k = 0; k < keys; k++) next[k + 1] += next[k];
  const sorted = new Uint32Array(items.length);
  for (const item of items) sorted[next[key[item]]++] = item;
  return sorted;
}

/** The median over some hundred messages that arrive; a twentieth of the axis where none does. */
function usualDuration(trace: Trace, layout: Layout): number {
  const { send, receive } = trace.messages;
  const stride = Math.max(1, Math.floor(send.length / 512));
  const durations: number[] = [];
  for (let m = 0; m < send.length; m += stride) {
    if (send[m] === NONE || receive[m] === NONE) continue;
    durations.push(Math.abs(layout.position[receive[m]] - layout.position[send[m]]));
  }
  durations.sort((a, b) => a - b);
  const median = durations[durations.length >> 1] ?? 0;
  const extent = layout.end - layout.start;
  return median > 0 ? median : extent / 20;
}
