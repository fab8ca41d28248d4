// Where a script's line stands in the run: what each server has done and holds just before and just after it. At each
// moment the network delivers first, then the script's commands are done in their order.

import { stateAt } from "../../core/trace/checkpoints.ts";
import { contentOf } from "../../core/trace/globalState.ts";
import { asMessage, type MessageId, NONE } from "../../core/trace/ids.ts";
import { plainTokenCount } from "../../core/trace/localState.ts";
import {
  forEachSent,
  MessageKind,
  receiverOf,
  type Snapshot,
  senderOf,
  type Trace,
} from "../../core/trace/trace.ts";
import { type ScriptFile, timeAtLine } from "./courseFile.ts";

/** A server's tokens on both sides of a line. */
export interface Holding {
  readonly before: number;
  readonly after: number;
}

/** What a server holds before and after a line of the script; undefined where the run does not know the server. */
export function holdingAt(trace: Trace, script: ScriptFile, name: string, line: number): Holding | undefined {
  const process = trace.processes.findIndex((candidate) => candidate.name === name);
  if (process === NONE) return undefined;
  const held = (limit: number): number =>
    plainTokenCount(stateAt(trace, process, frontierAt(trace, script, process, line, limit)));
  return { before: held(line), after: held(line + 1) };
}

/** What a server holds at the beginning of the run and at its end. */
export function holdingInAll(trace: Trace, name: string): Holding | undefined {
  const process = trace.processes.findIndex((candidate) => candidate.name === name);
  if (process === NONE) return undefined;
  const events = trace.firstEvent[process + 1] - trace.firstEvent[process];
  const held = (frontier: number): number => plainTokenCount(stateAt(trace, process, frontier));
  return { before: held(0), after: held(events) };
}

/** The message that the `send` of a line sends, or undefined where it was left out. */
export function messageOfLine(trace: Trace, script: ScriptFile, line: number): MessageId | undefined {
  const file = trace.files.indexOf(script.file);
  const time = timeAtLine(script, line);
  for (let p = 0; p < trace.processes.length; p++) {
    for (let event = firstAt(trace, p, time); event < trace.firstEvent[p + 1]; event++) {
      if (trace.events.time[event] !== time) break;
      if (trace.events.line[event] !== line || trace.events.file[event] !== file) continue;
      let found: MessageId | undefined;
      forEachSent(trace, event, (message) => {
        if (trace.messages.kind[message] === MessageKind.application) found = message;
      });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The snapshot that a line starts. */
export function snapshotOfLine(trace: Trace, script: ScriptFile, line: number): Snapshot | undefined {
  const file = trace.files.indexOf(script.file);
  return trace.snapshots.find((snapshot) => snapshot.line === line && snapshot.file === file);
}

/**
 * How many events of a process come before what the script does from line `limit` on, at the time of `line`. Events of
 * that time with a line of an earlier time are deliveries (a message needs a tick at least), and so come first.
 */
function frontierAt(trace: Trace, script: ScriptFile, process: number, line: number, limit: number): number {
  const time = timeAtLine(script, line);
  const file = trace.files.indexOf(script.file);
  let event = firstAt(trace, process, time);
  for (; event < trace.firstEvent[process + 1] && trace.events.time[event] === time; event++) {
    const origin = trace.events.line[event];
    const scripted = trace.events.file[event] === file && timeAtLine(script, origin) === time;
    if (scripted && origin >= limit) break;
  }
  return event - trace.firstEvent[process];
}

/** The first event of a process at `time` or later. */
function firstAt(trace: Trace, process: number, time: number): number {
  let low = trace.firstEvent[process];
  let high = trace.firstEvent[process + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trace.events.time[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A message that a snapshot recorded, in the course's terms. */
export interface RecordedMessage {
  readonly message: MessageId;
  readonly from: string;
  readonly to: string;
  readonly tokens: number;
}

/** What a snapshot recorded of the channels, in the order of receipt. */
export function recordedMessages(trace: Trace, snapshot: Snapshot): RecordedMessage[] {
  return (Array.from(snapshot.channelMessages) as MessageId[]).map((message) => ({
    message,
    from: trace.processes[senderOf(trace, message)].name,
    to: trace.processes[receiverOf(trace, message)].name,
    tokens: plainTokenCount(contentOf(trace, message)),
  }));
}

/** The messages received after `from` and up to `to`, in the order of their receipt. */
export function deliveriesBetween(trace: Trace, from: number, to: number): MessageId[] {
  const { receive } = trace.messages;
  const { time } = trace.events;
  const found: MessageId[] = [];
  for (let m = 0; m < receive.length; m++) {
    if (receive[m] !== NONE && time[receive[m]] > from && time[receive[m]] <= to) found.push(asMessage(m));
  }
  return found.sort((a, b) => time[receive[a]] - time[receive[b]] || receive[a] - receive[b]);
}

/** When a snapshot had all its parts: the receipt of its last marker, or its last recording. */
export function endOf(trace: Trace, snapshot: Snapshot): number {
  const { kind, payload, receive } = trace.messages;
  const index = trace.snapshots.indexOf(snapshot);
  let end = 0;
  for (const event of snapshot.recordEvents)
    if (event !== NONE) end = Math.max(end, trace.events.time[event]);
  for (let m = 0; m < kind.length; m++) {
    if (kind[m] !== MessageKind.marker || payload[m] !== index || receive[m] === NONE) continue;
    end = Math.max(end, trace.events.time[receive[m]]);
  }
  return end;
}
