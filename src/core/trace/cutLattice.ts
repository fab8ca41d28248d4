// The lattice of the consistent cuts of a small computation: every consistent cut, level by level, a level being a number
// of events, and from each the cuts with one event more (Mattern 1989; Babaoğlu and Marzullo 1993). Every way from the first
// to the last is an order in which the events may have happened, and the cuts on it are the global states passed.

import type { Computation } from "./computation.ts";
import type { Cut } from "./cut.ts";
import { sameCut } from "./cut.ts";

export interface CutLattice {
  /** Level by level; within a level as they are found. */
  readonly cuts: readonly Cut[];
  /** For each level, the place of its first cut; one more at the end. */
  readonly levels: readonly number[];
  /** From one cut to one with an event more, by their places. */
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** The places of the cuts that the run passed, from the first to the last. */
  readonly path: readonly number[];
}

/** Undefined where there are more than `most` cuts. */
export function cutLatticeOf(computation: Computation, most: number): CutLattice | undefined {
  const { events } = computation;
  const cuts: Cut[] = [new Uint32Array(events.length)];
  const levels = [0];
  const edges: [number, number][] = [];
  for (let start = 0; start < cuts.length; start = levels[levels.length - 1]) {
    const end = cuts.length;
    const found = new Map<string, number>();
    for (let from = start; from < end; from++) {
      for (let p = 0; p < events.length; p++) {
        if (!isNext(computation, cuts[from], p)) continue;
        const next = cuts[from].slice();
        next[p]++;
        const key = next.join();
        const to = found.get(key) ?? cuts.push(next) - 1;
        if (cuts.length > most) return undefined;
        found.set(key, to);
        edges.push([from, to]);
      }
    }
    levels.push(end);
    if (cuts.length === end) break;
  }
  return { cuts, levels, edges, path: pathIn(computation, cuts) };
}

/** The place of a cut; −1 for one that is not consistent. */
export function placeOfCut({ cuts }: CutLattice, cut: Cut): number {
  return cuts.findIndex((each) => sameCut(each, cut));
}

/** Whether the next event of a process has all that it needs inside the cut. */
function isNext({ events, clocks }: Computation, cut: Cut, process: number): boolean {
  const count = events.length;
  const next = cut[process];
  if (next >= events[process].length) return false;
  for (let q = 0; q < count; q++) {
    if (q !== process && clocks[process][next * count + q] > cut[q]) return false;
  }
  return true;
}

function pathIn({ trace, order, events }: Computation, cuts: readonly Cut[]): number[] {
  const places = new Map(cuts.map((cut, place) => [cut.join(), place]));
  const at = new Uint32Array(events.length);
  const path = [places.get(at.join()) ?? 0];
  for (const event of order) {
    at[trace.events.process[event]]++;
    path.push(places.get(at.join()) ?? 0);
  }
  return path;
}
