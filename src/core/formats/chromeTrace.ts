// Chrome's trace events as JSON: a list, or an object with `traceEvents`. Each thread is a process; what flow events (s, t,
// f) join are messages between threads. Times are in microseconds. The format's own description is by N. Duca and D.
// Sinclair, "Trace Event Format", 2016.

import { ChromeEvents } from "./chrome/chromeEvents.ts";
import { chromeTraceOf } from "./chrome/chromeTraceOf.ts";
import {
  baseName,
  type Detection,
  type Format,
  type ReadContext,
  type Reading,
  type Source,
} from "./format.ts";
import { isJsonObject, type JsonPlan } from "./json/plan.ts";
import { scanRecords } from "./json/scanRecords.ts";
import { SnapshotWatch } from "./snapshotEvents/snapshotWatch.ts";
import { SpanInput } from "./spans/readSpans.ts";
import { Tally } from "./spans/tally.ts";

export const chromeTrace: Format = {
  id: "chrome-trace",
  name: "Chrome trace",
  extensions: [".json"],
  detect,
  read,
};

const EVENTS: JsonPlan = {
  items: { record: "event", isRecord: (value) => isJsonObject(value) && typeof value.ph === "string" },
};
const PLAN: JsonPlan = { ...EVENTS, fields: new Map([["traceEvents", EVENTS]]) };

function detect(head: string): Detection {
  if (/^\s*\{/.test(head) && /"traceEvents"\s*:\s*\[/.test(head)) return "yes";
  if (!/^\s*\[\s*\{/.test(head)) return "no";
  return /"ph"\s*:\s*"[A-Za-z()]"/.test(head) && /"(pid|tid|ts)"\s*:/.test(head) ? "yes" : "no";
}

/** The list may end anywhere, even without its bracket: the format allows it, for programs that crash. */
async function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  const tally = new Tally(context.report);
  const watch = SnapshotWatch.of(context, sources[0].name);
  const input = new SpanInput(tally, watch);
  const events = new ChromeEvents(input);
  for (const source of sources) {
    input.beginFile(source.name);
    events.beginFile();
    const visitor = {
      record: (_: string, value: unknown, place: Parameters<ChromeEvents["add"]>[1]) =>
        events.add(value, place),
      fault: (fault: Parameters<SpanInput["fault"]>[0]) => {
        if (fault.code !== "truncated") input.fault(fault);
      },
    };
    await scanRecords(source, PLAN, visitor, context.progress);
  }
  const name = sources.map((source) => baseName(source.name)).join(", ");
  const trace = chromeTraceOf(events, name, input.table.files, tally, context.report);
  tally.finish();
  if (trace !== undefined) return { trace, claims: [] };
  const message = "there is no event of a thread in this file";
  const position = { file: sources[0].name, line: 1, column: 1 };
  context.report({ position, severity: "error", code: "no-events", message });
  return undefined;
}
