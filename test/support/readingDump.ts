// What a reader made of files, as text that a person can check: everything that the model holds, without the names of the
// files and their lines. Two readings with the same dump are the same trace or scenario.

import type { Reading } from "../../src/core/formats/format.ts";
import { ActionKind, type Scenario } from "../../src/core/scenario/scenario.ts";
import { stateAt } from "../../src/core/trace/checkpoints.ts";
import { describeMessage, messageName } from "../../src/core/trace/describe.ts";
import { describeUnfinished } from "../../src/core/trace/describeSnapshot.ts";
import { missingAt } from "../../src/core/trace/gaps.ts";
import { contentOf } from "../../src/core/trace/globalState.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { describeState } from "../../src/core/trace/localState.ts";
import type { Problem } from "../../src/core/trace/problem.ts";
import {
  eventCountOf,
  forEachReceived,
  forEachSent,
  MessageFlag,
  receiverOf,
  senderOf,
  type Trace,
} from "../../src/core/trace/trace.ts";

/** A reading and the problems found while reading, a fact a line. */
export function dumpReading(reading: Reading | undefined, problems: readonly Problem[]): string {
  const lines = problems.map(dumpProblem);
  if (reading === undefined) lines.push("nothing could be read");
  if (reading?.trace !== undefined) lines.push(...dumpTrace(reading.trace));
  if (reading?.scenario !== undefined) lines.push(...dumpScenario(reading.scenario));
  for (const claim of reading?.claims ?? []) {
    lines.push(`claim: snapshot ${claim.id}`);
    for (const { name, state } of claim.processes) lines.push(`  ${name}: ${describeState(state)}`);
    for (const { from, to, content } of claim.messages)
      lines.push(`  ${from} to ${to}: ${describeState(content)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** A problem without its words: `error 3:7-9 unknown-server {"name":"Q"}`. */
function dumpProblem({ position, severity, code, args }: Problem): string {
  const end = position.endColumn === undefined ? "" : `-${position.endColumn}`;
  const told = args === undefined || Object.keys(args).length === 0 ? "" : ` ${JSON.stringify(args)}`;
  return `${severity} ${position.line}:${position.column}${end} ${code}${told}`;
}

/** A trace, a fact a line. Messages are numbered in the order of their first event, for readers may number them otherwise. */
export function dumpTrace(trace: Trace): string[] {
  const numbers = messageNumbers(trace);
  const name = (p: number): string => trace.processes[p].name;
  const lines = [`trace: unit ${trace.timeUnit}, to ${trace.endTime}`];
  trace.channels.from.forEach((from, c) => {
    lines.push(`channel: ${name(from)} to ${name(trace.channels.to[c])}`);
  });
  trace.processes.forEach((process, p) => {
    lines.push(`process ${process.name}: ${describeState(stateAt(trace, p, 0))}`);
    for (let i = 0; i < eventCountOf(trace, p); i++) lines.push(`  ${eventLine(trace, p, i, numbers)}`);
    const missing = missingAt(trace, p, eventCountOf(trace, p));
    if (missing > 0) lines.push(`  at least ${missing} missing at the end`);
  });
  const ordered = [...numbers].sort(([, a], [, b]) => a - b);
  for (const [message, number] of ordered) lines.push(`message ${number}: ${messageLine(trace, message)}`);
  for (const {
    id,
    algorithm,
    initiators,
    frontier,
    recordEvents,
    channelMessages,
    unfinished,
    name: own,
    toldChannels: told,
    outside,
    foreignMessages: foreign,
  } of trace.snapshots) {
    const places = [...recordEvents].map((e, p) => (e === NONE ? "never" : e - trace.firstEvent[p]));
    lines.push(`snapshot ${id}: ${algorithm} by ${initiators.map(name).join(", ")}`);
    lines.push(`  cut ${frontier.join(" ")}, recorded with events ${places.join(" ")}`);
    lines.push(`  channels: ${Array.from(channelMessages, (m) => numbers.get(m)).join(" ")}`);
    if (told !== undefined)
      lines.push(
        `  told of ${told.map((c) => `${name(trace.channels.from[c])} to ${name(trace.channels.to[c])}`).join(", ")}`,
      );
    if (outside !== undefined) lines.push(`  outside: ${outside.map(name).join(", ")}`);
    if (own !== undefined || foreign !== undefined)
      lines.push(`  named ${own}, ${foreign ?? 0} unknown messages`);
    if (unfinished !== undefined) lines.push(`  did not end: ${describeUnfinished(trace, unfinished)}`);
  }
  return lines;
}

function eventLine(trace: Trace, p: number, i: number, numbers: ReadonlyMap<number, number>): string {
  const event = trace.firstEvent[p] + i;
  const missing = missingAt(trace, p, i);
  const parts = [missing === 0 ? `${i}` : `${i} after ${missing} missing`];
  if (!Number.isNaN(trace.events.time[event])) parts.push(`at ${trace.events.time[event]}`);
  if (trace.events.label[event] !== 0) parts.push(JSON.stringify(trace.strings[trace.events.label[event]]));
  forEachReceived(trace, event, (message) => parts.push(`receives ${numbers.get(message)}`));
  forEachSent(trace, event, (message) => parts.push(`sends ${numbers.get(message)}`));
  const after = describeState(stateAt(trace, p, i + 1));
  if (after !== describeState(stateAt(trace, p, i))) parts.push(`→ ${after}`);
  return parts.join(" ");
}

function messageLine(trace: Trace, message: number): string {
  const { flags } = trace.messages;
  const content = describeState(contentOf(trace, message));
  const carried = content === "none" || content === messageName(trace, message) ? "" : `, carries ${content}`;
  const ends =
    senderOf(trace, message) === NONE || receiverOf(trace, message) === NONE ? ", an end unknown" : "";
  const inferred = (flags[message] & MessageFlag.inferred) === 0 ? "" : ", inferred";
  return `${describeMessage(trace, message)}${carried}${ends}${inferred}`;
}

function messageNumbers(trace: Trace): Map<number, number> {
  const numbers = new Map<number, number>();
  const add = (message: number): void => {
    if (!numbers.has(message)) numbers.set(message, numbers.size);
  };
  for (let event = 0; event < trace.events.process.length; event++) {
    forEachReceived(trace, event, add);
    forEachSent(trace, event, add);
  }
  for (const message of trace.messages.send.keys()) add(message);
  return numbers;
}

function dumpScenario(scenario: Scenario): string[] {
  const name = (p: number): string => scenario.processes[p].name;
  const { kind, time, process, channel, argument } = scenario.actions;
  const lines = [
    `scenario: unit ${scenario.timeUnit}, to ${scenario.endTime}, delivery ${JSON.stringify(scenario.delivery)}`,
  ];
  for (const { name: of, initial } of scenario.processes)
    lines.push(`process ${of}: ${describeState(initial)}`);
  for (const { from, to } of scenario.channels) lines.push(`channel: ${name(from)} to ${name(to)}`);
  kind.forEach((of, i) => {
    const what =
      of === ActionKind.snapshot
        ? `snapshot ${argument[i]} by ${name(process[i])}`
        : `${name(process[i])} sends ${describeState(scenario.payloads[argument[i]])} to ${name(scenario.channels[channel[i]].to)}`;
    lines.push(`at ${time[i]}: ${what}`);
  });
  return lines;
}
