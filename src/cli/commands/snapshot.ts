// `lightcone snapshot`: prints the snapshots that a scenario or a trace records, or one more that the options ask for:
// run with the scenario, or replayed over the recorded trace.

import { type OpenContext, openReplay, openScenario } from "../../core/analysis/opened.ts";
import { writeSnap } from "../../core/formats/course/snapFile.ts";
import { withSnapshot } from "../../core/scenario/addSnapshot.ts";
import type { MarkerLatency } from "../../core/simulation/markerLatency.ts";
import { describeContent } from "../../core/trace/describe.ts";
import { describeUnfinished, snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import { type GlobalState, recordedState } from "../../core/trace/globalState.ts";
import { asProcess, type ProcessId } from "../../core/trace/ids.ts";
import { describeState } from "../../core/trace/localState.ts";
import { formatProblem } from "../../core/trace/problem.ts";
import type { Snapshot, Trace } from "../../core/trace/trace.ts";
import {
  describeSnapshotVerdict,
  describeTokenDifference,
  type SnapshotVerdict,
} from "../../core/trace/verdict.ts";
import { ALGORITHM_OPTION, algorithmOption } from "../algorithmOption.ts";
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
import { type OpenedTrace, openSound } from "../files.ts";
import { cutRecord, messageRecord, stateRecord } from "../places.ts";
import { traceWriter, writeText } from "../writing.ts";

/** Different contents of a channel that are printed. */
const MOST_TOLD = 50;

export const snapshot: Command = {
  name: "snapshot",
  summary:
    "Prints the snapshots of a scenario or trace, or takes one more: in the scenario's run, or replayed over the trace.",
  usage:
    "FILE… [--initiator P[,Q]] [--at TIME] [--latency channel|N] [--algorithm NAME] [--format text|snap] [-o OUT] [--json]",
  options: [
    {
      name: "initiator",
      value: "P[,Q]",
      words: "take one more snapshot, started by these processes; print only it",
    },
    {
      name: "at",
      value: "TIME",
      words:
        "when they start it, after what happens at that time (default: 0); without times, after so many events",
    },
    {
      name: "latency",
      value: "channel|N",
      words: "on a recorded trace, how long markers take: as each channel's own messages (default), or N",
    },
    ALGORITHM_OPTION,
    {
      name: "format",
      value: "text|snap",
      words: "text for people, or the course's .snap text (default: text)",
    },
    {
      name: "output",
      short: "o",
      value: "OUT",
      words: "write the trace with its snapshots and markers too; the ending names the format (.lctrace)",
    },
    JSON_OPTION,
  ],
  example: "snapshot samples/course/bank.events --initiator Paris --at 3",
  run,
};

/** The snapshot that the options ask for. */
interface Further {
  readonly initiators: string;
  readonly at: number;
  readonly latency: MarkerLatency;
}

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const format = choiceOption(options, "format", ["text", "snap"]);
  const algorithm = algorithmOption(options);
  const output = textOption(options, "output");
  const write = output === undefined ? undefined : traceWriter(output);
  const at = numberOption(options, "at");
  const initiators = textOption(options, "initiator");
  if (at !== undefined && initiators === undefined) throw new Failure("--at needs --initiator");
  let opened = await openSound(files, streams, { algorithm, read: readOptions(options) });
  let shown: readonly Snapshot[] = opened.trace.snapshots;
  if (initiators !== undefined) {
    opened = await withFurther(
      opened,
      { initiators, at: at ?? 0, latency: latencyOption(options) },
      { algorithm },
    );
    shown = opened.trace.snapshots.slice(-1);
    const overtaken = opened.problems.filter(({ code }) => code === "snapshot-not-fifo");
    for (const problem of overtaken) streams.error(`${formatProblem(problem)}\n`);
  }
  const { trace, verdicts } = opened;
  if (output !== undefined && write !== undefined) await writeText(output, write(trace));
  if (shown.length === 0)
    throw new Failure(`${files[0]}:1:1: asks for no snapshot; ask for one with --initiator NAME`);
  const parts = shown.map((taken) => ({ taken, verdict: verdicts[trace.snapshots.indexOf(taken)] }));
  if (options.json === true) {
    const records = parts.map(({ taken, verdict }) => snapshotRecord(trace, taken, verdict));
    streams.out(`${JSON.stringify({ snapshots: records }, undefined, 2)}\n`);
  } else {
    const text = format === "snap" ? writeSnap : snapshotText;
    streams.out(
      parts.map(({ taken, verdict }) => text(trace, taken, verdict)).join(format === "snap" ? "" : "\n"),
    );
  }
  return parts.every(({ verdict, taken }) => verdict.kind === "consistent" && taken.unfinished === undefined)
    ? 0
    : 1;
}

