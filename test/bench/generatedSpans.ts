// Large files of spans for the benchmark: calls from service to service, eight spans a trace, as long a span as real
// exporters write (Zipkin some 500 bytes, OTLP some 800). In pieces, because such a file may fit into no string.

import { resourceSpansBytes } from "../support/otlpBytes.ts";

const START = 1_700_000_000_000_000n;
const SPANS_A_TRACE = 8;
/** Spans that an exporter sends together. */
const BATCH = 200;

/** The span's place in its trace, its trace, and its times in microseconds from the beginning; children lie inside. */
function shape(i: number) {
  const depth = i % SPANS_A_TRACE;
  const trace = (i - depth) / SPANS_A_TRACE;
  return { depth, trace, start: trace * 100 + depth * 10, duration: 5000 - depth * 100 };
}

const hex = (base: bigint, i: number): string => (base + BigInt(i)).toString(16);
const spanId = (i: number): string => hex(0x1ee19b7ec3c1b174n, i);
const traceId = (trace: number): string => hex(0x463ac35c9f6413ad4848a39bb12cb5e1n, trace);
const service = (depth: number): string => `service-${(depth + 1) >> 1}`;

/** Batches of spans: the number of the first and of how many there are. */
function* batches(spans: number): Iterable<readonly number[]> {
  for (let first = 0; first < spans; first += BATCH) {
    yield Array.from({ length: Math.min(BATCH, spans - first) }, (_, i) => first + i);
  }
}

/** The texts of elements, joined to one JSON text. */
function* list(opening: string, elements: Iterable<string>, closing: string): Iterable<string> {
  let before = opening;
  for (const element of elements) {
    yield before + element;
    before = ",";
  }
  yield closing;
}

function* batched(spans: number, text: (i: number) => string): Iterable<string> {
  for (const batch of batches(spans)) yield batch.map(text).join(",");
}

/** A Zipkin v2 file in one line. */
export function zipkinFile(spans: number): Iterable<string> {
  return list(
    "[",
    batched(spans, (i) => JSON.stringify(zipkinSpan(i))),
    "]",
  );
}

function zipkinSpan(i: number) {
  const { depth, trace, start, duration } = shape(i);
  const timestamp = Number(START) + start;
  return {
    traceId: traceId(trace),
    ...(depth === 0 ? {} : { parentId: spanId(i - 1) }),
    id: spanId(i),
    kind: depth % 2 === 0 ? "SERVER" : "CLIENT",
    name: `get /api/v1/thing/${i % 40}`,
    timestamp,
    duration,
    localEndpoint: { serviceName: service(depth), ipv4: `10.0.0.${depth}`, port: 8080 },
    remoteEndpoint: { ipv4: "10.1.2.3", port: 443 },
    annotations: [{ timestamp: timestamp + 50, value: "wire send" }],
    tags: {
      "http.method": "GET",
      "http.path": `/api/v1/thing/${i}`,
      "http.status_code": "200",
      instance: `bb52cfc0-${i}`,
    },
  };
}

/** Jaeger's API export: traces of eight spans, each with its processes. */
export function jaegerFile(spans: number): Iterable<string> {
  const traces = Array.from({ length: Math.ceil(spans / SPANS_A_TRACE) }, (_, trace) => trace);
  return list('{"data":[', generated(traces, jaegerTrace), "]}");
}

function* generated<Item>(items: Iterable<Item>, text: (item: Item) => string): Iterable<string> {
  for (const item of items) yield text(item);
}

function jaegerTrace(trace: number): string {
  const first = trace * SPANS_A_TRACE;
  const spans = Array.from({ length: SPANS_A_TRACE }, (_, depth) => jaegerSpan(first + depth));
  const processes = Object.fromEntries(
    spans.map(({ processID }, depth) => [processID, { serviceName: service(depth), tags: [] }]),
  );
  return JSON.stringify({ traceID: traceId(trace), spans, processes, warnings: null });
}

function jaegerSpan(i: number) {
  const { depth, trace, start, duration } = shape(i);
  const startTime = Number(START) + start;
  const tag = (key: string, value: string) => ({ key, type: "string", value });
  const parent = { refType: "CHILD_OF", traceID: traceId(trace), spanID: spanId(i - 1) };
  return {
    traceID: traceId(trace),
    spanID: spanId(i),
    operationName: `GET /api/v1/thing/${i % 40}`,
    references: depth === 0 ? [] : [parent],
    startTime,
    duration,
    tags: [
      tag("span.kind", depth % 2 === 0 ? "server" : "client"),
      tag("http.url", `/api/v1/thing/${i}`),
      tag("net.peer.name", "10.1.2.3"),
    ],
    logs: [{ timestamp: startTime + 50, fields: [tag("event", "wire send")] }],
    processID: `p${(depth + 1) >> 1}`,
    warnings: null,
  };
}

/** OTLP as the collector's file exporter writes it: a request a line. */
export function* otlpLines(spans: number): Iterable<string> {
  for (const batch of batches(spans)) {
    yield `${JSON.stringify({ resourceSpans: byService(batch).map(resourceSpans) })}\n`;
  }
}

/** OTLP as one request. */
export function otlpRequest(spans: number): Iterable<string> {
  const parts = generated(batches(spans), (batch) =>
    byService(batch)
      .map((each) => JSON.stringify(resourceSpans(each)))
      .join(","),
  );
  return list('{"resourceSpans":[', parts, "]}");
}

/** OTLP as protobuf. */
export function* otlpProtobuf(spans: number): Iterable<Uint8Array> {
  for (const batch of batches(spans)) {
    for (const each of byService(batch))
      yield resourceSpansBytes(service(each[0] % SPANS_A_TRACE), each.map(otlpSpan));
  }
}

/** The spans of a batch by the services that they ran in. */
function byService(batch: readonly number[]): readonly number[][] {
  const groups = new Map<string, number[]>();
  for (const i of batch) {
    const name = service(i % SPANS_A_TRACE);
    groups.set(name, [...(groups.get(name) ?? []), i]);
  }
  return [...groups.values()];
}

function resourceSpans(spans: readonly number[]) {
  const name = service(spans[0] % SPANS_A_TRACE);
  const resource = { attributes: [{ key: "service.name", value: { stringValue: name } }] };
  return {
    resource,
    scopeSpans: [{ scope: { name: "lib", version: "1.0" }, spans: spans.map(otlpSpan) }],
  };
}

function otlpSpan(i: number) {
  const { depth, trace, start, duration } = shape(i);
  const at = (offset: number): string => String((START + BigInt(start + offset)) * 1000n);
  const keys = [
    "http.request.method",
    "url.path",
    "server.address",
    "network.peer.address",
    "user_agent.original",
  ];
  return {
    traceId: traceId(trace),
    spanId: spanId(i),
    parentSpanId: depth === 0 ? "" : spanId(i - 1),
    flags: 257,
    name: `GET /api/v1/thing/${i % 40}`,
    kind: depth % 2 === 0 ? 2 : 3,
    startTimeUnixNano: at(0),
    endTimeUnixNano: at(duration),
    attributes: keys.map((key) => ({ key, value: { stringValue: `value of ${key} ${i}` } })),
    events: [
      {
        timeUnixNano: at(50),
        name: "message",
        attributes: [{ key: "message.id", value: { intValue: "1" } }],
      },
    ],
    status: { code: 1 },
  };
}
