// `lightcone lattice`: how many consistent cuts a run has, and the lattice that they form, drawn where it is small, with the
// way that the run took and the cuts that its snapshots chose.

import { latticeToSvg, type MarkedCut } from "../../core/diagram/lattice/latticeSvg.ts";
import { type Computation, computationOf, cutWithin } from "../../core/trace/computation.ts";
import { type CutCount, countConsistentCuts } from "../../core/trace/countCuts.ts";
import { type CutLattice, cutLatticeOf, placeOfCut } from "../../core/trace/cutLattice.ts";
import { snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import type { Trace } from "../../core/trace/trace.ts";
import {
  type Command,
  choiceOption,
  Failure,
  JSON_OPTION,
  numberOption,
  type Options,
  readOptions,
  type Streams,
  textOption,
} from "../command.ts";
import { openSound } from "../files.ts";
import { cutRecord } from "../places.ts";
import { writeText } from "../writing.ts";

/** Cuts that are drawn, at most, unless more are asked for. */
const MOST_DRAWN = 400;
const LARGEST_DRAWN = 5000;

export const lattice: Command = {
  name: "lattice",
  summary:
    "Counts the consistent cuts of a run, and draws their lattice with the run's way and the snapshots' cuts.",
  usage: "FILE… [-o OUT.svg] [--markers] [--most N] [--theme light|dark] [--json]",
  options: [
    { name: "output", short: "o", value: "OUT", words: "draw the lattice into this file, OUT.svg" },
    { name: "markers", words: "count what snapshots add as well: recordings, and markers sent and received" },
    {
      name: "most",
      value: "N",
      words: `draw at most so many cuts (default: ${MOST_DRAWN}, at most ${LARGEST_DRAWN})`,
    },
    { name: "theme", value: "light|dark", words: "the picture's colours (default: light)" },
    JSON_OPTION,
  ],
  example: "lattice samples/lecture/08-later-marker.lightcone -o lattice.svg",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const output = textOption(options, "output");
  if (output !== undefined && !output.toLowerCase().endsWith(".svg"))
    throw new Failure(`-o: ${output} must end in .svg`);
  const most = numberOption(options, "most") ?? MOST_DRAWN;
  if (!(Number.isInteger(most) && most >= 1 && most <= LARGEST_DRAWN))
    throw new Failure(`--most takes a whole number, 1 to ${LARGEST_DRAWN}`);
  const theme = choiceOption(options, "theme", ["light", "dark"]);
  const { trace } = await openSound(files, streams, { read: readOptions(options) });
  const computation = computationOf(trace, options.markers === true);
  if (computation === undefined)
    throw new Failure(
      `${files[0]}:1:1: has messages that form a causal cycle, or too many events to count its cuts`,
    );
  const count = countConsistentCuts(computation);
  if (output !== undefined) await writeText(output, [picture(computation, count, most, theme)]);
  if (options.json === true) streams.out(`${JSON.stringify(recordOf(computation, count), undefined, 2)}\n`);
  else streams.out(textOf(computation, count, output));
  return count.isExact ? 0 : 1;
}

function picture(computation: Computation, count: CutCount, most: number, theme: "light" | "dark"): string {
  const { trace } = computation;
  const drawn = cutLatticeOf(computation, most);
  if (drawn === undefined)
    throw new Failure(`-o: ${countWords(count)} are too many to draw; --most N draws up to ${LARGEST_DRAWN}`);
  return latticeToSvg(drawn, {
    title: trace.name,
    subtitle: `${countWords(count)}, ${eventsOf(computation)} events`,
    processes: trace.processes.map(({ name }) => name),
    marked: markedIn(trace, computation, drawn),
    theme,
  });
}

function markedIn(trace: Trace, computation: Computation, drawn: CutLattice): MarkedCut[] {
  return trace.snapshots.map((snapshot) => ({
    title: snapshotTitle(snapshot),
    place: placeOfCut(drawn, cutWithin(computation, trace, snapshot.frontier)),
  }));
}

function countWords({ count, isExact }: CutCount): string {
  return `${isExact ? "" : "more than "}${count} consistent cut${count === 1n ? "" : "s"}`;
}

function eventsOf({ order }: Computation): number {
  return order.length;
}

function textOf(computation: Computation, count: CutCount, output: string | undefined): string {
  const { trace } = computation;
  const lines = [`${trace.name}: ${countWords(count)}, ${eventsOf(computation)} events`];
  for (const snapshot of trace.snapshots) {
    const cut = cutWithin(computation, trace, snapshot.frontier);
    const words = trace.processes.map(({ name }, p) => `${name}=${cut[p]}`).join(",");
    lines.push(`  ${snapshotTitle(snapshot)}: ${words}`);
  }
  if (output !== undefined) lines.push(`wrote ${output}`);
  return `${lines.join("\n")}\n`;
}

function recordOf(computation: Computation, { count, isExact }: CutCount) {
  const { trace } = computation;
  return {
    name: trace.name,
    events: eventsOf(computation),
    // Counts grow beyond what JSON's numbers hold.
    consistentCuts: String(count),
    exact: isExact,
    snapshots: trace.snapshots.map((snapshot) => ({
      id: snapshot.id,
      cut: cutRecord(trace, cutWithin(computation, trace, snapshot.frontier)),
    })),
  };
}
