// What of a scenario's steps is still to be done after the cut of a snapshot, with the messages that the snapshot recorded in
// channels before them. Times count from the moment before which nothing outside the cut happened.

import type { ScenarioChannel } from "../../scenario/scenario.ts";
import type { SendStep, Step } from "../../scenario/step.ts";
import { type ChannelId, NONE, type ProcessId } from "../../trace/ids.ts";
import { localIndex, type Snapshot, type Trace } from "../../trace/trace.ts";
import { type NotedRun, timesInside } from "./stepsDone.ts";

export interface Remainder {
  /** First what is under way, in the order of receipt; then the rest in its former order. */
  readonly steps: readonly Step[];
  /** The former time that is 0 now. */
  readonly base: number;
  /** Steps that were done inside the cut. */
  readonly done: number;
  readonly underWay: number;
}

/** `old`: the steps of the run; `channels`: the scenario's. */
export function remainderOf(
  old: readonly Step[],
  channels: readonly ScenarioChannel[],
  noted: NotedRun,
  snapshot: Snapshot,
): Remainder {
  const { trace } = noted;
  const base = Math.min(...trace.processes.map((_, p) => lastTimeInside(trace, p, snapshot.frontier[p])));
  const messageOf = messagesOf(old, noted);
  const stepOf = new Map([...messageOf].map(([step, message]) => [message, step]));
  const drafts: Draft[] = [];
  for (const message of snapshot.channelMessages) {
    const sent = stepOf.get(message) ?? NONE;
    drafts.push({
      step: underWayStep(trace, channels, message, old[sent] as SendStep | undefined, base),
      old: sent,
    });
  }
  const underWay = drafts.length;
  const times = timesInside(noted, old, snapshot.frontier);
  const started = startedInside(old, noted, snapshot);
  let done = 0;
  old.forEach((step, i) => {
    const left = leftOf(step, times[i], base, started, (send) =>
      isReceivedInside(trace, snapshot, messageOf.get(send)),
    );
    if (left === undefined) done++;
    else drafts.push({ step: left, old: i });
  });
  return { steps: relinked(drafts), base, done, underWay };
}

/** The message of each send step that was done, or that had one under way from the start. */
function messagesOf(old: readonly Step[], { trace, doings }: NotedRun): ReadonlyMap<number, number> {
  const messageOf = new Map<number, number>();
  let underWay = 0;
  old.forEach((step, i) => {
    if (step.kind === "send" && step.underWay) messageOf.set(i, underWay++);
  });
  for (const { step, process, place, hasEvent } of doings) {
    if (hasEvent && old[step].kind === "send")
      messageOf.set(step, trace.events.sent[trace.firstEvent[process] + place]);
  }
  return messageOf;
}

/** The snapshots that somebody had started inside the cut, the chosen one among them: they are not taken up again. */
function startedInside(
  old: readonly Step[],
  { doings }: NotedRun,
  { id, frontier }: Snapshot,
): ReadonlySet<number> {
  const started = new Set([id]);
  for (const { step, process, place } of doings) {
    const done = old[step];
    if (done.kind === "snapshot" && place < frontier[process]) started.add(done.id);
  }
  return started;
}

/** A recorded message as a step: it is in its channel when the new run begins. */
function underWayStep(
  trace: Trace,
  channels: readonly ScenarioChannel[],
  message: number,
  sent: SendStep | undefined,
  base: number,
): SendStep {
  const channel = trace.messages.channel[message];
  const from = trace.channels.from[channel] as ProcessId;
  const to = trace.channels.to[channel];
  const receiveAt = sent?.receiveAt === undefined ? 0 : sent.receiveAt - base;
  return {
    kind: "send",
    process: from,
    channel: channels.findIndex((each) => each.from === from && each.to === to) as ChannelId,
    payload: trace.messages.payload[message],
    lane: from,
    underWay: true,
    file: sent?.file ?? 0,
    line: sent?.line ?? 0,
    ...(receiveAt > 0 ? { receiveAt } : {}),
  };
}

/** What of a step is still to be done, or undefined where nothing is. `times`: how often it was done inside. */
function leftOf(
  step: Step,
  times: number,
  base: number,
  started: ReadonlySet<number>,
  isReceived: (send: number) => boolean,
): Step | undefined {
  const at = step.at === undefined ? {} : { at: Math.max(0, step.at - base) };
  switch (step.kind) {
    case "send": {
      if (times > 0 || step.underWay) return undefined;
      const { receiveAt } = step;
      return { ...step, ...at, ...(receiveAt === undefined ? {} : { receiveAt: receiveAt - base }) };
    }
    case "receive":
      return isReceived(step.send) ? undefined : step;
    case "snapshot":
      return started.has(step.id) ? undefined : { ...step, ...at };
    case "workload": {
      if (times >= step.sends) return undefined;
      const { at: _, ...others } = step;
      return times > 0 ? { ...others, sends: step.sends - times } : { ...step, ...at };
    }
    default:
      return times > 0 ? undefined : { ...step, ...at };
  }
}

function isReceivedInside(trace: Trace, { frontier }: Snapshot, message: number | undefined): boolean {
  const receive = message === undefined ? NONE : trace.messages.receive[message];
  return receive !== NONE && localIndex(trace, receive) < frontier[trace.events.process[receive]];
}

interface Draft {
  readonly step: Step;
  readonly old: number;
}

/** Receive steps wait for the new steps. Who waits for what was lost inside the cut does nothing more, as before. */
function relinked(drafts: readonly Draft[]): Step[] {
  let kept = drafts;
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    kept = withoutHopeless(kept);
  }
  const placeOf = new Map(kept.map(({ old }, place) => [old, place]));
  return kept.map(({ step }): Step => {
    return step.kind === "receive" ? { ...step, send: placeOf.get(step.send) ?? NONE } : step;
  });
}

/** A receipt of what is neither under way nor still to be sent goes, with all that its process would do after it. */
function withoutHopeless(drafts: readonly Draft[]): readonly Draft[] {
  const known = new Set(drafts.map(({ old }) => old));
  const hopeless = new Set<number>();
  return drafts.filter(({ step }) => {
    if (step.kind === "receive" && !known.has(step.send)) hopeless.add(step.lane);
    return (step.kind === "send" && step.underWay) || !hopeless.has(step.lane);
  });
}

function lastTimeInside(trace: Trace, process: number, frontier: number): number {
  return frontier === 0 ? 0 : trace.events.time[trace.firstEvent[process] + frontier - 1];
}
