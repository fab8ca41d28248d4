// How many consistent cuts a run has, in words, and their lattice as a picture in the editor's colours with a list of the
// same facts, for those who do not see it.

import { cutWords, latticeToSvg } from "../core/diagram/lattice/latticeSvg.ts";
import { computationOf, cutWithin } from "../core/trace/computation.ts";
import { countConsistentCuts } from "../core/trace/countCuts.ts";
import { type CutLattice, cutLatticeOf, placeOfCut } from "../core/trace/cutLattice.ts";
import { snapshotTitle } from "../core/trace/describeSnapshot.ts";
import type { Trace } from "../core/trace/trace.ts";
import { EDITOR_COLOURS } from "../protocol/editorColours.ts";
import type { LatticeReport } from "../protocol/exploring.ts";

/** Cuts that are drawn, at most. */
const MOST_DRAWN = 400;

export function latticeReport(trace: Trace): LatticeReport {
  const title = trace.name.slice(trace.name.lastIndexOf("/") + 1);
  const computation = computationOf(trace, false);
  if (computation === undefined)
    return {
      title,
      words: "messages form a causal cycle, or there are too many events to count cuts",
      cuts: [],
    };
  const { count, isExact } = countConsistentCuts(computation);
  const words = `${isExact ? "" : "more than "}${count} consistent cut${count === 1n ? "" : "s"}, ${computation.order.length} events`;
  const lattice = cutLatticeOf(computation, MOST_DRAWN);
  if (lattice === undefined) return { title, words: `${words}: too many to draw`, cuts: [] };
  const marked = trace.snapshots.map((snapshot) => ({
    title: snapshotTitle(snapshot),
    place: placeOfCut(lattice, cutWithin(computation, trace, snapshot.frontier)),
  }));
  const processes = trace.processes.map(({ name }) => name);
  const svg = latticeToSvg(lattice, { title, subtitle: words, processes, marked, theme: EDITOR_COLOURS });
  return { title, words, svg, cuts: listOf(lattice, processes, marked) };
}

function listOf(
  { cuts, path, levels }: CutLattice,
  processes: readonly string[],
  marked: readonly { readonly title: string; readonly place: number }[],
): string[] {
  const passed = new Set(path);
  let level = 0;
  return cuts.map((cut, place) => {
    while (place >= levels[level + 1]) level++;
    const titles = marked.filter((each) => each.place === place).map(({ title }) => title);
    const facts = [
      ...(passed.has(place) ? ["the run passed here"] : []),
      ...titles.map((title) => `the cut of ${title}`),
    ];
    return `${level} events: ${cutWords(processes, cut)}${facts.length === 0 ? "" : ` (${facts.join("; ")})`}`;
  });
}
