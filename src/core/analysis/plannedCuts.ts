// The cuts that an authored scenario draws through its run, as cuts of the trace. A cut that speaks of a message which
// the run does not have cannot be drawn; that is said, with the place.

import type { CutPoint, PlannedCut } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Cut, cutAtTime, emptyCut } from "../trace/cut.ts";
import { type MessageId, NONE } from "../trace/ids.ts";
import type { Problem } from "../trace/problem.ts";
import { eventCountOf, localIndex, MessageKind, receiverOf, senderOf, type Trace } from "../trace/trace.ts";
import type { CutVerdict } from "../trace/verdict.ts";
import { verifyCut } from "./consistency.ts";

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
  const cuts = (scenario.cuts ?? []).map((planned): DrawnCut | undefined => {
    const { through } = planned;
    if (through.kind === "time") {
      const cut = cutAtTime(trace, through.time);
      return { planned, cut, verdict: verifyCut(trace, cut) };
    }
    const cut = emptyCut(trace);
    const faults = through.points.flatMap((point) => setPoint(scenario, trace, cut, point) ?? []);
    problems.push(...faults);
    return faults.length > 0 ? undefined : { planned, cut, verdict: verifyCut(trace, cut) };
  });
  return { cuts, problems };
}

/** The message that a send step sends, or NONE where the run left it out. */
function messageOfStep(scenario: Scenario, trace: Trace, step: number): MessageId {
  const steps = scenario.steps ?? [];
  const wanted = steps[step];
  if (wanted?.kind !== "send") return NONE as MessageId;
  const { line, file } = wanted;
  // One line may send several times: each is found by its place among them.
  const place = steps
    .slice(0, step)
    .filter(
      (s) => s.kind === "send" && s.process === wanted.process && s.line === line && s.file === file,
    ).length;
  const { events, messages } = trace;
  const end = trace.firstEvent[wanted.process + 1];
  let found = 0;
  for (let event = trace.firstEvent[wanted.process]; event < end; event++) {
    const sent = events.sent[event];
    if (events.line[event] !== line || events.file[event] !== file || sent === NONE) continue;
    if (messages.kind[sent] !== MessageKind.application) continue;
    if (found++ === place) return sent as MessageId;
  }
  return NONE as MessageId;
}

function setPoint(scenario: Scenario, trace: Trace, cut: Cut, point: CutPoint): Problem | undefined {
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
  const message = messageOfStep(scenario, trace, after.send);
  const { send, receive } = trace.messages;
  if (message === NONE) return fault("cut-message", "this message is not sent in this run");
  const isSender = senderOf(trace, message) === process;
  if (!isSender && receiverOf(trace, message) !== process) {
    return fault("cut-message", `${name} neither sends nor receives this message`);
  }
  const event = isSender ? send[message] : receive[message];
  if (event === NONE) return fault("cut-message", `${name} does not receive this message in this run`);
  cut[process] = localIndex(trace, event) + 1;
  return undefined;
}
