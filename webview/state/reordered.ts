// The reordered run in words: what each move swaps, that the pairs are concurrent, and through which state the run then
// goes. The order, the moves and the verdict are the core's (reorderedRun.ts).

import { type Axis, reorderedOf } from "../../src/core/diagram/layout.ts";
import { describeMessage, eventName } from "../../src/core/trace/describe.ts";
import type { Reordering, ReorderVerdict } from "../../src/core/trace/reorderedRun.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import { counted } from "../../src/core/trace/verdict.ts";
import type { Model } from "./model.ts";

/** A run of more events is shown before and after, not move by move: each would be laid out anew. */
const MOST_EVENTS = 20_000;
const MOST_MOVES = 2000;

/** How many moves are shown one by one; 1 where all are shown as one. */
export function stepsOfRun({ order, moved }: Reordering): number {
  return order.length > MOST_EVENTS || moved.length > MOST_MOVES ? Math.min(1, moved.length) : moved.length;
}

/** What is shown at a step of the reordered run: a title and a text; empty for any other axis. */
export function reorderedWords(model: Model, axis: Axis): readonly string[] {
  const shown = reorderedOf(axis);
  const verdict = shown === undefined ? undefined : model.reordering(shown.snapshot);
  if (shown === undefined || verdict === undefined || !("reordering" in verdict)) return [];
  const { reordering } = verdict;
  const { id } = model.trace.snapshots[shown.snapshot];
  if (shown.moves < 0) return [`before, snapshot ${id}, after`, endWords(model.trace, verdict, reordering)];
  if (shown.moves === 0) return ["the run as it happened", startWords(reordering)];
  const event = reordering.moved[shown.moves - 1];
  const passes = reordering.passes[shown.moves - 1];
  const name = eventName(model.trace, event);
  const text =
    "It comes before the recording, they come after it. No message leads from any of them to it: " +
    "each is concurrent with it.";
  return [`${name} moves before ${counted(passes, "event")}`, text];
}

function startWords({ swaps, moved, order, begin, end }: Reordering): string {
  if (swaps === 0)
    return "All that comes before the recording stands first already: there is nothing to swap.";
  const whole =
    stepsOfRun({ moved, order } as Reordering) < moved.length ? " It is too long to show move by move." : "";
  return (
    `${counted(swaps, "pair")} of events stand the wrong way round: one of after the recording before one of before it, ` +
    `all between the snapshot's first event (place ${begin + 1}) and its last (place ${end}).${whole}`
  );
}

function endWords(
  trace: Trace,
  verdict: Exclude<ReorderVerdict, { kind: "unknown" }>,
  { swaps }: Reordering,
): string {
  const swapped = `${counted(swaps, "pair")} swapped`;
  if (verdict.kind === "holds") {
    return (
      `${swapped}; each pair is concurrent: checked. Between before and after the run is in the recorded state, ` +
      "with the recorded messages in the channels: checked."
    );
  }
  switch (verdict.fault) {
    case "not-concurrent":
      return (
        `This is no run: ${eventName(trace, verdict.after)} must come before ${eventName(trace, verdict.before)}, ` +
        `for it sends ${describeMessage(trace, verdict.message)}.`
      );
    case "other-state":
      return (
        `${swapped}, but the channels do not hold what was recorded: ${describeMessage(trace, verdict.message)} ` +
        "is in one of the two only."
      );
    case "outside":
      return `${swapped}, but ${eventName(trace, verdict.event)} stands outside the snapshot's span.`;
  }
}
