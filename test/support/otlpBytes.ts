// Writes OTLP requests as protobuf for tests, field by field as the protocol's files number them, from its JSON mapping.

import { BinaryWriter } from "@bufbuild/protobuf/wire";

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly events?: readonly OtlpEvent[];
  /** Attributes: texts, or numbers as 64-bit integers. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly code: number };
}

export interface OtlpEvent {
  readonly timeUnixNano: string;
  readonly name: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** The field `resource_spans` of a request: one service's spans. A request is such fields in a row. */
export function resourceSpansBytes(service: string, spans: readonly OtlpSpan[]): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, 2).fork();
  writer.tag(1, 2).fork();
  attribute(writer, 1, "telemetry.sdk.name", "opentelemetry");
  attribute(writer, 1, "service.name", service);
  writer.join();
  writer.tag(2, 2).fork();
  writer.tag(1, 2).fork().tag(1, 2).string("a scope").join();
  for (const span of spans) writeSpan(writer, span);
  writer.join();
  writer.tag(3, 2).string("https://example.org/schema");
  return writer.join().finish();
}

function attribute(writer: BinaryWriter, field: number, key: string, value: string | number): void {
  writer.tag(field, 2).fork().tag(1, 2).string(key).tag(2, 2).fork();
  if (typeof value === "string") writer.tag(1, 2).string(value);
  else writer.tag(3, 0).int64(value);
  writer.join().join();
}

function writeSpan(writer: BinaryWriter, span: OtlpSpan): void {
  const bytes = (field: number, hex: string | undefined): void => {
    if (hex !== undefined) writer.tag(field, 2).bytes(Buffer.from(hex, "hex"));
  };
  const time = (field: number, digits: string | undefined): void => {
    if (digits !== undefined) writer.tag(field, 1).fixed64(BigInt(digits));
  };
  writer.tag(2, 2).fork();
  bytes(1, span.traceId);
  bytes(2, span.spanId);
  writer.tag(3, 2).string("state=1");
  bytes(4, span.parentSpanId);
  writer.tag(5, 2).string(span.name);
  if (span.kind !== undefined) writer.tag(6, 0).int32(span.kind);
  time(7, span.startTimeUnixNano);
  time(8, span.endTimeUnixNano);
  attribute(writer, 9, "http.request.method", "GET");
  for (const [key, value] of Object.entries(span.values ?? {})) attribute(writer, 9, key, value);
  writer.tag(10, 0).uint32(3);
  for (const event of span.events ?? []) {
    writer.tag(11, 2).fork();
    time(1, event.timeUnixNano);
    writer.tag(2, 2).string(event.name);
    for (const [key, value] of Object.entries(event.values ?? {})) attribute(writer, 3, key, value);
    writer.join();
  }
  for (const link of span.links ?? []) {
    writer.tag(13, 2).fork();
    bytes(1, link.traceId);
    bytes(2, link.spanId);
    writer.join();
  }
  if (span.status !== undefined)
    writer.tag(15, 2).fork().tag(2, 2).string("why").tag(3, 0).int32(span.status.code).join();
  writer.tag(16, 5).fixed32(257);
  writer.join();
}
