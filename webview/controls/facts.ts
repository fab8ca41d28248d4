// What there is to know of an event, a message or a cut, as names and values: the same facts for the details, the
// hover, the list and the screen reader. Pure text; a fact may lead to another event, message or process.

import { hasStates, stateAt } from "../../src/core/trace/checkpoints.ts";
import {
  clockReading,
  describeContent,
  describeEvent,
  describeMessage,
  eventAction,
  formatDuration,
  formatTime,
  messageName,
  nameWithClock,
  processName,
} from "../../src/core/trace/describe.ts";
import { describePacketsOf } from "../../src/core/trace/describePackets.ts";
import { missingAt } from "../../src/core/trace/gaps.ts";
import { globalStateAt, recordedState } from "../../src/core/trace/globalState.ts";
import { type MessageId, NONE } from "../../src/core/trace/ids.ts";
import { describeState, sameState } from "../../src/core/trace/localState.ts";
import { skewOf } from "../../src/core/trace/skew.ts";
import {
  eventCountOf,
  forEachReceived,
  forEachSent,
  localIndex,
  MessageFlag,
  MessageKind,
  receiverOf,
  senderOf,
  type Trace,
} from "../../src/core/trace/trace.ts";
import { counted } from "../../src/core/trace/verdict.ts";
import { MOST_LISTED as MOST_OF_A_DRAFT, type PanelCut } from "../state/draftCut.ts";

/** One fact; `event` or `message` is where it leads. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly event?: number;
  readonly message?: number;
}

/** Long lists are told so far and then counted. */
const MOST_CLOCK_ENTRIES = 16;
const MOST_LISTED = 60;

/** An event in one line and, below it, what a hover adds. */
export function hoverOfEvent(trace: Trace, event: number, cut: PanelCut | undefined): readonly string[] {
  const lines = [describeEvent(trace, event)];
  const state = stateFacts(trace, event)[0];
  if (state !== undefined) lines.push(`${state.name}: ${state.value}`);
  if (cut !== undefined) lines.push(insideWords(trace, event, cut));
  return lines;
}

export function hoverOfMessage(trace: Trace, message: number, cut: PanelCut | undefined): readonly string[] {
  const lines = [describeMessage(trace, message)];
  if (trace.messages.send[message] === NONE) lines.push("sent outside the trace");
  if (skewOf(trace, message) > 0) lines.push(skewWords(trace, message));
  const fate = fateOf(message, cut);
  if (fate !== "") lines.push(fate);
  return lines;
}

export function factsOfEvent(
  trace: Trace,
  event: number,
  cut: PanelCut | undefined,
  clock: Uint32Array,
): readonly Fact[] {
  const process = trace.events.process[event];
  const facts: Fact[] = [
    { name: "What", value: eventAction(trace, event) },
    { name: "Process", value: nameWithClock(trace, process) },
    { name: "Event", value: `${localIndex(trace, event) + 1} of ${eventCountOf(trace, process)}` },
  ];
  const missing = missingAt(trace, process, localIndex(trace, event));
  if (missing > 0)
    facts.push({ name: "Before it", value: `${counted(missing, "event")} missing in the source` });
  const time = formatTime(trace, trace.events.time[event]);
  if (time !== "") facts.push({ name: "Time", value: time });
  const reading = clockReading(trace, event);
  if (reading !== "") facts.push({ name: "Its own clock", value: reading });
  facts.push(...stateFacts(trace, event));
  forEachReceived(trace, event, (message) => facts.push(messageFact(trace, message, "Receives")));
  forEachSent(trace, event, (message) => facts.push(messageFact(trace, message, "Sends")));
  facts.push({ name: "Vector clock", value: clockWords(trace, clock) });
  if (cut !== undefined) facts.push({ name: "Cut", value: insideWords(trace, event, cut) });
  return facts;
}

export function factsOfMessage(trace: Trace, message: number, cut: PanelCut | undefined): readonly Fact[] {
  const { send, receive, kind, flags } = trace.messages;
  const facts: Fact[] = [
    { name: "What", value: messageName(trace, message) },
    { name: "Kind", value: kind[message] === MessageKind.marker ? "marker" : "application message" },
    endFact(trace, "From", senderOf(trace, message), send[message]),
    endFact(trace, "To", receiverOf(trace, message), receive[message]),
  ];
  if (receive[message] === NONE) {
    const isLost = (flags[message] & MessageFlag.lost) !== 0;
    facts.push({ name: "Fate", value: isLost ? "lost" : "in flight at the end of the trace" });
  } else if (send[message] === NONE) {
    facts.push({ name: "Sending", value: "outside the trace" });
  } else if (skewOf(trace, message) > 0) {
    facts.push({ name: "Clock skew", value: skewWords(trace, message) });
  } else {
    const took = formatTime(trace, trace.events.time[receive[message]] - trace.events.time[send[message]]);
    if (took !== "") facts.push({ name: "Took", value: took.replace(/^tick (.*)$/, "$1 ticks") });
  }
  if (receive[message] !== NONE && (flags[message] & MessageFlag.spoilt) !== 0) {
    facts.push({ name: "Fate", value: "spoilt on its way: its receiver could not read it" });
  }
  const packets = describePacketsOf(trace, message);
  if (packets.length > 0) facts.push({ name: "Packets", value: packets.join("; ") });
  if ((flags[message] & MessageFlag.inferred) !== 0) {
    facts.push({ name: "Source", value: "inferred: the source does not name this message" });
  }
  const fate = fateOf(message, cut);
  if (fate !== "") facts.push({ name: "Cut", value: fate });
  return facts;
}

