// Zipkin's JSON, version 2: a list of spans, or of lists of spans, one a trace. The two halves of a call may share one
// id. Times are in microseconds. https://zipkin.io/zipkin-api

import { NONE } from "../trace/ids.ts";
import type { Detection, Format, ReadContext, Reading, Source } from "./format.ts";
import { isJsonObject, type JsonObject, type JsonPlan, type RecordPlace } from "./json/plan.ts";
import { scanRecords } from "./json/scanRecords.ts";
import { readSpans, type SpanInput } from "./spans/readSpans.ts";
import { SpanFlag, SpanKind, UNKNOWN_SERVICE } from "./spans/spanTable.ts";
import { listIn, numberOf, objectIn, textIn } from "./spans/values.ts";

export const zipkin: Format = {
  id: "zipkin",
  name: "Zipkin v2",
  extensions: [".json"],
  detect,
  read,
};

const SPAN: JsonPlan = {
  record: "span",
  isRecord: (value) =>
    isJsonObject(value) && typeof value.traceId === "string" && typeof value.id === "string",
};
const PLAN: JsonPlan = { items: { ...SPAN, items: SPAN } };

/** A span of no kind stays within its process. */
const KINDS: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  [undefined, SpanKind.internal],
  [null, SpanKind.internal],
  ["CLIENT", SpanKind.client],
  ["SERVER", SpanKind.server],
  ["PRODUCER", SpanKind.producer],
  ["CONSUMER", SpanKind.consumer],
]);

function detect(head: string): Detection {
  if (!/^\s*\[\s*(\[\s*)?\{/.test(head) || !/"traceId"\s*:/.test(head) || !/"id"\s*:/.test(head)) return "no";
  return /"(localEndpoint|parentId|timestamp|duration|kind)"\s*:/.test(head) ? "yes" : "maybe";
}

function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  return readSpans(sources, context, "us", (source, input) =>
    scanRecords(
      source,
      PLAN,
      {
        record: (_, value, place) => addSpan(input, value, place),
        fault: (fault) => input.fault(fault),
      },
      context.progress,
    ),
  );
}

function addSpan(input: SpanInput, span: unknown, place: RecordPlace): void {
  if (!isJsonObject(span)) {
    input.problem(place, "error", "span-expected", "a span must be an object");
    return;
  }
  const spanId = textIn(span, "id");
  const traceId = textIn(span, "traceId");
  if (spanId === "" || traceId === "") {
    input.problem(place, "error", "bad-id", "a span needs an id and a traceId; this one is left out");
    return;
  }
  checkId(input, "traceId", traceId, place);
  const id = idIn(input, span, "id", place);
  const parent = idIn(input, span, "parentId", place);
  const timestamp = numberOf(span.timestamp);
  if (!(timestamp > 0)) {
    input.problem(
      place,
      "warning",
      "time-missing",
      "this span has no timestamp, so it has no place in the trace",
    );
    return;
  }
  const kind = KINDS.get(span.kind);
  if (kind === undefined)
    input.problem(place, "warning", "unknown-kind", `unknown kind of span: ${JSON.stringify(span.kind)}`);
  const start = input.since(timestamp);
  const row = input.table.addSpan({
    slot: input.table.slotOf(textIn(objectIn(span, "localEndpoint"), "serviceName") || UNKNOWN_SERVICE),
    kind: kind ?? SpanKind.unknown,
    flags: objectIn(span, "tags").error === undefined ? 0 : SpanFlag.failed,
    name: textIn(span, "name"),
    trace: input.table.traceOf(traceId.toLowerCase()),
    id,
    parent,
    start,
    end: endOf(input, span, start, place),
    file: input.file,
    line: place.line,
  });
  const tag = (key: string): unknown => objectIn(span, "tags")[key];
  if (input.seesSpan(row)) input.noteSpan(row, tag);
  for (const annotation of listIn(span, "annotations")) {
    if (!isJsonObject(annotation)) continue;
    const time = numberOf(annotation.timestamp);
    if (!(time > 0)) continue;
    const event = input.table.addEvent(row, textIn(annotation, "value"), input.since(time));
    if (input.seesEvent(event)) input.noteEvent(event, tag);
  }
}

/** NaN where the span has no duration: it was not finished, or nobody waited for its end. */
function endOf(input: SpanInput, span: JsonObject, start: number, place: RecordPlace): number {
  const duration = numberOf(span.duration);
  if (!(duration < 0)) return start + duration;
  input.problem(
    place,
    "warning",
    "negative-duration",
    `a span cannot last ${duration} µs; its end is left out`,
  );
  return Number.NaN;
}

const HEX = /^[\da-fA-F]+$/;

/** The number of an id; 0 where there is none. */
function idIn(input: SpanInput, span: JsonObject, name: string, place: RecordPlace): number {
  const text = textIn(span, name);
  const id = input.table.ids.addHex(text);
  if (id !== NONE) return id;
  checkId(input, name, text, place);
  return input.table.ids.add(text);
}

function checkId(input: SpanInput, name: string, id: string, place: RecordPlace): void {
  if (id === "" || (id.length <= 32 && HEX.test(id))) return;
  const words = `${name} should be hexadecimal: ${JSON.stringify(id.slice(0, 64))}`;
  input.problem(place, "warning", "bad-id", words);
}
