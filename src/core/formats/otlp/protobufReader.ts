// Spans of OTLP as protobuf: reads the fields that make a trace and steps over the rest. The numbers of the fields are
// those of opentelemetry/proto/trace/v1/trace.proto.

import { BinaryReader } from "@bufbuild/protobuf/wire";
import type { NanoClock } from "../spans/nanoClock.ts";
import type { SpanInput } from "../spans/readSpans.ts";
import { SpanFlag, SpanKind } from "../spans/spanTable.ts";
import { idOfBytes } from "./ids.ts";
import { kindOfNumber } from "./jsonReader.ts";
import type { FrameVisitor } from "./protobufFrames.ts";

const ResourceSpans = { resource: 1, scopeSpans: 2 } as const;
const ScopeSpans = { spans: 2 } as const;
const Attribute = { attributes: 1, key: 1, value: 2, text: 1 } as const;
/** The kinds of an attribute's value that can name a snapshot, a process or a message. */
const AnyValue = { text: 1, integer: 3, double: 4, array: 5, values: 1 } as const;
const Span = {
  traceId: 1,
  spanId: 2,
  parent: 4,
  name: 5,
  kind: 6,
  start: 7,
  end: 8,
  attributes: 9,
  events: 11,
  links: 13,
  status: 15,
} as const;
const Event = { time: 1, name: 2, attributes: 3 } as const;
const Link = { traceId: 1, spanId: 2 } as const;
const Status = { code: 3 } as const;
const STATUS_ERROR = 2;

/** Visits the fields of a message; a visitor that does not read a field's content says so, and it is skipped. */
type FieldVisitor = (field: number, reader: BinaryReader) => boolean;

/** Where a message stands in the bytes that are being read, to look into it again. */
interface Extent {
  readonly from: number;
  readonly to: number;
}

/** A span as far as it has been read. */
interface Draft {
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  kind: number;
  start: number;
  end: number;
  failed: boolean;
  extent: Extent;
  readonly events: { time: number; name: string; readonly extent: Extent }[];
  readonly links: { traceId: string; spanId: string }[];
}

export class OtlpProtobufReader implements FrameVisitor {
  readonly #input: SpanInput;
  readonly #clock: NanoClock;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(input: SpanInput, clock: NanoClock) {
    this.#input = input;
    this.#clock = clock;
  }

  fault(offset: number, message: string): void {
    this.#input.fault({ line: 0, column: 0, code: "protobuf", message: `byte ${offset}: ${message}` });
  }

  part(bytes: Uint8Array, offset: number): void {
    const slot = this.#input.table.addSlot();
    const reader = new BinaryReader(bytes);
    this.#bytes = bytes;
    try {
      eachField(reader, reader.len, (field) => {
        if (field === ResourceSpans.resource) this.#resource(slot, reader);
        else if (field === ResourceSpans.scopeSpans) this.#scopeSpans(slot, reader);
        else return false;
        return true;
      });
    } catch {
      // The wire reader throws where lengths and types do not fit; the next part begins where this one ends.
      this.fault(
        offset + reader.pos,
        "what stands here is not valid protobuf; the rest of these spans is left out",
      );
    }
  }

  #resource(slot: number, reader: BinaryReader): void {
    let service = "";
    let instance = "";
    eachField(reader, endOf(reader), (field) => {
      if (field !== Attribute.attributes) return false;
      const { key, value } = attribute(reader);
      if (key === "service.name") service = value;
      else if (key === "service.instance.id") instance = value;
      return true;
    });
    if (service !== "") this.#input.table.setProcess(slot, service, instance);
  }

  #scopeSpans(slot: number, reader: BinaryReader): void {
    eachField(reader, endOf(reader), (field) => {
      if (field !== ScopeSpans.spans) return false;
      this.#add(slot, this.#span(reader));
      return true;
    });
  }

  #span(reader: BinaryReader): Draft {
    const draft: Draft = {
      ...{ traceId: "", spanId: "", parentId: "", name: "", kind: 0, start: Number.NaN, end: Number.NaN },
      ...{ failed: false, events: [], links: [], extent: extentOf(reader) },
    };
    eachField(reader, draft.extent.to, (field) => {
      if (field === Span.traceId) draft.traceId = idOfBytes(reader.bytes());
      else if (field === Span.spanId) draft.spanId = idOfBytes(reader.bytes());
      else if (field === Span.parent) draft.parentId = idOfBytes(reader.bytes());
      else if (field === Span.name) draft.name = reader.string();
      else if (field === Span.kind) draft.kind = reader.int32();
      else if (field === Span.start) draft.start = this.#time(reader);
      else if (field === Span.end) draft.end = this.#time(reader);
      else if (field === Span.events) draft.events.push(this.#event(reader));
      else if (field === Span.links) draft.links.push(link(reader));
      else if (field === Span.status) draft.failed = isError(reader);
      else return false;
      return true;
    });
    return draft;
  }

  #event(reader: BinaryReader): { time: number; name: string; extent: Extent } {
    const event = { time: Number.NaN, name: "", extent: extentOf(reader) };
    eachField(reader, event.extent.to, (field) => {
      if (field === Event.time) event.time = this.#time(reader);
      else if (field === Event.name) event.name = reader.string();
      else return false;
      return true;
    });
    return event;
  }

  /** A fixed64, read as its two words: low, then high. */
  #time(reader: BinaryReader): number {
    const low = reader.fixed32();
    return this.#clock.fromWords(reader.fixed32(), low);
  }

  /** The value of an attribute among those that stand as one field of a message; undefined where there is none. */
  #attribute({ from, to }: Extent, attributes: number, key: string): unknown {
    const reader = new BinaryReader(this.#bytes);
    reader.pos = from;
    let found: unknown;
    eachField(reader, to, (field) => {
      if (field !== attributes) return false;
      let name = "";
      let value: unknown;
      eachField(reader, endOf(reader), (part) => {
        if (part === Attribute.key) name = reader.string();
        else if (part === Attribute.value) value = anyValue(reader);
        else return false;
        return true;
      });
      if (name === key) found ??= value;
      return true;
    });
    return found;
  }

  #add(slot: number, draft: Draft): void {
    const { table, tally, file } = this.#input;
    const position = { file: table.files[file], line: 0, column: 0 };
    if (draft.spanId === "") {
      tally.add(position, "error", "bad-id", "a span needs a span_id; this one is left out");
      return;
    }
    if (Number.isNaN(draft.start)) {
      const words = `span ${draft.spanId} has no start time, so it has no place in the trace`;
      tally.add(position, "warning", "time-missing", words);
      return;
    }
    const kind = kindOfNumber(draft.kind);
    if (kind === undefined)
      tally.add(
        position,
        "warning",
        "unknown-kind",
        `span ${draft.spanId} is of unknown kind: ${draft.kind}`,
      );
    if (draft.end < draft.start) {
      const words = `span ${draft.spanId} cannot last ${draft.end - draft.start} ns; its end is left out`;
      tally.add(position, "warning", "negative-duration", words);
    }
    const row = table.addSpan({
      ...{ slot, file, line: 0, kind: kind ?? SpanKind.unknown, flags: draft.failed ? SpanFlag.failed : 0 },
      ...{ name: draft.name, trace: table.traceOf(draft.traceId) },
      ...{ id: table.ids.add(draft.spanId), parent: table.ids.add(draft.parentId) },
      ...{ start: draft.start, end: draft.end < draft.start ? Number.NaN : draft.end },
    });
    const ofSpan = (key: string): unknown => this.#attribute(draft.extent, Span.attributes, key);
    if (this.#input.seesSpan(row)) this.#input.noteSpan(row, ofSpan);
    for (const { name, time, extent } of draft.events) {
      if (Number.isNaN(time)) continue;
      const event = table.addEvent(row, name, time);
      if (!this.#input.seesEvent(event)) continue;
      this.#input.noteEvent(event, (key) => this.#attribute(extent, Event.attributes, key) ?? ofSpan(key));
    }
    for (const { traceId, spanId } of draft.links)
      if (spanId !== "") table.addLink(row, table.traceOf(traceId), table.ids.add(spanId));
  }
}

