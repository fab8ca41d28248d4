// Jaeger's JSON: what its API gives and its UI saves, `{"data": [TRACE, …]}`, or one trace alone. Times are in
// microseconds. References of the kind CHILD_OF are parents; all others, and FOLLOWS_FROM, are links.

import type { Detection, Format, ReadContext, Reading, Source } from "./format.ts";
import { isJsonObject, type JsonObject, type JsonPlan, type RecordPlace } from "./json/plan.ts";
import { scanRecords } from "./json/scanRecords.ts";
import { readSpans, type SpanInput } from "./spans/readSpans.ts";
import { SpanFlag, SpanKind, UNKNOWN_SERVICE } from "./spans/spanTable.ts";
import { listIn, numberOf, objectIn, textIn } from "./spans/values.ts";

export const jaeger: Format = {
  id: "jaeger",
  name: "Jaeger",
  extensions: [".json"],
  detect,
  read,
};

const SPAN: JsonPlan = {
  record: "span",
  isRecord: (value) => isJsonObject(value) && typeof value.spanID === "string" && "startTime" in value,
};
const PARTS: readonly (readonly [string, JsonPlan])[] = [
  ["spans", { items: SPAN }],
  ["processes", { record: "processes" }],
];
const TRACE: JsonPlan = { scope: "trace", fields: new Map(PARTS) };
const PLAN: JsonPlan = {
  scope: "trace",
  fields: new Map([...PARTS, ["data", { ...TRACE, items: TRACE }]]),
};

const KINDS: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ["client", SpanKind.client],
  ["server", SpanKind.server],
  ["producer", SpanKind.producer],
  ["consumer", SpanKind.consumer],
  ["internal", SpanKind.internal],
]);

function detect(head: string): Detection {
  if (!/^\s*\{/.test(head) || !/"traceID"\s*:/.test(head)) return "no";
  return /"(spans|spanID|data)"\s*:/.test(head) ? "yes" : "maybe";
}

function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  return readSpans(sources, context, "us", (source, input) => {
    const reader = new JaegerReader(input);
    return scanRecords(source, PLAN, reader, context.progress);
  });
}

/** The processes of one trace by the ids that its spans use; they may stand before or after the spans. */
type Slots = Map<string, number>;

class JaegerReader {
  readonly #input: SpanInput;
  readonly #traces: Slots[] = [];

  constructor(input: SpanInput) {
    this.#input = input;
  }

  enter(): void {
    this.#traces.push(new Map());
  }

  leave(): void {
    this.#traces.pop();
  }

  fault(fault: Parameters<SpanInput["fault"]>[0]): void {
    this.#input.fault(fault);
  }

  record(name: string, value: unknown, place: RecordPlace): void {
    if (!isJsonObject(value)) {
      this.#input.problem(place, "error", "span-expected", `here should be an object: ${name}`);
    } else if (name === "processes") {
      for (const id of Object.keys(value)) this.#name(this.#slot(id), objectIn(value, id));
    } else {
      this.#span(value, place);
    }
  }