/** A message that is received before it was sent shows a lower bound of how far the two clocks are apart. */
function skewWords(trace: Trace, message: number): string {
  const by = formatDuration(trace, skewOf(trace, message));
  const [from, to] = [senderOf(trace, message), receiverOf(trace, message)].map((p) => processName(trace, p));
  return `received ${by} before it was sent: the clock of ${to} is behind that of ${from} by more than ${by}`;
}

/** The global state at a cut: each process's state and what each channel holds; the orphans, if any. */
export function factsOfCut(trace: Trace, cut: PanelCut): readonly Fact[] {
  const snapshot = trace.snapshots[cut.snapshot];
  const state =
    snapshot === undefined
      ? globalStateAt(trace, cut.frontier, Array.from(cut.inTransit) as MessageId[])
      : recordedState(trace, snapshot);
  const facts: Fact[] = (cut.remarks ?? []).map(({ name, text, event }) => ({
    name,
    value: text,
    ...(event === NONE ? {} : { event }),
  }));
  for (const orphan of Array.from(cut.orphans).slice(0, MOST_LISTED)) {
    facts.push({ name: "Orphan", value: describeMessage(trace, orphan), message: orphan });
  }
  if (hasStates(trace)) {
    state.processes.slice(0, MOST_LISTED).forEach((local, process) => {
      facts.push({ name: processName(trace, process), value: describeState(local) });
    });
    addRest(facts, state.processes.length, "processes");
  }
  for (const { from, to, messages } of state.channels.slice(0, MOST_LISTED)) {
    const name = `${processName(trace, from)} → ${processName(trace, to)}`;
    facts.push({ name, value: describeContent(trace, messages, MOST_LISTED), message: messages[0] });
  }
  addRest(facts, state.channels.length, "channels");
  if (cut.roleOf !== undefined && cut.inTransit.length >= MOST_OF_A_DRAFT) {
    facts.push({ name: "", value: "and more messages in the channels: set the cut to see all" });
  }
  return facts;
}

function addRest(facts: Fact[], count: number, noun: string): void {
  if (count > MOST_LISTED) facts.push({ name: "", value: `and ${count - MOST_LISTED} more ${noun}` });
}

/** The state that the event leaves behind, and the one before where it differs. */
function stateFacts(trace: Trace, event: number): Fact[] {
  if (!hasStates(trace)) return [];
  const process = trace.events.process[event];
  const place = localIndex(trace, event);
  const before = stateAt(trace, process, place);
  const after = stateAt(trace, process, place + 1);
  const value = sameState(before, after)
    ? describeState(after)
    : `${describeState(before)} → ${describeState(after)}`;
  return [{ name: "State", value }];
}

function messageFact(trace: Trace, message: number, name: string): Fact {
  return { name, value: describeMessage(trace, message), message };
}

function endFact(trace: Trace, name: string, process: number, event: number): Fact {
  const who = processName(trace, process);
  if (event === NONE) return { name, value: who };
  const time = formatTime(trace, trace.events.time[event]);
  const place = `event ${localIndex(trace, event) + 1}`;
  return { name, value: [who, place, time].filter((part) => part !== "").join(", "), event };
}

/** Entries that are not 0, by process. */
export function clockWords(trace: Trace, clock: Uint32Array): string {
  const entries: string[] = [];
  clock.forEach((count, process) => {
    if (count > 0) entries.push(`${processName(trace, process)} ${count}`);
  });
  if (entries.length <= MOST_CLOCK_ENTRIES) return entries.join(", ");
  return `${entries.slice(0, MOST_CLOCK_ENTRIES).join(", ")} and ${entries.length - MOST_CLOCK_ENTRIES} more`;
}

function insideWords(trace: Trace, event: number, cut: PanelCut): string {
  const isInside = localIndex(trace, event) < cut.frontier[trace.events.process[event]];
  return `${isInside ? "inside" : "outside"} ${cut.title}`;
}

function fateOf(message: number, cut: PanelCut | undefined): string {
  if (cut === undefined) return "";
  const role = cut.roleOf?.(message);
  if (role === "orphan" || contains(cut.orphans, message))
    return `orphan of ${cut.title}: received inside, sent outside`;
  return role === "inTransit" || contains(cut.inTransit, message) ? `in transit at ${cut.title}` : "";
}

/** Whether an ascending list holds a value. */
function contains(list: Int32Array, value: number): boolean {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (list[middle] === value) return true;
    if (list[middle] < value) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
