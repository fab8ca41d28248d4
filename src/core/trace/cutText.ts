// A cut as people type it, `P=3, Q=5`: the first three events of P and the first five of Q are inside; a process that is
// not named has none inside. Or a moment, `at 12`, as perfectly synchronised clocks would cut.

import type { Cut } from "./cut.ts";
import { eventCountOf, type Trace } from "./trace.ts";

/** What is wrong with a typed cut: the core gives a code and its words, the interface words it. */
export type CutTextFault =
  | { readonly kind: "empty" }
  /** A part is not `NAME=NUMBER`. */
  | { readonly kind: "form"; readonly part: string }
  | { readonly kind: "unknown-process"; readonly name: string }
  | { readonly kind: "twice"; readonly name: string }
  | { readonly kind: "too-many"; readonly name: string; readonly events: number }
  /** The trace has no times to cut at. */
  | { readonly kind: "no-times" };

export type CutText =
  | { readonly kind: "frontiers"; readonly frontiers: ReadonlyMap<string, number> }
  | { readonly kind: "time"; readonly time: number }
  | { readonly kind: "fault"; readonly fault: CutTextFault };

/** Reads a typed cut. Names are matched exactly, else by their lower case where that is clear. */
export function readCutText(trace: Trace, text: string): CutText {
  const moment = /^\s*(?:at|@)\s*(-?\d+(?:\.\d+)?)\s*$/i.exec(text);
  if (moment !== null) {
    if (trace.timeUnit === "none") return faulty({ kind: "no-times" });
    return { kind: "time", time: Number(moment[1]) };
  }
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0) return faulty({ kind: "empty" });
  const frontiers = new Map<string, number>();
  for (const part of parts) {
    const fault = readPart(trace, part, frontiers);
    if (fault !== undefined) return faulty(fault);
  }
  return { kind: "frontiers", frontiers };
}

/** A cut in that form; processes without an event inside are left out, and of many only the first are named. */
export function cutText(trace: Trace, cut: Cut, most = Number.POSITIVE_INFINITY): string {
  const parts: string[] = [];
  let left = 0;
  trace.processes.forEach(({ name }, p) => {
    if (cut[p] === 0) return;
    if (parts.length < most) parts.push(`${name}=${cut[p]}`);
    else left++;
  });
  if (left > 0) parts.push("…");
  return parts.join(",");
}

function readPart(trace: Trace, part: string, into: Map<string, number>): CutTextFault | undefined {
  const equals = part.lastIndexOf("=");
  const typed = part.slice(0, equals).trim();
  const number = part.slice(equals + 1).trim();
  if (equals < 0 || typed === "" || !/^\d{1,15}$/.test(number)) return { kind: "form", part };
  const process = findProcess(trace, typed);
  if (process < 0) return { kind: "unknown-process", name: typed };
  const { name } = trace.processes[process];
  if (into.has(name)) return { kind: "twice", name };
  const events = eventCountOf(trace, process);
  if (Number(number) > events) return { kind: "too-many", name, events };
  into.set(name, Number(number));
  return undefined;
}

function findProcess(trace: Trace, typed: string): number {
  const exact = trace.processes.findIndex(({ name }) => name === typed);
  if (exact >= 0) return exact;
  const lower = typed.toLowerCase();
  const near = trace.processes.flatMap(({ name }, p) => (name.toLowerCase() === lower ? [p] : []));
  return near.length === 1 ? near[0] : -1;
}

function faulty(fault: CutTextFault): CutText {
  return { kind: "fault", fault };
}
