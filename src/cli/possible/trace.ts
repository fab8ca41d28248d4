// The answer of `lightcone possible` to a snapshot or cut of a trace: could Chandy–Lamport have recorded it, in a run of the
// very events that happened? The JSON's keys are a contract with users' scripts: add to them, never rename.

import { fewestInitiators, type Initiators, soleInitiators } from "../../core/analysis/possibility/answer.ts";
import {
  type Recordable,
  recordable,
  recordingTrace,
  systemOfTrace,
} from "../../core/analysis/possibility/recordable.ts";
import { describeRecordableReason } from "../../core/analysis/possibility/recordableWords.ts";
import { describeInitiators, startWords } from "../../core/analysis/possibility/words.ts";
import type { Cut } from "../../core/trace/cut.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import type { Snapshot, Trace } from "../../core/trace/trace.ts";
import { Failure, type Options, readOptions, type Streams, textOption } from "../command.ts";
import { cutOption } from "../cutOption.ts";
import { openSound } from "../files.ts";
import { cutRecord } from "../places.ts";
import { traceWriter, writeText } from "../writing.ts";
import type { Answered } from "./answered.ts";

export async function answerTrace(
  files: readonly string[],
  asked: Initiators,
  options: Options,
  streams: Streams,
): Promise<Answered> {
  const { trace } = await openSound(files, streams, { read: readOptions(options) });
  const { cut, snapshot } = meant(trace, options);
  const answer = recordable(trace, cut, asked, snapshot);
  const of = snapshot === undefined ? `cut ${cutText(trace, cut)}` : snapshotTitle(snapshot);
  const lines = [`of ${of}, in a run of the very events that happened:`, ...linesOf(trace, answer)];
  const output = textOption(options, "output");
  if (output !== undefined) lines.push(await writeRun(output, trace, cut, answer));
  return {
    kind: answer.kind,
    text: lines.map((line) => `${line}\n`).join(""),
    record: recordOf(trace, cut, answer),
  };
}

function meant(trace: Trace, options: Options): { readonly cut: Cut; readonly snapshot?: Snapshot } {
  const id = textOption(options, "snapshot");
  const text = textOption(options, "cut");
  if (id !== undefined && text !== undefined) throw new Failure("--snapshot and --cut: ask of one of them");
  if (text !== undefined) return { cut: cutOption(trace, text) };
  const snapshot = trace.snapshots.find((each) => String(each.name ?? each.id) === id);
  if (snapshot === undefined) throw new Failure(`--snapshot: there is no snapshot ${id}`);
  return { cut: snapshot.frontier, snapshot };
}

function linesOf(trace: Trace, answer: Recordable): string[] {
  const system = systemOfTrace(trace);
  switch (answer.kind) {
    case "possible":
      return [startWords(system, answer), describeInitiators(system, answer)];
    case "impossible": {
      const words = answer.reasons.map((reason) => describeRecordableReason(trace, reason));
      if (answer.consistent !== true) return words;
      return [...words, `it is a consistent global state, though; ${describeInitiators(system, answer)}`];
    }
    case "unknown":
      return answer.doubts.map((doubt) => describeRecordableReason(trace, doubt));
  }
}

async function writeRun(output: string, trace: Trace, cut: Cut, answer: Recordable): Promise<string> {
  const write = traceWriter(output);
  if (answer.kind !== "possible") return `${output} is not written: there is no run to write`;
  const alone = soleInitiators(answer);
  const run = recordingTrace(trace, cut, alone.length > 0 ? [alone[0]] : fewestInitiators(answer));
  if (run === undefined)
    return `${output} is not written: markers of the trace's own snapshots are under way at the cut`;
  await writeText(output, write(run));
  return `wrote ${output}`;
}

function recordOf(trace: Trace, cut: Cut, answer: Recordable) {
  const names = (processes: readonly number[]): string[] => processes.map((p) => trace.processes[p].name);
  const reasons =
    answer.kind === "possible" ? [] : answer.kind === "unknown" ? answer.doubts : answer.reasons;
  return {
    verdict: answer.kind,
    initiators: answer.asked,
    consistent: answer.consistent ?? null,
    alone: names(soleInitiators(answer)),
    groups: answer.groups.map(names),
    cut: cutRecord(trace, cut),
    ...(reasons.length === 0
      ? {}
      : {
          [answer.kind === "unknown" ? "doubts" : "reasons"]: reasons.map((reason) => ({
            kind: reason.kind,
            words: describeRecordableReason(trace, reason),
          })),
        }),
  };
}
