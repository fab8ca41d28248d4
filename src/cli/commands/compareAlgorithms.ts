// `lightcone compare-algorithms`: one scenario, or one recorded trace, and every snapshot algorithm on it, as a table: what it
// recorded, whether that is consistent, what it took, and which of its assumptions are broken here.

import {
  type Compared,
  type ComparedStart,
  compareAll,
  comparedNotes,
  usualStart,
} from "../../core/analysis/compareAlgorithms.ts";
import { assumptionWords } from "../../core/snapshot/assumptionWords.ts";
import { asProcess, type ProcessId } from "../../core/trace/ids.ts";
import type { Trace } from "../../core/trace/trace.ts";
import {
  type Command,
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

/** In units of time, or of a hundredth of what a recorded trace lasts. */
const USUAL_SKEW = 3;

export const compareAlgorithms: Command = {
  name: "compare-algorithms",
  summary:
    "Takes a snapshot with every algorithm, in a scenario's run or replayed over a trace, and compares them.",
  usage: "FILE… [--initiator P[,Q]] [--at TIME] [--skew N] [--json]",
  options: [
    {
      name: "initiator",
      value: "P[,Q]",
      words: "who starts it (default: who starts the file's first snapshot, else the first process)",
    },
    { name: "at", value: "TIME", words: "when (default: when that one starts, else in the middle)" },
    {
      name: "skew",
      value: "N",
      words:
        "how far apart clocks are (default: as they are declared, else 3), and the times of who records independently (default: 3); of a trace 3 % of its time",
    },
    JSON_OPTION,
  ],
  example: "compare-algorithms samples/course/bank.events --initiator Paris --at 3",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const opened = await openSound(files, streams, { read: readOptions(options) });
  const { trace, scenario } = opened;
  const start = startOf(trace, scenario !== undefined, options);
  const rows = await compareAll({ trace, scenario }, start);
  if (options.json === true) {
    const initiators = start.initiators.map((process) => trace.processes[process].name);
    const algorithms = rows.map(recordOf);
    streams.out(`${JSON.stringify({ ...start, initiators, algorithms }, undefined, 2)}\n`);
  } else {
    streams.out(textOf(trace, start, rows));
  }
  // An algorithm whose assumptions hold must be right: only that can fail here.
  return rows.every(({ algorithm, broken, run: ran }) => {
    return !algorithm.consistent || broken.length > 0 || ran === undefined || ran.kind === "consistent";
  })
    ? 0
    : 1;
}

function startOf(trace: Trace, isScenario: boolean, options: Options): ComparedStart {
  const usual = usualStart(trace);
  const names = textOption(options, "initiator")?.split(",");
  const at = numberOption(options, "at") ?? usual.at;
  const given = numberOption(options, "skew");
  const skew = given ?? (isScenario ? USUAL_SKEW : (USUAL_SKEW / 100) * spanOf(trace));
  if (skew < 0) throw new Failure("--skew takes a number, 0 or more");
  if (isScenario && (at < 0 || !Number.isInteger(at)))
    throw new Failure("--at takes a whole number of ticks, 0 or more");
  const initiators = names?.map((name) => initiator(trace, name.trim())) ?? usual.initiators;
  return { initiators, at, skew, drawsClocks: given !== undefined };
}

function spanOf(trace: Trace): number {
  return trace.timeUnit === "none" ? trace.events.time.length : trace.endTime;
}

function initiator(trace: Trace, name: string): ProcessId {
  const process = trace.processes.findIndex((candidate) => candidate.name === name);
  if (process < 0) throw new Failure(`--initiator: there is no process ${name}`);
  return asProcess(process);
}

const HEADER = [
  "algorithm",
  "result",
  "in channels",
  "control",
  "bits",
  "carried",
  "time",
  "blocked",
  "at most",
];

function textOf(trace: Trace, start: ComparedStart, rows: readonly Compared[]): string {
  const who = start.initiators.map((process) => trace.processes[process].name).join(", ");
  const cells = [HEADER, ...rows.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("  ")
      .trimEnd(),
  );
  const notes = rows.flatMap((row) => comparedNotes(row).map((note) => `${row.algorithm.id}: ${note}`));
  const own = trace.snapshots.length > 1 ? "; the file's own snapshots are left out" : "";
  const title = `${trace.name}: a snapshot by ${who} at ${start.at}, with every algorithm${own}`;
  const legend =
    "control: control messages, hop by hop; bits: theirs; carried: bits on application messages; time: from start to end; blocked: how long processes were, in all";
  return [title, "", ...lines, "", legend, ...(notes.length === 0 ? [] : ["", ...notes]), ""].join("\n");
}

function cellsOf({ algorithm, run: ran, reason }: Compared): string[] {
  if (ran === undefined)
    return [algorithm.id, reason === undefined ? "-" : "cannot run here", ...Array(7).fill("-")];
  const { cost } = ran;
  return [
    algorithm.id,
    ran.kind,
    String(ran.inChannels),
    String(cost.controlMessages),
    String(cost.controlBits),
    String(cost.piggybackBits),
    cost.duration === undefined ? "-" : String(cost.duration),
    String(cost.blockedSum),
    String(cost.blockedMost),
  ];
}

function recordOf({ algorithm, broken, timing, run: ran, reason }: Compared) {
  return {
    id: algorithm.id,
    name: algorithm.name,
    assumes: assumptionWords(algorithm),
    broken,
    ...(timing === undefined ? {} : { timing }),
    ...(reason === undefined ? {} : { reason }),
    ...(ran === undefined
      ? {}
      : {
          verdict: ran.kind,
          words: ran.words,
          ...(ran.witness === undefined ? {} : { witness: ran.witness }),
          cut: cutRecord(ran.trace, ran.snapshot.frontier),
          inChannels: ran.inChannels,
          lost: ran.missing,
          doubled: ran.surplus,
          cost: ran.cost,
        }),
  };
}