/** Where the message that begins here stands. */
function extentOf(reader: BinaryReader): Extent {
  const to = endOf(reader);
  return { from: reader.pos, to };
}

function eachField(reader: BinaryReader, end: number, visit: FieldVisitor): void {
  while (reader.pos < end) {
    const [field, wire] = reader.tag();
    if (!visit(field, reader)) reader.skip(wire, field);
  }
  if (reader.pos > end) throw new RangeError("a field is longer than its message");
}

/** Where the message that begins here ends. */
function endOf(reader: BinaryReader): number {
  const length = reader.uint32();
  if (reader.pos + length > reader.len) throw new RangeError("a message is longer than what holds it");
  return reader.pos + length;
}

function attribute(reader: BinaryReader): { key: string; value: string } {
  const found = { key: "", value: "" };
  eachField(reader, endOf(reader), (field) => {
    if (field === Attribute.key) found.key = reader.string();
    else if (field === Attribute.value) found.value = textOfAny(reader);
    else return false;
    return true;
  });
  return found;
}

/** A text, a number, or a list of such; undefined for what is neither. */
function anyValue(reader: BinaryReader, depth = 0): unknown {
  let value: unknown;
  eachField(reader, endOf(reader), (field) => {
    if (field === AnyValue.text) value = reader.string();
    else if (field === AnyValue.integer) value = String(reader.int64());
    else if (field === AnyValue.double) value = reader.double();
    else if (field === AnyValue.array && depth === 0) value = listOf(reader);
    else return false;
    return true;
  });
  return value;
}

function listOf(reader: BinaryReader): unknown[] {
  const list: unknown[] = [];
  eachField(reader, endOf(reader), (field) => {
    if (field !== AnyValue.values) return false;
    list.push(anyValue(reader, 1));
    return true;
  });
  return list;
}

function textOfAny(reader: BinaryReader): string {
  let text = "";
  eachField(reader, endOf(reader), (field) => {
    if (field !== Attribute.text) return false;
    text = reader.string();
    return true;
  });
  return text;
}

function link(reader: BinaryReader): { traceId: string; spanId: string } {
  const found = { traceId: "", spanId: "" };
  eachField(reader, endOf(reader), (field) => {
    if (field === Link.traceId) found.traceId = idOfBytes(reader.bytes());
    else if (field === Link.spanId) found.spanId = idOfBytes(reader.bytes());
    else return false;
    return true;
  });
  return found;
}

function isError(reader: BinaryReader): boolean {
  let code = 0;
  eachField(reader, endOf(reader), (field) => {
    if (field !== Status.code) return false;
    code = reader.int32();
    return true;
  });
  return code === STATUS_ERROR;
}
