// `lightcone render`: writes the space-time diagram, with a cut in it, as a picture or as Mermaid's text.
// The picture is drawn by core/diagram, as the panel's is.

import { writeFile } from "node:fs/promises";
import { askedCut, type ShownCut, snapshotCut } from "../../core/analysis/shownCut.ts";
import { sequenceChart } from "../../core/diagram/mermaid.ts";
import { traceToSvg } from "../../core/diagram/svg.ts";
import {
  type Command,
  choiceOption,
  Failure,
  numberOption,
  type Options,
  readOptions,
  type Streams,
  textOption,
} from "../command.ts";
import { cutOption } from "../cutOption.ts";
import { type OpenedTrace, openSound } from "../files.ts";

export const render: Command = {
  name: "render",
  summary:
    "Draws the space-time diagram with a snapshot's cut, or another, as SVG or as Mermaid's text (.mmd).",
  usage:
    "FILE… -o OUT.svg|OUT.mmd [--snapshot ID] [--cut P=3,Q=5] [--axis time|logical] [--direction right|down] [--theme light|dark]",
  options: [
    { name: "output", short: "o", value: "OUT", words: "the file to write" },
    { name: "snapshot", value: "ID", words: "draw this snapshot's cut (default: the first snapshot's)" },
    { name: "cut", value: "P=3,Q=5", words: "draw this cut instead" },
    {
      name: "axis",
      value: "time|logical",
      words: "times as recorded, or Lamport's clock (default: time, where there is any)",
    },
    { name: "direction", value: "right|down", words: "where time runs (default: right)" },
    { name: "theme", value: "light|dark", words: "the picture's colours (default: light)" },
    { name: "width", value: "PIXELS", words: "the picture's width (default: what the trace needs)" },
  ],
  example: "render samples/course/bank.events -o bank.svg",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const output = textOption(options, "output");
  if (output === undefined) throw new Failure("-o OUT is missing: the file to write, OUT.svg or OUT.mmd");
  const draw = drawing(output, options);
  const opened = await openSound(files, streams, { read: readOptions(options) });
  const text = draw(opened, chosenCut(opened, options));
  await writeFile(output, text).catch((error: Error) => {
    throw new Failure(`${output}: cannot be written: ${error.message}`);
  });
  streams.out(`wrote ${output}\n`);
  return 0;
}

type Draw = (opened: OpenedTrace, cut: ShownCut | undefined) => string;

/** What the ending of the output asks for; options are checked before anything is read. */
function drawing(output: string, options: Options): Draw {
  const ending = /\.[^.]*$/.exec(output)?.[0].toLowerCase();
  const orientation = choiceOption(options, "direction", ["right", "down"]);
  const theme = choiceOption(options, "theme", ["light", "dark"]);
  const axis = options.axis === undefined ? undefined : choiceOption(options, "axis", ["time", "logical"]);
  const width = numberOption(options, "width");
  if (width !== undefined && !(width >= 200 && width <= 20_000))
    throw new Failure("--width takes 200 to 20000 pixels");
  if (ending === ".svg")
    return ({ trace }, cut) => traceToSvg(trace, { orientation, theme, axis, width, cut });
  if (ending === ".mmd") return ({ trace }, cut) => mermaidText(trace, cut);
  throw new Failure(`-o: ${output} must end in .svg or .mmd`);
}

function mermaidText(trace: OpenedTrace["trace"], cut: ShownCut | undefined): string {
  const chart = sequenceChart(trace, cut);
  if (chart.kind === "chart") return chart.source;
  throw new Failure(chart.words);
}

function chosenCut({ trace, verdicts }: OpenedTrace, options: Options): ShownCut | undefined {
  const text = textOption(options, "cut");
  if (text !== undefined) return askedCut(trace, `cut ${text}`, cutOption(trace, text));
  const id = numberOption(options, "snapshot");
  const index = id === undefined ? 0 : trace.snapshots.findIndex((snapshot) => snapshot.id === id);
  if (index < 0) throw new Failure(`--snapshot: there is no snapshot ${id}`);
  return trace.snapshots.length === 0 ? undefined : snapshotCut(trace, index, verdicts[index]);
}
