// How long a replayed marker takes on each channel: a fixed time, or what the channel's own messages took.
// replay.ts asks once, before it begins.

import { NONE } from "../trace/ids.ts";
import type { Trace } from "../trace/trace.ts";

/** `value` in the trace's unit; in a trace without times, in events of the run. */
export type MarkerLatency = { readonly kind: "fixed"; readonly value: number } | { readonly kind: "channel" };

/**
 * One latency a channel. By channel: the median of its messages, none below 0; for a channel without messages that tell,
 * the median over all that do, and 0 where none does.
 */
export function markerLatencies(trace: Trace, latency: MarkerLatency): Float64Array {
  const channels = trace.channels.from.length;
  if (latency.kind === "fixed") return new Float64Array(channels).fill(latency.value);
  const { send, receive, channel } = trace.messages;
  const { time } = trace.events;
  const taken: number[][] = Array.from({ length: channels }, () => []);
  for (let m = 0; m < send.length; m++) {
    if (send[m] === NONE || receive[m] === NONE || channel[m] === NONE) continue;
    const difference = time[receive[m]] - time[send[m]];
    if (!Number.isNaN(difference)) taken[channel[m]].push(Math.max(0, difference));
  }
  const medians = taken.map(median);
  const fallback = median(medians.filter((value) => value !== undefined)) ?? 0;
  return Float64Array.from(medians, (value) => value ?? fallback);
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
