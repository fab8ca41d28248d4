// For tests of span formats: reads texts as a trace with its problems, and counts what is in a trace.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Format, Source } from "../../src/core/formats/format.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { Problem } from "../../src/core/trace/problem.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import { textSource } from "./textSource.ts";

export interface ReadSpans {
  readonly trace: Trace | undefined;
  readonly problems: readonly Problem[];
}

export async function readSources(format: Format, sources: readonly Source[]): Promise<ReadSpans> {
  const problems: Problem[] = [];
  const reading = await format.read(sources, { report: (problem) => problems.push(problem) });
  return { trace: reading?.trace, problems };
}

export function readText(format: Format, text: string, piece = 4096): Promise<ReadSpans> {
  return readSources(format, [textSource("spans.json", text, piece)]);
}

/** A trace that must be there, without problems. */
export async function soundTrace(format: Format, text: string): Promise<Trace> {
  const { trace, problems } = await readText(format, text);
  if (trace === undefined || problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 3)));
  return trace;
}

/** Counts that can be compared with ones worked out elsewhere. */
export function counts(trace: Trace) {
  const { send, receive } = trace.messages;
  return {
    processes: trace.processes.map(({ name }) => name).sort(),
    events: trace.events.time.length,
    messages: send.length,
    replies: Array.from(send, (_, m) => labelOf(trace, m)).filter((label) => label.startsWith("reply: "))
      .length,
    withoutSend: send.filter((event) => event === NONE).length,
    backwards: Array.from(send).filter(
      (event, m) =>
        event !== NONE && receive[m] !== NONE && trace.events.time[event] > trace.events.time[receive[m]],
    ).length,
  };
}

/** `FROM LABEL@TIME -> TO LABEL@TIME` of each message, sorted. */
export function messageTexts(trace: Trace): string[] {
  const { process, label, time } = trace.events;
  const end = (event: number): string =>
    event === NONE
      ? "?"
      : `${trace.processes[process[event]].name} ${trace.strings[label[event]]}@${time[event]}`;
  return Array.from(
    trace.messages.send,
    (send, m) => `${end(send)} -> ${end(trace.messages.receive[m])}`,
  ).sort();
}

/** `LABEL@TIME` of the events of a process, in its order. */
export function lineOf(trace: Trace, name: string): string[] {
  const p = trace.processes.findIndex((process) => process.name === name);
  const events = Array.from(trace.events.time.keys()).slice(trace.firstEvent[p], trace.firstEvent[p + 1]);
  return events.map((event) => `${trace.strings[trace.events.label[event]]}@${trace.events.time[event]}`);
}

/** The text of a sample that nobody on this project wrote; undefined where the samples are not there. */
export function sampleText(name: string): string | undefined {
  const file = path.resolve(import.meta.dirname, "../../../shared/samples", name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function labelOf(trace: Trace, message: number): string {
  const payload = trace.messages.payload[message];
  return payload === NONE ? "" : trace.payloads[payload].label;
}
