// The cuts that an authored scenario draws through its run, as cuts of the trace. A cut that speaks of a message which
// the run does not have cannot be drawn; that is said, with the place.

import type { CutPoint, PlannedCut } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Cut, cutAtTime, emptyCut } from "../trace/cut.ts";
import { type MessageId, NONE } from "../trace/ids.ts";
import type { Problem } from "../trace/problem.ts";
import { eventCountOf, localIndex, receiverOf, senderOf, type Trace } from "../trace/trace.ts";
import type { CutVerdict } from "../trace/verdict.ts";
import { verifyCut } from "./consistency.ts";
import { type StepEvents, stepEvents } from "./stepEvents.ts";

/** A planned cut with its verdict. */
export interface DrawnCut {
  readonly planned: PlannedCut;
  readonly cut: Cut;
  readonly verdict: CutVerdict;
}

export interface DrawnCuts {
  /** In the scenario's order; undefined where one cannot be drawn. */
  readonly cuts: readonly (DrawnCut | undefined)[];
  readonly problems: readonly Problem[];
}

export function drawCuts(scenario: Scenario, trace: Trace): DrawnCuts {
  const problems: Problem[] = [];
  let events: StepEvents | undefined;
  const messageOf = (step: number): number => {
    events ??= stepEvents(scenario, trace);
    return events.messageOf(step);
  };
  const cuts = (scenario.cuts ?? []).map((planned): DrawnCut | undefined => {
    const { through } = planned;
    if (through.kind === "time") {
      const cut = cutAtTime(trace, through.time);
      return { planned, cut, verdict: verifyCut(trace, cut) };
    }
    const cut = emptyCut(trace);
    const faults = through.points.flatMap((point) => setPoint(messageOf, trace, cut, point) ?? []);
    problems.push(...faults);
    return faults.length > 0 ? undefined : { planned, cut, verdict: verifyCut(trace, cut) };
  });
  return { cuts, problems };
}

function setPoint(
  messageOf: (step: number) => number,
  trace: Trace,
  cut: Cut,
  point: CutPoint,
): Problem | undefined {
  const { process, after, position } = point;
  const { name } = trace.processes[process];
  const fault = (code: string, message: string): Problem => ({ position, severity: "error", code, message });
  if (after.kind === "events") {
    const events = eventCountOf(trace, process);
    if (after.count > events) {
      return fault(
        "cut-too-far",
        `${name} has only ${events} events in this run, so no cut goes after ${after.count}`,
      );
    }
    cut[process] = after.count;
    return undefined;
  }
  const message = messageOf(after.send) as MessageId;
  const { send, receive } = trace.messages;
  if (message === NONE) return fault("cut-message", "this message is not sent in this run");
  const isSender = senderOf(trace, message) === process;
  if (!isSender && receiverOf(trace, message) !== process) {
    return fault("cut-message", `${name} neither sends nor receives this message`);
  }
  const event = isSender ? send[message] : receive[message];
  if (event === NONE && isSender) return fault("cut-message", "this message is under way from the start");
  if (event === NONE) return fault("cut-message", `${name} does not receive this message in this run`);
  cut[process] = localIndex(trace, event) + 1;
  return undefined;
}
