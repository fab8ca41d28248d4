// Large files of spans for the benchmark: calls from service to service, eight spans a trace, as long a span as real
// exporters write (Zipkin some 500 bytes, OTLP some 800).

const START = 1_700_000_000_000_000n;
const SPANS_A_TRACE = 8;

/** The span's place in its trace, its trace, and its times in microseconds from the beginning; children lie inside. */
function shape(i: number) {
  const depth = i % SPANS_A_TRACE;
  const trace = (i - depth) / SPANS_A_TRACE;
  return { depth, trace, start: trace * 100 + depth * 10, duration: 5000 - depth * 100 };
}

const hex = (base: bigint, i: number): string => (base + BigInt(i)).toString(16);
const spanId = (i: number): string => hex(0x1ee19b7ec3c1b174n, i);
const service = (depth: number): string => `service-${(depth + 1) >> 1}`;

/** A Zipkin v2 file in one line. */
export function zipkinText(spans: number): string {
  const texts = Array.from({ length: spans }, (_, i) => {
    const { depth, trace, start, duration } = shape(i);
    const timestamp = Number(START) + start;
    return JSON.stringify({
      traceId: hex(0x463ac35c9f6413ad4848a39bb12cb5e1n, trace),
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
    });
  });
  return `[${texts.join(",")}]`;
}

/** OTLP as the collector's file exporter writes it: JSON Lines, so many spans a line. */
export function otlpText(spans: number, spansALine = 100): string {
  const lines: string[] = [];
  for (let first = 0; first < spans; first += spansALine) {
    const length = Math.min(spansALine, spans - first);
    const batch = Array.from({ length }, (_, i) => otlpSpan(first + i));
    const resource = {
      attributes: [
        { key: "service.name", value: { stringValue: service((first / spansALine) % SPANS_A_TRACE) } },
      ],
    };
    lines.push(
      JSON.stringify({
        resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "lib", version: "1.0" }, spans: batch }] }],
      }),
    );
  }
  return `${lines.join("\n")}\n`;
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
    traceId: hex(0x463ac35c9f6413ad4848a39bb12cb5e1n, trace),
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
