// `lightcone info`: counts of what is in a trace, and its problems. It opens what is half readable too,
// for it is where a user looks when something is wrong with a file.

import { fifoViolations } from "../../core/analysis/channelOrder.ts";
import { clockSkews } from "../../core/analysis/clockSkew.ts";
import { skewWords } from "../../core/analysis/traceProblems.ts";
import { describeMessage } from "../../core/trace/describe.ts";
import { NONE } from "../../core/trace/ids.ts";
import { formatProblem } from "../../core/trace/problem.ts";
import { MessageFlag, MessageKind, type Trace } from "../../core/trace/trace.ts";
import { type Command, JSON_OPTION, readOptions } from "../command.ts";
import { openFiles } from "../files.ts";

/** FIFO violations that are printed; all are counted. */
const SHOWN = 10;

export const info: Command = {
  name: "info",
  summary: "Counts processes, channels, events and messages, and lists the problems of a trace.",
  usage: "FILE… [--json]",
  options: [JSON_OPTION],
  example: "info samples/course/bank.events",
  run: async (files, options, { out, ...streams }) => {
    const { trace, problems, reading } = await openFiles(
      files,
      { out, ...streams },
      { read: readOptions(options) },
    );
    const violations = fifoViolations(trace);
    const skews = clockSkews(trace);
    const counts = { ...countsOf(trace), fifoViolations: violations.length, clockSkews: skews.length };
    if (options.json === true) {
      const list = problems.map(({ position, severity, code, message }) => ({
        ...position,
        severity,
        code,
        message,
      }));
      const claims = reading.claims.length;
      out(
        `${JSON.stringify({ ...counts, claims, problems: problems.length, problemList: list }, undefined, 2)}\n`,
      );
      return 0;
    }
    out(`${trace.name}\n`);
    for (const [name, words] of ROWS) out(`  ${words.padEnd(24)}${counts[name]}\n`);
    for (const { earlier, later } of violations.slice(0, SHOWN)) {
      out(`    not FIFO: ${describeMessage(trace, later)} overtook ${describeMessage(trace, earlier)}\n`);
    }
    for (const skew of skews.slice(0, SHOWN)) out(`    skew: ${skewWords(trace, skew)}\n`);
    out(`  ${"problems".padEnd(24)}${problems.length}\n`);
    for (const problem of problems) out(`    ${problem.severity}: ${formatProblem(problem)}\n`);
    return 0;
  },
};

interface Counts {
  readonly processes: number;
  readonly channels: number;
  readonly events: number;
  readonly messages: number;
  readonly markers: number;
  readonly inFlight: number;
  readonly lost: number;
  readonly snapshots: number;
  readonly fifoViolations: number;
  readonly clockSkews: number;
}

const ROWS: readonly (readonly [keyof Counts, string])[] = [
  ["processes", "processes"],
  ["channels", "channels"],
  ["events", "events"],
  ["messages", "messages"],
  ["markers", "  of these markers"],
  ["inFlight", "  in flight at the end"],
  ["lost", "  lost"],
  ["snapshots", "snapshots"],
  ["fifoViolations", "FIFO violations"],
  ["clockSkews", "clock skews"],
];

/** `messages` counts application messages and markers. */
function countsOf(trace: Trace): Omit<Counts, "fifoViolations" | "clockSkews"> {
  const { kind, receive, flags } = trace.messages;
  let markers = 0;
  let inFlight = 0;
  let lost = 0;
  for (let m = 0; m < kind.length; m++) {
    if (kind[m] === MessageKind.marker) markers++;
    if ((flags[m] & MessageFlag.lost) !== 0) lost++;
    else if (receive[m] === NONE) inFlight++;
  }
  return {
    processes: trace.processes.length,
    channels: trace.channels.from.length,
    events: trace.events.time.length,
    messages: kind.length,
    markers,
    inFlight,
    lost,
    snapshots: trace.snapshots.length,
  };
}
