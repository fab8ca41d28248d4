// Which event of the run each step of an authored scenario became, and back. The diagram leads from an event to the
// statement that it stands for by it, and from the statement to the event.

import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";
import { NONE } from "../trace/ids.ts";
import { MessageFlag, MessageKind, receiverOf, type Trace } from "../trace/trace.ts";

export interface StepEvents {
  /** The event of each step: of a receive step the receipt; NONE where the run did not get to it. */
  readonly eventOf: Int32Array;
  /** The message that a send step sends, or has under way; NONE where it did not. */
  messageOf(step: number): number;
  /** The step whose statement an event stands for: of a receipt, the one that sends. NONE where no single step does. */
  stepOf(event: number): number;
}

/**
 * Steps and events of one process meet by their line, and on one line by their order, which is that of the text.
 * `trace` is the scenario's run.
 */
export function stepEvents(scenario: Scenario, trace: Trace): StepEvents {
  const steps = scenario.steps ?? [];
  const eventOf = new Int32Array(steps.length).fill(NONE);
  const stepAt = new Map<number, number>();
  const waiting = new Map<string, number[]>();
  steps.forEach((step, i) => {
    const key = keyOfStep(scenario, step);
    if (key === undefined) return;
    const queue = waiting.get(key);
    if (queue === undefined) waiting.set(key, [i]);
    else queue.push(i);
  });
  for (const queue of waiting.values()) queue.reverse();
  const starts = recordings(trace);
  for (let event = 0; event < trace.events.time.length; event++) {
    const key = keyOfEvent(trace, starts, event);
    const step = key === undefined ? undefined : waiting.get(key)?.pop();
    if (step === undefined) continue;
    eventOf[step] = event;
    stepAt.set(event, step);
  }
  // What is in channels at the start are the trace's first messages, in the order of the steps.
  const underWay = steps.flatMap((step, i) => (step.kind === "send" && step.underWay ? [i] : []));
  const messageOf = (step: number): number => {
    const event = eventOf[step] ?? NONE;
    return event === NONE ? underWay.indexOf(step) : trace.events.sent[event];
  };
  for (const [i, step] of steps.entries()) {
    const message = step.kind === "receive" ? messageOf(step.send) : NONE;
    if (message !== NONE) eventOf[i] = trace.messages.receive[message];
  }
  return {
    eventOf,
    messageOf,
    stepOf: (event) => {
      const message = trace.events.received[event];
      if (message === NONE) return stepAt.get(event) ?? NONE;
      if ((trace.messages.flags[message] & MessageFlag.underWay) !== 0) return underWay[message] ?? NONE;
      return stepAt.get(trace.messages.send[message]) ?? NONE;
    },
  };
}

/** The snapshots that processes start by themselves, not by a marker, by the event with which they record. */
function recordings(trace: Trace): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  trace.snapshots.forEach(({ id, recordEvents }, index) => {
    recordEvents.forEach((event, process) => {
      if (event !== NONE && !followsMarker(trace, index, process, event)) starts.set(event, id);
    });
  });
  return starts;
}

/** Whether a process records because of a marker of this snapshot: it then does so with the very next event. */
function followsMarker(trace: Trace, snapshot: number, process: number, event: number): boolean {
  const { kind, payload } = trace.messages;
  const cause = event === trace.firstEvent[process] ? NONE : trace.events.received[event - 1];
  return cause !== NONE && kind[cause] === MessageKind.marker && payload[cause] === snapshot;
}

function keyOfStep({ channels }: Scenario, step: Step): string | undefined {
  switch (step.kind) {
    case "send":
      if (step.underWay) return undefined;
      return `${step.process} ${step.line} send ${channels[step.channel].to}`;
    case "local":
    case "crash":
    case "restart":
      return `${step.process} ${step.line} local`;
    case "snapshot":
      return `${step.process} snapshot ${step.id}`;
    default:
      return undefined;
  }
}

function keyOfEvent(trace: Trace, starts: ReadonlyMap<number, number>, event: number): string | undefined {
  const { process, line, sent, received } = trace.events;
  const start = starts.get(event);
  if (start !== undefined) return `${process[event]} snapshot ${start}`;
  if (received[event] !== NONE) return undefined;
  const message = sent[event];
  if (message === NONE) return `${process[event]} ${line[event]} local`;
  if (trace.messages.kind[message] !== MessageKind.application) return undefined;
  return `${process[event]} ${line[event]} send ${receiverOf(trace, message)}`;
}
