// The cut of the option `--cut`: reads it, and words what is wrong with it for a terminal. What a cut's text means
// is the core's to say: trace/cutText.ts.

import { type Cut, cutAtTime } from "../core/trace/cut.ts";
import { type CutTextFault, readCutText } from "../core/trace/cutText.ts";
import type { Trace } from "../core/trace/trace.ts";
import { Failure } from "./command.ts";

/** The cut that a text names. Raises `Failure`. */
export function cutOption(trace: Trace, text: string): Cut {
  const read = readCutText(trace, text);
  if (read.kind === "fault") throw new Failure(`--cut: ${faultWords(read.fault)}`);
  if (read.kind === "time") return cutAtTime(trace, read.time);
  return Uint32Array.from(trace.processes, ({ name }) => read.frontiers.get(name) ?? 0);
}

function faultWords(fault: CutTextFault): string {
  switch (fault.kind) {
    case "empty":
      return "name at least one process: P=3,Q=5";
    case "form":
      return `expected NAME=NUMBER, found \`${fault.part}\``;
    case "unknown-process":
      return `there is no process ${fault.name}`;
    case "twice":
      return `${fault.name} is named twice`;
    case "too-many":
      return `${fault.name} has only ${fault.events} events`;
    case "no-times":
      return "this trace has no times";
  }
}
