// `lightcone recovery-line`: how far all must roll back after a crash, where each process has saved its state by itself; which
// message makes whom roll back; and the line drawn in the diagram.

import {
  recoveryLine as lineOf,
  type RecoveryLine,
  recoveryLines,
  rollbackDependencies,
} from "../../core/analysis/uses/recoveryLine.ts";
import { rollbackGraph } from "../../core/analysis/uses/rollbackGraph.ts";
import { shownRecoveryLine } from "../../core/analysis/uses/shownRecoveryLine.ts";
import { rollbackGraphSvg } from "../../core/diagram/rollbackGraphSvg.ts";
import { traceToSvg } from "../../core/diagram/svg.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { processName } from "../../core/trace/describe.ts";
import { NONE, type ProcessId } from "../../core/trace/ids.ts";
import type { Trace } from "../../core/trace/trace.ts";
import {
  type Command,
  Failure,
  JSON_OPTION,
  type Options,
  readOptions,
  type Streams,
  textOption,
} from "../command.ts";
import { cutOption } from "../cutOption.ts";
import { openSound } from "../files.ts";
import { cutRecord, messageRecord } from "../places.ts";
import { writeText } from "../writing.ts";

export const recoveryLine: Command = {
  name: "recovery-line",
  summary:
    "Tells how far all roll back after a crash, from checkpoints that were taken independently, and draws the line.",
  usage: "FILE… [--crashed P,Q] [--until P=3,Q=5] [-o OUT.svg] [--graph OUT.svg] [--json]",
  options: [
    {
      name: "crashed",
      value: "P,Q",
      words: "who crashes; the others go on from where they are if they can (default: all crash)",
    },
    {
      name: "until",
      value: "P=3,Q=5",
      words: "when: what comes after this cut, or moment (at 5), has not happened (default: the end)",
    },
    { name: "output", short: "o", value: "OUT.svg", words: "draw the line in the diagram" },
    {
      name: "graph",
      value: "OUT.svg",
      words: "draw which interval depends on which: the rollback-dependency graph",
    },
    JSON_OPTION,
  ],
  example: "recovery-line samples/uses/07-domino.lightcone",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const output = pictureOption(options, "output", "-o");
  const graph = pictureOption(options, "graph", "--graph");
  const { trace } = await openSound(files, streams, { read: readOptions(options) });
  const until = textOption(options, "until");
  const crashed = textOption(options, "crashed");
  const line = lineOf(trace, {
    ...(until === undefined ? {} : { until: cutOption(trace, until) }),
    ...(crashed === undefined
      ? {}
      : { crashed: crashed.split(",").map((name) => processOf(trace, name.trim())) }),
  });
  const shown = shownRecoveryLine(trace, line);
  if (output !== undefined) await writeText(output, [traceToSvg(trace, { cut: shown })]);
  if (graph !== undefined) await writeText(graph, [graphOf(trace, line, shown.words)]);
  if (options.json === true) streams.out(`${JSON.stringify(recordOf(trace, line), undefined, 2)}\n`);
  else {
    const at = cutText(trace, line.cut);
    const words = `recovery line${at === "" ? "" : ` ${at}`}: ${shown.words}`;
    streams.out(`${[words, ...recoveryLines(trace, line)].join("\n")}\n`);
    for (const file of [output, graph]) if (file !== undefined) streams.out(`wrote ${file}\n`);
  }
  return line.domino.length === 0 ? 0 : 1;
}

function pictureOption(options: Options, name: string, called: string): string | undefined {
  const file = textOption(options, name);
  if (file !== undefined && !/\.svg$/i.test(file)) throw new Failure(`${called}: ${file} must end in .svg`);
  return file;
}

function graphOf(trace: Trace, line: RecoveryLine, words: string): string {
  const title = `Rollback dependencies of ${trace.name}`;
  const subtitle = `Recovery line: ${words}`;
  const svg = rollbackGraphSvg(rollbackGraph(trace, line), { title, subtitle });
  if (svg === undefined) throw new Failure("--graph: there are too many checkpoints to draw");
  return svg;
}

function processOf(trace: Trace, name: string): ProcessId {
  const process = trace.processes.findIndex((each) => each.name === name);
  if (process < 0) throw new Failure(`--crashed: there is no process ${name}`);
  return process as ProcessId;
}

function recordOf(trace: Trace, line: RecoveryLine) {
  const nameOf = (process: number): string => processName(trace, process);
  const { cut, checkpoints, chosen, rollbacks, domino } = line;
  return {
    domino: domino.map(nameOf),
    cut: cutRecord(trace, cut),
    checkpoints: Object.fromEntries(
      checkpoints.map((list, p) => [
        nameOf(p),
        list.map(({ name, frontier }, i) => ({ name, events: frontier, chosen: i === chosen[p] })),
      ]),
    ),
    rollbacks: rollbacks.map(({ process, from, to, message }) => ({
      process: nameOf(process),
      from: checkpoints[process][from].name,
      to: checkpoints[process][to].name,
      because: message === NONE ? null : messageRecord(trace, message),
    })),
    dependencies: rollbackDependencies(trace, line).map(({ from, to, message }) => ({
      from: { process: nameOf(from.process), interval: from.interval },
      to: { process: nameOf(to.process), interval: to.interval },
      message,
    })),
  };
}
