// What an event or a message is, in words: for hovers, lists, the command line and screen readers alike,
// so that one thing is called the same everywhere.

import { snapshotTitle } from "./describeSnapshot.ts";
import { NONE } from "./ids.ts";
import { describeTokens, PLAIN_TOKEN } from "./localState.ts";
import {
  eventKind,
  forEachReceived,
  forEachSent,
  localIndex,
  MessageFlag,
  MessageKind,
  receiverOf,
  senderOf,
  type Trace,
} from "./trace.ts";

/** A message by what it carries: `token(3)`, `Y, B`, `marker of snapshot 0`, `control message of snapshot 0`, its label, or `message`. */
export function messageName(trace: Trace, message: number): string {
  const { kind, payload } = trace.messages;
  if (kind[message] === MessageKind.marker) {
    const snapshot = trace.snapshots[payload[message]];
    const isControl = (trace.messages.flags[message] & MessageFlag.control) !== 0;
    const what = isControl ? "control message" : "marker";
    return snapshot === undefined ? what : `${what} of ${snapshotTitle(snapshot)}`;
  }
  return payload[message] === NONE ? "message" : payloadName(trace, payload[message]);
}

/** An application message's payload, as `messageName` tells it. */
export function payloadName(trace: Trace, payload: number): string {
  const { label, tokens, fields } = trace.payloads[payload];
  if (label !== "") return label;
  if (tokens.length === 1 && tokens[0].token === PLAIN_TOKEN) return `token(${tokens[0].count})`;
  if (tokens.length > 0) return describeTokens(tokens);
  if (fields.length > 0) return fields.map(({ name, value }) => `${name} = ${value}`).join(", ");
  return "message";
}

/** What a channel holds, in order, equal neighbours counted: `token(10) ×3, token(1)`; at most so many different ones. */
export function describeContent(trace: Trace, messages: readonly number[], most: number): string {
  const runs: { readonly name: string; count: number }[] = [];
  for (const message of messages) {
    const name = messageName(trace, message);
    const last = runs.at(-1);
    if (last?.name === name) last.count++;
    else if (runs.length === most) return `${told(runs)} …`;
    else runs.push({ name, count: 1 });
  }
  return told(runs);
}

function told(runs: readonly { readonly name: string; readonly count: number }[]): string {
  return runs
    .map(({ name, count }) => {
      if (name === "message") return count === 1 ? "1 message" : `${count} messages`;
      return count === 1 ? name : `${name} ×${count}`;
    })
    .join(", ");
}

/** A process's name, or `?` for NONE. */
export function processName(trace: Trace, process: number): string {
  return process === NONE ? "?" : trace.processes[process].name;
}

/** A process's name, and by how much its clock was moved, where it was: `cart (+3.2 ms)`. */
export function nameWithClock(trace: Trace, process: number): string {
  const { name, clockOffset = 0 } = trace.processes[process];
  return clockOffset === 0 ? name : `${name} (${signedDuration(trace, clockOffset)})`;
}

/** `token(3) from N1 to N2`. */
export function describeMessage(trace: Trace, message: number): string {
  const from = processName(trace, senderOf(trace, message));
  const to = processName(trace, receiverOf(trace, message));
  return `${messageName(trace, message)} from ${from} to ${to}${fate(trace, message)}`;
}

/** What happens at an event, without its process: `sends token(1) to N2`, `receives …`, its label, or `internal event`. */
export function eventAction(trace: Trace, event: number): string {
  const parts: string[] = [];
  const label = trace.strings[trace.events.label[event]];
  if (label !== "") parts.push(label);
  forEachReceived(trace, event, (message) => {
    parts.push(
      `receives ${messageName(trace, message)} from ${processName(trace, senderOf(trace, message))}`,
    );
  });
  forEachSent(trace, event, (message) => {
    const to = processName(trace, receiverOf(trace, message));
    parts.push(`sends ${messageName(trace, message)} to ${to}${fate(trace, message)}`);
  });
  return parts.length === 0 ? `${eventKind(trace, event)} event` : parts.join("; ");
}

/** `N1, event 3`. Events are counted from 1. */
export function eventName(trace: Trace, event: number): string {
  return `${processName(trace, trace.events.process[event])}, event ${localIndex(trace, event) + 1}`;
}

/** An event in one line: `N1, event 3 at 4: sends token(1) to N2`. Events are counted from 1. */
export function describeEvent(trace: Trace, event: number): string {
  const name = trace.processes[trace.events.process[event]].name;
  const time = formatTime(trace, trace.events.time[event]);
  const at = time === "" ? "" : ` at ${time}`;
  return `${name}, event ${localIndex(trace, event) + 1}${at}: ${eventAction(trace, event)}`;
}

/** A time with its unit: `tick 4`, `12.5 ms`; empty where there is none. */
export function formatTime(trace: Trace, time: number): string {
  if (trace.timeUnit === "none" || Number.isNaN(time)) return "";
  const digits = Number.isInteger(time) ? String(time) : String(Number(time.toPrecision(9)));
  return trace.timeUnit === "tick" ? `tick ${digits}` : `${digits} ${trace.timeUnit}`;
}

/** The units that are a thousand of the one before, as they are written. */
const UNITS = ["ns", "us", "ms", "s"] as const;

/** A length of time with its sign: `+3.2 ms`. */
export function signedDuration(trace: Trace, length: number): string {
  return `${length < 0 ? "−" : "+"}${formatDuration(trace, Math.abs(length))}`;
}

/** What a process's own clock shows at an event; empty where it has none, or the event no time. */
export function clockReading(trace: Trace, event: number): string {
  const { clock } = trace.processes[trace.events.process[event]];
  if (clock === undefined) return "";
  return formatTime(trace, trace.events.time[event] * (1 + clock.drift) + clock.skew);
}

/** A length of time in the unit in which it reads best: `3.2 ms`, `4 ticks`. */
export function formatDuration({ timeUnit }: Trace, length: number): string {
  const units: readonly string[] = UNITS;
  const at = units.indexOf(timeUnit);
  if (at < 0) {
    const digits = String(Number(length.toPrecision(9)));
    if (timeUnit === "none") return digits;
    return `${digits} tick${length === 1 ? "" : "s"}`;
  }
  let size = 1;
  let unit = at;
  for (; unit + 1 < UNITS.length && Math.abs(length) >= 1000 * size; unit++) size *= 1000;
  return `${Number((length / size).toPrecision(6))} ${UNITS[unit] === "us" ? "µs" : UNITS[unit]}`;
}

function fate(trace: Trace, message: number): string {
  const isSpoilt = (trace.messages.flags[message] & MessageFlag.spoilt) !== 0;
  if (trace.messages.receive[message] !== NONE) return isSpoilt ? ", spoilt on its way" : "";
  return (trace.messages.flags[message] & MessageFlag.lost) === 0 ? ", still in flight at the end" : ", lost";
}