  #slot(id: string): number {
    const slots = this.#traces.at(-1);
    let slot = slots?.get(id);
    if (slot === undefined) {
      slot = this.#input.table.addSlot();
      slots?.set(id, slot);
    }
    return slot;
  }

  #name(slot: number, process: JsonObject): void {
    const instance = tagIn(process, "service.instance.id");
    const service = textIn(process, "serviceName") || UNKNOWN_SERVICE;
    this.#input.table.setProcess(slot, service, typeof instance === "string" ? instance : "");
  }

  #span(span: JsonObject, place: RecordPlace): void {
    const { table, file } = this.#input;
    const spanId = hexId(textIn(span, "spanID"));
    const startTime = numberOf(span.startTime);
    if (spanId === "") {
      this.#input.problem(place, "error", "bad-id", "a span needs a spanID; this one is left out");
      return;
    }
    if (Number.isNaN(startTime)) {
      const words = "this span has no startTime, so it has no place in the trace";
      this.#input.problem(place, "warning", "time-missing", words);
      return;
    }
    this.#checkIds(span, place);
    const traceId = hexId(textIn(span, "traceID"));
    const references = listIn(span, "references").filter(isJsonObject);
    const parent = references.find((each) => each.refType === "CHILD_OF" && inTrace(each, traceId));
    const start = this.#input.since(startTime);
    const row = table.addSpan({
      slot: this.#slotOf(span),
      kind: KINDS.get(tagIn(span, "span.kind")) ?? SpanKind.unknown,
      flags: isTrue(tagIn(span, "error")) ? SpanFlag.failed : 0,
      name: textIn(span, "operationName"),
      trace: table.traceOf(traceId),
      id: table.ids.add(spanId),
      parent: table.ids.add(hexId(textIn(parent ?? span, parent === undefined ? "parentSpanID" : "spanID"))),
      start,
      end: this.#endOf(span, start, place),
      file,
      line: place.line,
    });
    for (const each of references) {
      if (each === parent) continue;
      const id = hexId(textIn(each, "spanID"));
      if (id === "") continue;
      table.addLink(row, table.traceOf(hexId(textIn(each, "traceID")) || traceId), table.ids.add(id));
    }
    if (this.#input.seesSpan(row)) this.#input.noteSpan(row, (key) => tagIn(span, key));
    this.#logs(row, span);
    for (const warning of listIn(span, "warnings"))
      this.#input.problem(place, "info", "jaeger-warning", `Jaeger warns of this span: ${String(warning)}`);
  }

  /** Exports of the UI may repeat the process inside the span. */
  #slotOf(span: JsonObject): number {
    const id = textIn(span, "processID");
    const inline = objectIn(span, "process");
    if (this.#traces.at(-1)?.has(id)) return this.#slot(id);
    const slot = this.#slot(id);
    if (textIn(inline, "serviceName") !== "") this.#name(slot, inline);
    return slot;
  }

  #endOf(span: JsonObject, start: number, place: RecordPlace): number {
    const duration = numberOf(span.duration);
    if (!(duration < 0)) return start + duration;
    const words = `a span cannot last ${duration} µs; its end is left out`;
    this.#input.problem(place, "warning", "negative-duration", words);
    return Number.NaN;
  }

  #logs(row: number, span: JsonObject): void {
    for (const log of listIn(span, "logs")) {
      if (!isJsonObject(log)) continue;
      const time = numberOf(log.timestamp);
      if (Number.isNaN(time)) continue;
      const event = this.#input.table.addEvent(row, labelOf(log), this.#input.since(time));
      if (this.#input.seesEvent(event))
        this.#input.noteEvent(event, (key) => valueIn(log, "fields", key) ?? tagIn(span, key));
    }
  }

  #checkIds(span: JsonObject, place: RecordPlace): void {
    for (const name of ["traceID", "spanID"]) {
      const id = textIn(span, name);
      if (/^[\da-f]{1,32}$/i.test(id)) continue;
      const words = `${name} should be hexadecimal: ${JSON.stringify(id.slice(0, 64))}`;
      this.#input.problem(place, "warning", "bad-id", words);
    }
  }
}

/** The value of a tag; undefined where there is none. */
function tagIn(record: JsonObject, key: string): unknown {
  return valueIn(record, "tags", key);
}

/** The value of a key in a list of keys and values. */
function valueIn(record: JsonObject, list: string, key: string): unknown {
  for (const entry of listIn(record, list)) if (isJsonObject(entry) && entry.key === key) return entry.value;
  return undefined;
}

/** What a log says: OpenTracing's `event`, a message, or whatever its first field says. */
function labelOf(log: JsonObject): string {
  const fields = listIn(log, "fields").filter(isJsonObject);
  const named = ["event", "message", "name"].map((key) => fields.find((field) => field.key === key));
  const field = named.find((each) => each !== undefined) ?? fields[0];
  return field === undefined ? "log" : String(field.value).slice(0, 200);
}

function inTrace(reference: JsonObject, traceId: string): boolean {
  const other = hexId(textIn(reference, "traceID"));
  return other === "" || other === traceId;
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

/** Ids are written with and without leading zeros. */
function hexId(text: string): string {
  return text.charCodeAt(0) === 48 ? text.replace(/^0+/, "").toLowerCase() : text.toLowerCase();
}
