// Spans of OTLP as JSON: the protocol's own mapping (hex ids, numbers of enums, 64-bit numbers as texts) and what
// protobuf libraries write instead (base64 ids, names of enums, snake case, plain numbers).

import {
  isJsonObject,
  type JsonObject,
  type JsonPlan,
  type RecordPlace,
  type RecordVisitor,
} from "../json/plan.ts";
import type { NanoClock } from "../spans/nanoClock.ts";
import type { SpanInput } from "../spans/readSpans.ts";
import { SpanFlag, SpanKind } from "../spans/spanTable.ts";
import { listIn, objectIn, textIn } from "../spans/values.ts";
import { spanIdIn, traceIdIn } from "./ids.ts";

const SPAN: JsonPlan = {
  record: "span",
  isRecord: (value) => isJsonObject(value) && ("spanId" in value || "span_id" in value),
};
const SCOPE_SPANS: JsonPlan = { items: { fields: new Map([["spans", { items: SPAN }]]) } };
const RESOURCE_SPANS: JsonPlan = {
  scope: "resource-spans",
  firstProperty: ["resource", "scopeSpans", "scope_spans"],
  fields: new Map<string, JsonPlan>([
    ["resource", { record: "resource" }],
    ["scopeSpans", SCOPE_SPANS],
    ["scope_spans", SCOPE_SPANS],
    ["instrumentationLibrarySpans", SCOPE_SPANS],
  ]),
};

const REQUEST: JsonPlan = {
  fields: new Map([
    ["resourceSpans", { items: RESOURCE_SPANS }],
    ["resource_spans", { items: RESOURCE_SPANS }],
  ]),
};

/** A request, or a list of such. */
export const OTLP_PLAN: JsonPlan = { ...REQUEST, items: REQUEST };

/** The kinds in the order of their numbers; a span of no kind is taken as internal, as the protocol says. */
const KINDS: readonly number[] = [
  SpanKind.internal,
  SpanKind.internal,
  SpanKind.server,
  SpanKind.client,
  SpanKind.producer,
  SpanKind.consumer,
];
const KIND_NAMES: readonly string[] = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];

/** The kind of a span by the number that the protocol gives it; undefined where it gives none. */
export function kindOfNumber(number: number): number | undefined {
  return KINDS[number];
}

export class OtlpJsonReader implements RecordVisitor {
  readonly #input: SpanInput;
  readonly #clock: NanoClock;
  #slot: number | undefined;

  constructor(input: SpanInput, clock: NanoClock) {
    this.#input = input;
    this.#clock = clock;
  }

  enter(): void {
    this.#slot = this.#input.table.addSlot();
  }

  fault(fault: Parameters<SpanInput["fault"]>[0]): void {
    this.#input.fault(fault);
  }

  record(name: string, value: unknown, place: RecordPlace): void {
    if (!isJsonObject(value)) {
      this.#input.problem(place, "error", "span-expected", `here should be an object: ${name}`);
      return;
    }
    this.#slot ??= this.#input.table.addSlot();
    if (name === "span") this.#span(this.#slot, value, place);
    else this.#resource(this.#slot, value);
  }

