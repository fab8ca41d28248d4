// The cuts that an exploration watches: those of the snapshots, which the algorithm draws, and those that the author
// draws behind events and messages. A cut through a moment means nothing where times are left out.

import type { CutPoint } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Where a planned cut goes in one process. */
export type Point =
  | { readonly kind: "start" }
  | { readonly kind: "events"; readonly count: number }
  /** After the event that sends or receives the message of a step. */
  | { readonly kind: "message"; readonly send: number };

export interface WatchedCut {
  /** Its place among the scenario's cuts. */
  readonly index: number;
  /** One for each process. */
  readonly points: readonly Point[];
}

export function watchedCuts(scenario: Scenario): WatchedCut[] {
  return (scenario.cuts ?? []).flatMap(({ through }, index): WatchedCut[] => {
    if (through.kind === "time") return [];
    const points = scenario.processes.map((_, p) =>
      pointOf(through.points.filter(({ process }) => process === p)),
    );
    return [{ index, points }];
  });
}

/** Of several points of one process the last counts, as where the cut is drawn. */
function pointOf(points: readonly CutPoint[]): Point {
  const after = points.at(-1)?.after;
  if (after === undefined) return { kind: "start" };
  if (after.kind === "message") return after;
  return after.count === 0 ? { kind: "start" } : after;
}
