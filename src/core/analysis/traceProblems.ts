// What the messages of a trace say of its channels and clocks, as problems on lines: a message that was overtaken on its
// channel, and a clock that must be behind another. Neither is an error of the file; both matter to whom reads cuts.

import { describeMessage, formatDuration } from "../trace/describe.ts";
import { placeInSources, relatedEvent } from "../trace/eventPlaces.ts";
import type { Problem } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import { counted } from "../trace/verdict.ts";
import { fifoViolations } from "./channelOrder.ts";
import { clockSkews, type Skew } from "./clockSkew.ts";

/** Problems of one kind that are told one by one; the rest is counted. */
const TOLD_SINGLY = 20;

/** Channels that were not FIFO, then clocks that differ. */
export function traceProblems(trace: Trace): Problem[] {
  return [...overtaken(trace), ...skewed(trace)];
}

/** How a skew is told: `the clock of Q is behind that of P by more than 3.2 ms`. */
export function skewWords(trace: Trace, { ahead, behind, atLeast }: Skew): string {
  const [later, earlier] = [trace.processes[behind].name, trace.processes[ahead].name];
  return `the clock of ${later} is behind that of ${earlier} by more than ${formatDuration(trace, atLeast)}`;
}

/**
 * A recorded channel need not be FIFO, so this is information; where the trace holds a snapshot it is a warning, for
 * Chandy and Lamport (1985, §2) assume it.
 */
function overtaken(trace: Trace): Problem[] {
  const violations = fifoViolations(trace);
  const { send, receive } = trace.messages;
  const severity = trace.snapshots.length === 0 ? "info" : "warning";
  const code = "channel-not-fifo";
  const problems = violations.slice(0, TOLD_SINGLY).map(({ earlier, later }): Problem => {
    const words = `${describeMessage(trace, earlier)} was overtaken by ${describeMessage(trace, later)}`;
    return {
      position: placeInSources(trace, receive[earlier]),
      severity,
      code,
      message: `this channel was not FIFO: ${words}, which was sent later and received earlier`,
      args: { event: receive[earlier] },
      related: [
        ...relatedEvent(trace, send[earlier], "the overtaken message is sent here"),
        ...relatedEvent(trace, send[later], "the overtaking message is sent here"),
        ...relatedEvent(trace, receive[later], "the overtaking message is received here"),
      ],
    };
  });
  const more = violations.length - problems.length;
  if (more === 0) return problems;
  const message = `${counted(more, "more message")} were overtaken on their channels, ${violations.length} in all`;
  return [...problems, { position: wholeTrace(trace), severity, code, message }];
}

function skewed(trace: Trace): Problem[] {
  const skews = clockSkews(trace);
  const { send, receive } = trace.messages;
  const code = "clock-skew";
  const problems = skews.slice(0, TOLD_SINGLY).map((skew): Problem => {
    const { witness, messages } = skew;
    const shown = messages === 1 ? "this message shows" : `${messages} messages show, this one most`;
    const words = `${describeMessage(trace, witness)} is received at an earlier time than it was sent`;
    return {
      position: placeInSources(trace, receive[witness]),
      severity: "warning",
      code,
      message: `${skewWords(trace, skew)}, as ${shown}: ${words}`,
      args: { event: receive[witness] },
      related: relatedEvent(trace, send[witness], "sent here, at a later time"),
    };
  });
  const more = skews.length - problems.length;
  if (more === 0) return problems;
  const message = `${counted(more, "more pair")} of processes have clocks that differ, ${skews.length} in all`;
  return [...problems, { position: wholeTrace(trace), severity: "warning", code, message }];
}

function wholeTrace(trace: Trace) {
  return { file: trace.files[0] ?? trace.name, line: 0, column: 0 };
}