  #resource(slot: number, resource: JsonObject): void {
    const service = attributeIn(resource, "service.name");
    if (service !== "")
      this.#input.table.setProcess(slot, service, attributeIn(resource, "service.instance.id"));
  }

  #span(slot: number, span: JsonObject, place: RecordPlace): void {
    const { table, file } = this.#input;
    const bad = (name: string, id: string): void => {
      const words = `${name} should be hexadecimal or base64: ${JSON.stringify(id.slice(0, 64))}`;
      this.#input.problem(place, "warning", "bad-id", words);
    };
    const id = spanIdIn(table, span, "spanId", "span_id", bad);
    if (id === 0) {
      this.#input.problem(place, "error", "bad-id", "a span needs a spanId; this one is left out");
      return;
    }
    const start = this.#time(span, "startTimeUnixNano", "start_time_unix_nano", place);
    if (Number.isNaN(start)) {
      const words = "this span has no start time, so it has no place in the trace";
      this.#input.problem(place, "warning", "time-missing", words);
      return;
    }
    const row = table.addSpan({
      slot,
      kind: this.#kind(span.kind, place),
      flags: isError(objectIn(span, "status").code) ? SpanFlag.failed : 0,
      name: textIn(span, "name"),
      trace: traceIdIn(table, span, bad),
      id,
      parent: spanIdIn(table, span, "parentSpanId", "parent_span_id", bad),
      start,
      end: this.#endOf(span, start, place),
      file,
      line: place.line,
    });
    for (const link of listIn(span, "links")) {
      if (!isJsonObject(link)) continue;
      const linked = spanIdIn(table, link, "spanId", "span_id", bad);
      if (linked !== 0) table.addLink(row, traceIdIn(table, link, bad), linked);
    }
    if (this.#input.seesSpan(row)) this.#input.noteSpan(row, (key) => attributeValue(span, key));
    this.#events(row, span, place);
  }

  #endOf(span: JsonObject, start: number, place: RecordPlace): number {
    const end = this.#time(span, "endTimeUnixNano", "end_time_unix_nano", place);
    if (!(end < start)) return end;
    const words = `a span cannot last ${end - start} ns; its end is left out`;
    this.#input.problem(place, "warning", "negative-duration", words);
    return Number.NaN;
  }

  #events(row: number, span: JsonObject, place: RecordPlace): void {
    listIn(span, "events").forEach((event, index) => {
      if (!isJsonObject(event)) return;
      const time = this.#time(event, "timeUnixNano", "time_unix_nano", place, index);
      if (Number.isNaN(time)) return;
      const added = this.#input.table.addEvent(row, textIn(event, "name"), time);
      if (this.#input.seesEvent(added))
        this.#input.noteEvent(added, (key) => attributeValue(event, key) ?? attributeValue(span, key));
    });
  }

  #kind(kind: unknown, place: RecordPlace): number {
    if (kind === undefined || kind === null) return SpanKind.internal;
    const number = typeof kind === "string" ? KIND_NAMES.indexOf(kind.replace("SPAN_KIND_", "")) : kind;
    const known = typeof number === "number" ? kindOfNumber(number) : undefined;
    if (known !== undefined) return known;
    this.#input.problem(place, "warning", "unknown-kind", `unknown kind of span: ${JSON.stringify(kind)}`);
    return SpanKind.unknown;
  }

  /** A time. Written as a number it has lost its last digits to `JSON.parse`, so they are taken from the text. */
  #time(record: JsonObject, name: string, snake: string, place: RecordPlace, occurrence = 0): number {
    const value = record[name] ?? record[snake];
    if (typeof value === "string") return this.#clock.fromText(value);
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return Number.NaN;
    if (Number.isSafeInteger(value)) return this.#clock.fromText(String(value));
    const written = digitsAfter(place.text(), record[name] === undefined ? snake : name, occurrence);
    return this.#clock.fromText(written ?? String(BigInt(Math.round(value))));
  }
}

/** The digits of the property's value where it stands for the `occurrence`th time in a record's text. */
function digitsAfter(text: string, name: string, occurrence: number): string | undefined {
  let at = 0;
  for (const match of text.matchAll(new RegExp(`"${name}"\\s*:\\s*(\\d+)(?![\\d.eE])`, "g"))) {
    if (at++ === occurrence) return match[1];
  }
  return undefined;
}

/** A text attribute; empty where there is none. */
function attributeIn(record: JsonObject, key: string): string {
  const value = attributeValue(record, key);
  return typeof value === "string" ? value : "";
}

/** The value of an attribute: a text, a number (64-bit ones as texts), a truth value, or a list of such. */
function attributeValue(record: JsonObject, key: string): unknown {
  for (const attribute of listIn(record, "attributes")) {
    if (isJsonObject(attribute) && attribute.key === key) return anyValue(objectIn(attribute, "value"), 0);
  }
  return undefined;
}

function anyValue(value: JsonObject, depth: number): unknown {
  for (const [kind, content] of Object.entries(value)) {
    if (!/^array_?value$/i.test(kind)) return content;
    const values = isJsonObject(content) && depth === 0 ? listIn(content, "values") : [];
    return values.map((entry) => (isJsonObject(entry) ? anyValue(entry, 1) : undefined));
  }
  return undefined;
}

function isError(code: unknown): boolean {
  return code === 2 || code === "STATUS_CODE_ERROR" || code === "ERROR";
}
