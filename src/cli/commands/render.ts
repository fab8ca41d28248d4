// `lightcone render`: writes the space-time diagram, with a cut in it, as a picture or as Mermaid's text; and Markdown with
// the scenarios in its fences drawn. The picture is drawn by core/diagram, as the panel's is.

import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { askedCut, type ShownCut, snapshotCut } from "../../core/analysis/shownCut.ts";
import { sequenceChart } from "../../core/diagram/mermaid.ts";
import { traceToSvg } from "../../core/diagram/svg.ts";
import { formatProblem } from "../../core/trace/problem.ts";
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
import { notesHtml } from "../notes/notesHtml.ts";
import { notesMarkdown } from "../notes/notesMarkdown.ts";
import { type Notes, readNotes } from "../notes/readNotes.ts";

export const render: Command = {
  name: "render",
  summary:
    "Draws the space-time diagram with a snapshot's cut, or another, as SVG or as Mermaid's text (.mmd); in Markdown, each scenario.",
  usage:
    "FILE… -o OUT.svg|OUT.mmd, or NOTES.md -o OUT.md|OUT.html [--snapshot ID] [--cut P=3,Q=5] [--axis time|logical] [--packets] [--direction right|down] [--theme light|dark]",
  options: [
    {
      name: "output",
      short: "o",
      value: "OUT",
      words: "the file to write; beside OUT.md its pictures, OUT-1.svg and so on",
    },
    { name: "snapshot", value: "ID", words: "draw this snapshot's cut (default: the first snapshot's)" },
    { name: "cut", value: "P=3,Q=5", words: "draw this cut instead" },
    {
      name: "axis",
      value: "time|logical",
      words: "times as recorded, or Lamport's clock (default: time, where there is any)",
    },
    { name: "direction", value: "right|down", words: "where time runs (default: right)" },
    { name: "theme", value: "light|dark", words: "the picture's colours (default: light)" },
    {
      name: "packets",
      words: "draw the packets of reliable channels below the messages (SVG, axis of time)",
    },
    { name: "width", value: "PIXELS", words: "the picture's width (default: what the trace needs)" },
  ],
  example: "render samples/course/bank.events -o bank.svg",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const output = textOption(options, "output");
  if (output === undefined) throw new Failure("-o OUT is missing: the file to write, OUT.svg or OUT.mmd");
  if (files.some((file) => MARKDOWN.test(file))) return renderNotes(files, output, options, streams);
  const draw = drawing(output, options);
  const opened = await openSound(files, streams, { read: readOptions(options) });
  const text = draw(opened, chosenCut(opened, options));
  await write(output, text, streams);
  return 0;
}

const MARKDOWN = /\.(md|markdown)$/i;

/** Status 1 where an expectation in a fence fails; the picture is drawn all the same. */
async function renderNotes(
  files: readonly string[],
  output: string,
  options: Options,
  streams: Streams,
): Promise<number> {
  if (files.length > 1) throw new Failure("give one Markdown file, and no other file with it");
  if (join(files[0]) === join(output)) throw new Failure(`-o: ${output} is the file that is read`);
  const theme = options.theme === undefined ? undefined : choiceOption(options, "theme", ["light", "dark"]);
  for (const option of ["snapshot", "cut", "axis", "direction", "packets", "width"])
    if (options[option] !== undefined)
      throw new Failure(`--${option} is for traces; a fence says it all itself`);
  if (/\.html?$/i.test(output)) {
    const notes = await readNotes(files[0]);
    await write(output, await notesHtml(notes, theme), streams);
    return tell(notes, streams);
  }
  if (!MARKDOWN.test(output)) throw new Failure(`-o: ${output} must end in .md or .html`);
  const notes = await readNotes(files[0]);
  const { text, pictures } = notesMarkdown(notes, basename(output).replace(MARKDOWN, ""), theme ?? "light");
  for (const { name, svg } of pictures) await write(join(dirname(output), name), svg, streams);
  await write(output, text, streams);
  return tell(notes, streams);
}

/** The expectations that fail, each at its place in the Markdown file. */
function tell({ failures }: Notes, streams: Streams): number {
  for (const problem of failures) {
    streams.out(`${formatProblem(problem)}\n`);
    for (const side of ["expected", "actual"] as const) {
      const words = problem.args?.[side];
      if (words !== undefined) streams.out(`  ${side}: ${String(words).replaceAll("\n", "; ")}\n`);
    }
  }
  return failures.length === 0 ? 0 : 1;
}

async function write(output: string, text: string, streams: Streams): Promise<void> {
  await mkdir(dirname(output), { recursive: true })
    .then(() => writeFile(output, text))
    .catch((error: Error) => {
      throw new Failure(`${output}: cannot be written: ${error.message}`);
    });
  streams.out(`wrote ${output}\n`);
}

type Draw = (opened: OpenedTrace, cut: ShownCut | undefined) => string;

/** What the ending of the output asks for; options are checked before anything is read. */
function drawing(output: string, options: Options): Draw {
  const ending = /\.[^.]*$/.exec(output)?.[0].toLowerCase();
  const orientation = choiceOption(options, "direction", ["right", "down"]);
  const theme = choiceOption(options, "theme", ["light", "dark"]);
  const axis = options.axis === undefined ? undefined : choiceOption(options, "axis", ["time", "logical"]);
  const width = numberOption(options, "width");
  const packets = options.packets === true;
  if (width !== undefined && !(width >= 200 && width <= 20_000))
    throw new Failure("--width takes 200 to 20000 pixels");
  if (ending === ".svg")
    return ({ trace }, cut) => traceToSvg(trace, { orientation, theme, axis, width, cut, packets });
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