/** What is open, with the snapshot that the options ask for: run in the scenario, or replayed over a recorded trace. */
async function withFurther(
  opened: OpenedTrace,
  further: Further,
  context: OpenContext,
): Promise<OpenedTrace> {
  const initiators = further.initiators.split(",").map((name) => initiator(opened.trace, name.trim()));
  const { scenario, trace } = opened;
  const taken =
    scenario === undefined
      ? await openReplay(trace, { initiators, at: further.at, latency: further.latency }, context)
      : await openScenario(withSnapshot(scenario, initiators, wholeTicks(further.at)), context);
  if (taken?.trace === undefined) {
    throw new Failure("messages of this trace form a causal cycle, so there is no run of it to replay");
  }
  return { ...taken, trace: taken.trace };
}

function wholeTicks(at: number): number {
  if (at >= 0 && Number.isInteger(at)) return at;
  throw new Failure("--at takes a whole number of ticks, 0 or more");
}

function latencyOption(options: Options): MarkerLatency {
  const text = textOption(options, "latency");
  if (text === undefined || text === "channel") return { kind: "channel" };
  const value = Number(text);
  if (!(value >= 0)) throw new Failure(`--latency takes \`channel\` or a number, 0 or more, not \`${text}\``);
  return { kind: "fixed", value };
}

function initiator(trace: Trace, name: string): ProcessId {
  const process = trace.processes.findIndex((candidate) => candidate.name === name);
  if (process < 0) throw new Failure(`--initiator: there is no process ${name}`);
  return asProcess(process);
}

function snapshotText(trace: Trace, taken: Snapshot, verdict: SnapshotVerdict): string {
  const state: GlobalState = recordedState(trace, taken);
  const name = (process: number): string => trace.processes[process].name;
  const initiators = taken.initiators.map(name).join(", ");
  const lines = [`${snapshotTitle(taken)} by ${initiators}: ${describeSnapshotVerdict(trace, verdict)}`];
  if (taken.unfinished !== undefined)
    lines.push(`  did not end: ${describeUnfinished(trace, taken.unfinished)}`);
  const width = Math.max(...trace.processes.map((process) => process.name.length));
  trace.processes.forEach((process, p) => {
    const recorded = taken.recordEvents[p] >= 0 ? describeState(state.processes[p]) : "never recorded";
    lines.push(`  ${process.name.padEnd(width)}  ${recorded}`);
  });
  for (const { from, to, messages } of state.channels) {
    lines.push(`  ${name(from)} → ${name(to)}: ${describeContent(trace, messages, MOST_TOLD)}`);
  }
  if (verdict.tokens !== undefined) lines.push(`  ${describeTokenDifference(verdict.tokens)}`);
  return `${lines.join("\n")}\n`;
}

function snapshotRecord(trace: Trace, taken: Snapshot, verdict: SnapshotVerdict) {
  const state = recordedState(trace, taken);
  return {
    id: taken.id,
    algorithm: taken.algorithm,
    initiators: taken.initiators.map((process) => trace.processes[process].name),
    verdict: verdict.kind,
    words: describeSnapshotVerdict(trace, verdict),
    ended: taken.unfinished === undefined,
    ...(taken.unfinished === undefined ? {} : { unfinished: describeUnfinished(trace, taken.unfinished) }),
    cut: cutRecord(trace, taken.frontier),
    processes: Object.fromEntries(
      trace.processes.map(({ name }, p) => [
        name,
        taken.recordEvents[p] >= 0 ? stateRecord(state.processes[p]) : null,
      ]),
    ),
    channels: state.channels.map(({ from, to, messages }) => ({
      from: trace.processes[from].name,
      to: trace.processes[to].name,
      messages: messages.map((message) => messageRecord(trace, message)),
    })),
    ...(verdict.tokens === undefined ? {} : { tokens: verdict.tokens }),
  };
}
